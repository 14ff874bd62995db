package org.rerate.engine.delta;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkIllegalArgumentException;
import org.apache.spark.sql.SparkSession;
import org.rerate.domain.OutOfMemory;
import org.rerate.engine.disk.LocalDisk;

/** Opens the Spark session that every command and test uses. */
public final class Sessions {

  static final String DELTA_EXTENSION = "io.delta.sql.DeltaSparkSessionExtension";

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
            .config("spark.sql.catalog.spark_catalog", WarehouseCatalog.class.getName())
            .config(WarehouseCatalog.ROOT, warehouse)
            .config("spark.delta.logStore.file.impl", LocalLogStore.class.getName())
            .config(
                "spark.hadoop.io.delta.kernel.logStore.file.impl", LocalLogStore.class.getName())
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/rerate")
            .config("spark.sql.catalogImplementation", "in-memory")
            // Delta fails on parameterised SQL without it (UNBOUND_SQL_PARAMETER).
            .config("spark.sql.legacy.parameterSubstitution.constantsOnly", "true")
            .config("spark.ui.enabled", "false")
            // No session uploads classes; looking each one up by RPC slows every compiled plan.
            .config("spark.sql.artifact.isolation.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.parquet.compression.codec", "zstd")
            // What pandas writes as a time; a feed's reader knows such columns and scales them.
            .config("spark.sql.legacy.parquet.nanosAsLong", "true")
            // A table's log is small; fifty tasks to read one cost more than the reading.
            .config("spark.databricks.delta.snapshotPartitions", "2")
            // A day compiles some hundred plans, the same ones every day; of Spark's hundred places
            // none would last until the next.
            .config("spark.sql.codegen.cache.maxEntries", "3000")
            .config("spark.sql.sources.parallelPartitionDiscovery.parallelism", "2")
            .config("spark.sql.adaptive.coalescePartitions.parallelismFirst", "false");
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
    COMPILED.forEach(builder::config);
    settings.forEach(builder::config);
    try {
      return builder.getOrCreate();
    } catch (SparkIllegalArgumentException e) {
      throw "INVALID_DRIVER_MEMORY".equals(e.getCondition()) ? OutOfMemory.tooSmall(e) : e;
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
