package org.rerate.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The files of a table that may hold rows of a range, found without a job where the log can say.
 */
final class RangeFiles {

  private final SparkSession spark;
  private final LogLookup lookup;
  private final String path;

  RangeFiles(SparkSession spark, LogLookup lookup, String path) {
    this.spark = spark;
    this.lookup = lookup;
    this.path = path;
  }

  /** The conditions, all of which hold for the rows that {@code where} names. */
  List<Expression> conditions(String where) {
    Dataset<Row> rows = spark.read().format("delta").load(path).where(where);
    List<Expression> parts = new ArrayList<>();
    split(((Filter) rows.queryExecution().analyzed()).condition(), parts);
    return parts;
  }

  private static void split(Expression condition, List<Expression> parts) {
    if (condition instanceof And and) {
      split(and.left(), parts);
      split(and.right(), parts);
    } else {
      parts.add(condition);
    }
  }

  /**
   * The files of a version; empty if Delta has to find them.
   *
   * @param partition every partition column and its value, null where missing
   */
  Optional<List<AddFile>> of(
      long version, Map<String, String> partition, List<Expression> conditions) {
    return canFind(partition)
        ? lookup.files(version, partition, FileFilter.of(conditions))
        : Optional.empty();
  }

  /** False if there is an instant among the values: Spark writes it in another form than we do. */
  static boolean canFind(Map<String, String> partition) {
    return partition.get("recorded_by") == null;
  }

  /** The rows of the newest version that meet {@code where}, which names the partition. */
  Dataset<Row> rows(Map<String, String> partition, String where) {
    DeltaLog log = DeltaLog.forTable(spark, new Path(path));
    Snapshot snapshot = log.update(false, Option.empty(), Option.empty());
    return of(snapshot.version(), partition, conditions(where))
        .map(
            files ->
                log.createDataFrame(
                    snapshot, CollectionConverters.asScala(files).toSeq(), false, Option.empty()))
        .orElseGet(() -> spark.read().format("delta").load(path))
        .where(where);
  }
}
