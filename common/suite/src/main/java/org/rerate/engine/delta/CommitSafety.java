package org.rerate.engine.delta;

import java.net.URI;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;

/**
 * Whether two processes may commit to the tables of a store at once: whether of two that write the
 * same version one fails. Delta's own way on S3 is safe within one process only.
 */
final class CommitSafety {

  /** Where Delta's log stores, or ours, create or rename a file only if its name is free. */
  private static final Set<String> ATOMIC =
      Set.of("file", "hdfs", "viewfs", "webhdfs", "abfs", "abfss", "wasb", "wasbs", "adl", "gs");

  /** Delta's log stores; but one of them, they need a store that is atomic itself. */
  private static final Set<String> DELTAS =
      Set.of("io.delta.storage.", "org.apache.spark.sql.delta.storage.");

  private static final String BY_TABLE_OF_LOCKS = "S3DynamoDBLogStore";

  private CommitSafety() {}

  /** The leases of a warehouse by what its log store can do. */
  static Leases leases(String warehouse, Configuration settings, SparkConf started) {
    return new Leases(
        warehouse, settings, admitsOthers(warehouse, started), needsConditions(warehouse, started));
  }

  /**
   * True if others may write while this process does.
   *
   * @param started what Spark was started with: Delta reads its log stores there
   */
  static boolean admitsOthers(String warehouse, SparkConf started) {
    URI uri = new Path(warehouse).toUri();
    String scheme = uri.getScheme() == null ? "file" : uri.getScheme();
    if (ATOMIC.contains(scheme)) {
      return true;
    }
    String store = store(scheme, started);
    // What its owner put there for this scheme is taken to be fit for it.
    return !store.isEmpty()
        && (store.endsWith(BY_TABLE_OF_LOCKS) || DELTAS.stream().noneMatch(store::startsWith));
  }

  /** True if others may write for the sole reason that the store creates files on condition. */
  static boolean needsConditions(String warehouse, SparkConf started) {
    URI uri = new Path(warehouse).toUri();
    return ConditionalLogStore.class.getName().equals(store(uri.getScheme(), started));
  }

  /** The log store by which Delta commits; Kernel, which has a setting of its own, only reads. */
  private static String store(String scheme, SparkConf started) {
    return started.get(
        "spark.delta.logStore." + scheme + ".impl", started.get("spark.delta.logStore.class", ""));
  }
}
