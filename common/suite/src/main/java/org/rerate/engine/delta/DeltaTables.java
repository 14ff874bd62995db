package org.rerate.engine.delta;

import io.delta.exceptions.DeltaConcurrentModificationException;
import io.delta.tables.DeltaTable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.functions;
import org.rerate.domain.RerateException;

/** What we ask of a Delta table's log, and how its failures are told. */
public final class DeltaTables {

  /** The application under which appends are numbered, one count per table. */
  static final String APPLICATION = "rerate";

  static final String FIRST_COMMIT = "00000000000000000000.json";

  private DeltaTables() {}

  static boolean isTable(SparkSession spark, String path) {
    return isTable(spark.sessionState().newHadoopConf(), path);
  }

  static boolean isTable(Configuration settings, String path) {
    try {
      Path log = new Path(path, "_delta_log");
      FileSystem files = log.getFileSystem(settings);
      // The folder alone says nothing: whoever makes the table makes it before the first commit.
      return files.exists(new Path(log, FIRST_COMMIT)) || hasLaterCommit(files, log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + path, e);
    }
  }

  /** The first commits of an old table have been cleaned up. */
  private static boolean hasLaterCommit(FileSystem files, Path log) throws IOException {
    try {
      return Arrays.stream(files.listStatus(log))
          .anyMatch(file -> file.getPath().getName().matches("\\d{20}\\.(json|checkpoint.*)"));
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  static long version(SparkSession spark, String path) {
    return snapshot(spark, path).version();
  }

  /** The version in which {@code runId} made the append of that number; empty if others did. */
  static OptionalLong versionOf(SparkSession spark, String path, String runId, long number) {
    DeltaLog log = DeltaLog.forTable(spark, new Path(path));
    long newest = snapshot(spark, path).version();
    return CommitLog.appendOf(log, newest, runId, number);
  }

  /** The newest version. */
  static TableState state(SparkSession spark, String path) {
    return state(spark, path, version(spark, path));
  }

  /** One of its versions. */
  static TableState state(SparkSession spark, String path, long version) {
    DeltaLog log = DeltaLog.forTable(spark, new Path(path));
    String table = log.unsafeVolatileSnapshot().metadata().id();
    return TableState.of(version, table, CommitLog.id(log, version));
  }

  /**
   * The runs that changed rows after {@code then}, which is null for before the first version;
   * empty if the log does not have that state, no longer says, or says that another program did.
   */
  static Optional<List<String>> committersSince(SparkSession spark, String path, TableState then) {
    TableState now = state(spark, path);
    if (now.equals(then)) {
      return Optional.of(List.of());
    }
    if (then != null
        && (then.version() > now.version() || !state(spark, path, then.version()).equals(then))) {
      return Optional.empty();
    }
    long from = then == null ? 0 : then.version() + 1;
    return CommitLog.committers(DeltaLog.forTable(spark, new Path(path)), from, now.version());
  }

  /** The files of the newest version: path, partitionValues, size. */
  public static Dataset<Row> files(SparkSession spark, String path) {
    return snapshot(spark, path).allFiles().toDF();
  }

  private static Snapshot snapshot(SparkSession spark, String path) {
    DeltaLog log = DeltaLog.forTable(spark, new Path(path));
    return log.update(false, scala.Option.empty(), scala.Option.empty());
  }

  /** True if another's commit came between. */
  static boolean isConflict(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DeltaConcurrentModificationException) {
        return true;
      }
    }
    return false;
  }

  /** Runs a write and tells conflicts and full disks as what they are. */
  static void translating(String table, Runnable write) {
    try {
      write.run();
    } catch (Exception e) { // Spark's own are checked exceptions that no signature tells of
      if (isConflict(e)) {
        throw RerateException.retry("another run wrote to " + table + " at the same time", e);
      }
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (DiskFailure.isFull(cause)) {
          throw DiskFailure.full(cause, e);
        }
      }
      throw e;
    }
  }

  /** Sets a column of the rows that {@code keys} names by its columns, in one transaction. */
  static void set(SparkSession spark, String path, Dataset<Row> keys, String column, String value) {
    Column same =
        Arrays.stream(keys.columns())
            .map(key -> functions.col("held." + key).equalTo(functions.col("named." + key)))
            .reduce(Column::and)
            .orElseThrow();
    DeltaTable.forPath(spark, path)
        .as("held")
        .merge(keys.as("named"), same)
        .whenMatched()
        .update(Map.of(column, functions.lit(value)))
        .execute();
  }
}
