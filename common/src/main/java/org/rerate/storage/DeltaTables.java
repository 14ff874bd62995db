package org.rerate.storage;

import io.delta.exceptions.DeltaConcurrentModificationException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.rerate.domain.RerateException;

/** What we ask of a Delta table's log, and how its failures are told. */
final class DeltaTables {

  /** The application under which appends are numbered, one count per table. */
  static final String APPLICATION = "rerate";

  private DeltaTables() {}

  static long version(SparkSession spark, String path) {
    return snapshot(spark, path).version();
  }

  /** The version in which {@code runId} made the append of that number; empty if others did. */
  static OptionalLong versionOf(SparkSession spark, String path, String runId, long number) {
    DeltaLog log = DeltaLog.forTable(spark, new Path(path));
    long newest = snapshot(spark, path).version();
    return CommitLog.appendOf(log, newest, runId, number);
  }

  static Optional<List<String>> committers(SparkSession spark, String path, long from, long to) {
    return CommitLog.committers(DeltaLog.forTable(spark, new Path(path)), from, to);
  }

  /** The files of the newest version: path, partitionValues, size. */
  static Dataset<Row> files(SparkSession spark, String path) {
    return snapshot(spark, path).allFiles().toDF();
  }

  private static Snapshot snapshot(SparkSession spark, String path) {
    DeltaLog log = DeltaLog.forTable(spark, new Path(path));
    return log.update(false, scala.Option.empty(), scala.Option.empty());
  }

  /** Runs a write and tells conflicts and full disks as what they are. */
  static void translating(String table, Runnable write) {
    try {
      write.run();
    } catch (Exception e) { // Spark's own are checked exceptions that no signature tells of
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof DeltaConcurrentModificationException) {
          throw RerateException.retry("another run wrote to " + table + " at the same time", e);
        }
        if (DiskFailure.isFull(cause)) {
          throw DiskFailure.full(cause, e);
        }
      }
      throw e;
    }
  }
}
