package org.rerate.engine.delta;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkIllegalArgumentException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;
import org.rerate.domain.OutOfMemory;
import org.rerate.domain.RerateException;
import org.rerate.engine.disk.LocalDisk;

/** Opens the Spark session that every command and test uses. */
public final class Sessions {

  static final String DELTA_EXTENSION = "io.delta.sql.DeltaSparkSessionExtension";

  private static final String LOG_STORE = "spark.delta.logStore.file.impl";

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

  /** Whose values Spark's own pages and logs leave out; as {@code Secrets}, in Spark's terms. */
  private static final String REDACTED =
      "(?i)(key|private|credential|secret|password|token)(?!.*[.]provider$)";

  private static final String MASTER = "spark.master";

  /** Where the driver is the only process. */
  private static final Map<String, String> LOCAL =
      Map.ofEntries(
          Map.entry("spark.ui.enabled", "false"),
          // On a cluster Hadoop may ask for the class before a task's jar is there.
          Map.entry("spark.hadoop." + LocalDisk.SETTING, LocalDisk.class.getName()),
          Map.entry("spark.hadoop." + LocalDisk.CONTEXT_SETTING, LocalDisk.Context.class.getName()),
          // A task that runs out of memory fails the command, which then says so; Spark would end
          // the process without a word.
          Map.entry("spark.executor.killOnFatalError.depth", "0"),
          Map.entry("spark.driver.host", "127.0.0.1"),
          Map.entry("spark.driver.bindAddress", "127.0.0.1"),
          Map.entry("spark.sql.shuffle.partitions", "4"),
          Map.entry("spark.default.parallelism", "2"),
          Map.entry("spark.sql.adaptive.coalescePartitions.parallelismFirst", "false"),
          // A table's log is small; fifty tasks to read one cost more than the reading.
          Map.entry("spark.databricks.delta.snapshotPartitions", "1"),
          // Spark describes each plan, and each stage that it plans anew, for pages nobody sees.
          Map.entry("spark.sql.ui.explainMode", "simple"),
          // The same of what it remembers of past queries and jobs: in a long process, hundreds of
          // MB.
          Map.entry("spark.sql.ui.retainedExecutions", "10"),
          Map.entry("spark.ui.retainedJobs", "20"),
          Map.entry("spark.ui.retainedStages", "20"),
          Map.entry("spark.ui.retainedTasks", "200"),
          Map.entry("spark.sql.debug.maxToStringFields", "5"),
          // For a note in its errors Spark walks the stack at every column that a plan names.
          Map.entry("spark.sql.dataFrameQueryContext.enabled", "false"),
          Map.entry("spark.sql.sources.parallelPartitionDiscovery.parallelism", "2"));

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
   * @param warehouse qualified root, see {@link WarehouseUri#qualify}
   * @param settings further Spark settings; they win over what {@code spark-submit} was told, and
   *     that wins over ours
   */
  public static SparkSession open(
      String application, String master, String warehouse, Map<String, String> settings) {
    BuiltFor.read().require(BuiltFor.found());
    SparkConf submitted = new SparkConf();
    String effective =
        master != null ? master : settings.getOrDefault(MASTER, submitted.get(MASTER, ""));
    SparkSession.Builder builder = SparkSession.builder().appName(application);
    defaults(effective, warehouse)
        .forEach(
            (key, value) -> {
              if (!submitted.contains(key)) {
                builder.config(key, value);
              }
            });
    builder.config(WarehouseCatalog.ROOT, warehouse);
    if (master != null) {
      builder.master(master);
    }
    requireTemporaryFolders(effective, settings);
    settings.forEach(builder::config);
    try {
      SparkSession session = builder.getOrCreate();
      if (isLocal(effective) && warehouse.startsWith("file:")) {
        HadoopSettings.withoutClusters(session.sparkContext().hadoopConfiguration());
      }
      return session;
    } catch (SparkIllegalArgumentException e) {
      throw "INVALID_DRIVER_MEMORY".equals(e.getCondition()) ? OutOfMemory.tooSmall(e) : e;
    }
  }

  /**
   * A session on {@code warehouse} beside one that a program has; that one stays as it is.
   *
   * @param warehouse qualified root, see {@link WarehouseUri#qualify}
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
    defaults(started.get(MASTER, ""), warehouse)
        .forEach(
            (key, value) -> {
              if (key.startsWith("spark.sql.") && !SQLConf.isStaticConfigKey(key)) {
                beside.conf().set(key, value);
              }
            });
    beside.conf().set(WarehouseCatalog.ROOT, warehouse);
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
   * What we set where nobody says otherwise; on a cluster nothing that only saves time on one
   * machine.
   */
  static Map<String, String> defaults(String master, String warehouse) {
    Map<String, String> defaults = new LinkedHashMap<>(COMPILED);
    defaults.put("spark.sql.extensions", DELTA_EXTENSION + "," + ListedScans.class.getName());
    defaults.put("spark.sql.catalog.spark_catalog", WarehouseCatalog.class.getName());
    defaults.put(LOG_STORE, LocalLogStore.class.getName());
    defaults.put("spark.sql.session.timeZone", "UTC");
    defaults.put("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/rerate");
    defaults.put("spark.sql.catalogImplementation", "in-memory");
    // Delta fails on parameterised SQL without it (UNBOUND_SQL_PARAMETER).
    defaults.put("spark.sql.legacy.parameterSubstitution.constantsOnly", "true");
    // No session uploads classes; looking each one up by RPC slows every compiled plan.
    defaults.put("spark.sql.artifact.isolation.enabled", "false");
    defaults.put("spark.ui.showConsoleProgress", "false");
    defaults.put("spark.redaction.regex", REDACTED);
    defaults.put("spark.sql.parquet.compression.codec", "zstd");
    // What pandas writes as a time; a feed's reader knows such columns and scales them.
    defaults.put("spark.sql.legacy.parquet.nanosAsLong", "true");
    // A day compiles some hundred plans, the same ones every day; of Spark's hundred places
    // none would last until the next.
    defaults.put("spark.sql.codegen.cache.maxEntries", "3000");
    // To copy a table's list of files into each commit's checksum, Delta reads its whole log by a
    // Spark job before it commits; nothing reads the copy.
    defaults.put("spark.databricks.delta.allFilesInCrc.enabled", "false");
    if (warehouse.startsWith("file:")) {
      // On a local disk Hadoop starts a thread for every column of every row group.
      defaults.put("spark.hadoop.parquet.hadoop.vectored.io.enabled", "false");
    } else {
      defaults.put("spark.sql.streaming.checkpointFileManagerClass", WholeFiles.class.getName());
      // What S3 asks before it writes under a name. Nothing relies on the answer: data files have
      // new names, and of versions the log store sees to it.
      defaults.put("spark.hadoop.fs.s3a.performance.flags", "create,delete,mkdir");
    }
    if (isLocal(master)) {
      defaults.putAll(LOCAL);
    }
    return defaults;
  }

  /** True if this process is the whole cluster. */
  private static boolean isLocal(String master) {
    return master.equals("local") || master.startsWith("local[");
  }

  /**
   * Java's own, which libraries unpack to; and one of Spark's, where this machine is the cluster.
   */
  private static void requireTemporaryFolders(String master, Map<String, String> settings) {
    String javas = System.getProperty("java.io.tmpdir");
    DiskFailure.requireOneWritable(List.of(javas));
    if (isLocal(master)) {
      String set = settings.getOrDefault(LOCAL_FOLDERS, System.getProperty(LOCAL_FOLDERS, javas));
      String sparks = System.getenv().getOrDefault("SPARK_LOCAL_DIRS", set);
      DiskFailure.requireOneWritable(Arrays.stream(sparks.split(",")).map(String::trim).toList());
    }
  }
}
