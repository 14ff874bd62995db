package org.rerate.storage;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkIllegalArgumentException;
import org.apache.spark.sql.SparkSession;
import org.rerate.domain.OutOfMemory;
import org.rerate.domain.RerateException;

/** Opens the Spark session that every command and test uses. */
public final class Sessions {

  static final String DELTA_EXTENSION = "io.delta.sql.DeltaSparkSessionExtension";

  private static final String LOG_STORE = "spark.delta.logStore.file.impl";

  private static final String KERNEL_LOG_STORE = "io.delta.kernel.logStore.file.impl";

  /** Set where plans are interpreted until a bulk load comes. */
  private static final String COMPILES_FOR_BULK = "spark.rerate.compilePlansForBulk";

  private static final Map<String, String> COMPILED =
      Map.of(
          "spark.sql.codegen.wholeStage",
          "true",
          "spark.sql.codegen.factoryMode",
          "FALLBACK",
          COMPILES_FOR_BULK,
          "false");

  /**
   * For commands that ask much about little: to compile some hundred plans, and to have Java
   * compile what comes of it, takes longer than to interpret them.
   */
  public static final Map<String, String> INTERPRETED =
      Map.of(
          "spark.sql.codegen.wholeStage",
          "false",
          "spark.sql.codegen.factoryMode",
          "NO_CODEGEN",
          COMPILES_FOR_BULK,
          "true");

  private static final String LOCAL_FOLDERS = "spark.local.dir";

  private Sessions() {}

  /** Before millions of rows go through plans: from now on they are compiled. */
  static void prepareForBulk(SparkSession spark) {
    if (spark.conf().get(COMPILES_FOR_BULK, "false").equals("true")) {
      COMPILED.forEach(spark.conf()::set);
    }
  }

  /**
   * A session on {@code warehouse}, UTC, with Delta and the lazy catalog.
   *
   * @param application name shown in Spark's own tools
   * @param master Spark master, or null to leave it to {@code spark-submit}
   * @param warehouse qualified root, see {@link Warehouse#qualify}
   * @param settings further Spark settings, which win over ours
   */
  public static SparkSession open(
      String application, String master, String warehouse, Map<String, String> settings) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName(application)
            .config("spark.sql.extensions", DELTA_EXTENSION)
            .config(LOG_STORE, LocalLogStore.class.getName())
            .config("spark.hadoop." + KERNEL_LOG_STORE, LocalLogStore.class.getName())
            .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/rerate")
            .config("spark.sql.catalogImplementation", "in-memory")
            .config("spark.ui.enabled", "false")
            // No session uploads classes; looking each one up by RPC slows every compiled plan.
            .config("spark.sql.artifact.isolation.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            // A day compiles some hundred plans, the same ones every day; of Spark's hundred places
            // none would last until the next.
            .config("spark.sql.codegen.cache.maxEntries", "3000");
    ofSession(warehouse).forEach(builder::config);
    if (warehouse.startsWith("file:")) {
      // On a local disk Hadoop starts a thread for every column of every row group.
      builder.config("spark.hadoop.parquet.hadoop.vectored.io.enabled", "false");
    }
    if (master != null) {
      builder.master(master);
      if (master.startsWith("local")) {
        builder
            // On a cluster Hadoop may ask for the class before a task's jar is there.
            .config("spark.hadoop." + LocalDisk.SETTING, LocalDisk.class.getName())
            .config("spark.hadoop." + LocalDisk.CONTEXT_SETTING, LocalDisk.Context.class.getName())
            // A task that runs out of memory fails the command, which then says so; Spark would end
            // the
            // process without a word.
            .config("spark.executor.killOnFatalError.depth", "0")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.default.parallelism", "2");
      }
    }
    requireTemporaryFolders(master, settings);
    settings.forEach(builder::config);
    try {
      return builder.getOrCreate();
    } catch (SparkIllegalArgumentException e) {
      throw "INVALID_DRIVER_MEMORY".equals(e.getCondition()) ? OutOfMemory.tooSmall(e) : e;
    }
  }

  /** What a session is set to, whoever started Spark. */
  private static Map<String, String> ofSession(String warehouse) {
    Map<String, String> settings = new HashMap<>(COMPILED);
    settings.put("spark.sql.catalog.spark_catalog", WarehouseCatalog.class.getName());
    settings.put(WarehouseCatalog.ROOT, warehouse);
    settings.put("spark.sql.session.timeZone", "UTC");
    // Delta fails on parameterised SQL without it (UNBOUND_SQL_PARAMETER).
    settings.put("spark.sql.legacy.parameterSubstitution.constantsOnly", "true");
    settings.put("spark.sql.parquet.compression.codec", "zstd");
    // What pandas writes as a time; a feed's reader knows such columns and scales them.
    settings.put("spark.sql.legacy.parquet.nanosAsLong", "true");
    // A table's log is small; fifty tasks to read one cost more than the reading.
    settings.put("spark.databricks.delta.snapshotPartitions", "2");
    settings.put("spark.sql.sources.parallelPartitionDiscovery.parallelism", "2");
    settings.put("spark.sql.adaptive.coalescePartitions.parallelismFirst", "false");
    return settings;
  }

  /**
   * A session on {@code warehouse} beside one that a program has; that one stays as it is.
   *
   * @param warehouse qualified root, see {@link Warehouse#qualify}
   * @throws RerateException with {@code USAGE} if Spark was started without what can no longer be
   *     set
   */
  public static SparkSession on(SparkSession given, String warehouse) {
    SparkConf started = given.sparkContext().getConf();
    require(started, "spark.sql.extensions", DELTA_EXTENSION);
    if (warehouse.startsWith("file:")) {
      // Without it two processes may both commit the same version of a table on a local disk.
      require(started, LOG_STORE, LocalLogStore.class.getName());
    }
    SparkSession beside = given.newSession();
    ofSession(warehouse).forEach(beside.conf()::set);
    beside.conf().set(KERNEL_LOG_STORE, LocalLogStore.class.getName());
    return beside;
  }

  private static void require(SparkConf started, String key, String value) {
    if (!Arrays.asList(started.get(key, "").split(",")).contains(value)) {
      throw RerateException.usage(
          "the Spark session was started without " + key + " = " + value,
          "Set it where the session is built");
    }
  }

  /**
   * Java's own, which libraries unpack to; and one of Spark's, where this machine is the cluster.
   */
  private static void requireTemporaryFolders(String master, Map<String, String> settings) {
    String javas = System.getProperty("java.io.tmpdir");
    DiskFailure.requireOneWritable(List.of(javas));
    if (master != null && master.startsWith("local")) {
      String set = settings.getOrDefault(LOCAL_FOLDERS, System.getProperty(LOCAL_FOLDERS, javas));
      String sparks = System.getenv().getOrDefault("SPARK_LOCAL_DIRS", set);
      DiskFailure.requireOneWritable(Arrays.stream(sparks.split(",")).map(String::trim).toList());
    }
  }
}
