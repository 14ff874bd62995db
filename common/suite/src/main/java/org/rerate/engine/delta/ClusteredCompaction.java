package org.rerate.engine.delta;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.rerate.domain.RerateException;
import org.rerate.engine.parquet.DataFileLocation;
import org.rerate.table.ColumnSpec;
import org.rerate.table.TableSpec;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Makes few files of a table's many small ones, in each of which a few months lie. Delta's own
 * compaction puts files together as they fit, and orders by several columns at once, so that its
 * files hold all years, and whoever asks for the last days reads them all.
 */
final class ClusteredCompaction {

  private static final DeltaOperations.Optimize OPERATION =
      new DeltaOperations.Optimize(none(), none(), false, Option.empty(), false);

  private final SparkSession spark;
  private final String path;
  private final TableSpec table;
  private final DataFileLocation folder;
  private final List<ColumnSpec> order;

  /**
   * True if the table's rows can be laid anew here: it has the declared columns and no others, none
   * of them a list. Whatever else another program added would be lost.
   */
  static boolean serves(SparkSession spark, String path, TableSpec table) {
    Metadata held =
        DeltaLog.forTable(spark, new Path(path))
            .update(false, Option.empty(), Option.empty())
            .metadata();
    return StoredFormat.isPlain(held, table)
        && types(held.schema()).equals(types(table.structType()))
        && CollectionConverters.asJava(held.partitionColumns()).equals(table.partitionBy())
        && table.columns().stream().noneMatch(c -> c.kind().type() instanceof ArrayType);
  }

  private static Map<String, DataType> types(StructType schema) {
    return Stream.of(schema.fields())
        .collect(Collectors.toMap(StructField::name, StructField::dataType));
  }

  private static <T> Seq<T> none() {
    return CollectionConverters.asScala(List.<T>of()).toSeq();
  }

  /**
   * @param by columns by which rows are laid together; of a date its month counts
   */
  ClusteredCompaction(
      SparkSession spark, String path, TableSpec table, DataFileLocation folder, List<String> by) {
    this.spark = spark;
    this.path = path;
    this.table = table;
    this.folder = folder;
    this.order = by.stream().map(this::declared).toList();
  }

  private ColumnSpec declared(String name) {
    return table.columns().stream()
        .filter(column -> column.name().equals(name) && !table.partitionBy().contains(name))
        .findFirst()
        .orElseThrow(
            () ->
                RerateException.usage(
                    "conf/maintenance.conf lays " + table.fullName() + " by '" + name + "'",
                    "It has no such column, or its files are told apart by it; see DESCRIBE "
                        + table.fullName()));
  }

  /**
   * Lays the rows of each partition's small files together, in one transaction. Rows that are
   * appended meanwhile stay where they are.
   *
   * @param small files of fewer bytes are small; those that are made are rarely
   * @param many small files of a partition that are worth it
   */
  void compact(long small, int many) {
    DeltaLog log = DeltaLog.forTable(spark, new Path(path));
    log.update(false, Option.empty(), Option.empty());
    OptimisticTransaction transaction = log.startTransaction(Option.empty(), Option.empty());
    Map<Map<String, String>, List<AddFile>> partitions = new HashMap<>();
    for (AddFile file :
        transaction.snapshot().allFiles().where("size < " + small).collectAsList()) {
      if (file.deletionVector() == null) {
        partitions
            .computeIfAbsent(
                CollectionConverters.asJava(file.partitionValues()), values -> new ArrayList<>())
            .add(file);
      }
    }
    List<Action> actions = new ArrayList<>();
    partitions.forEach(
        (values, files) -> {
          if (files.size() >= many) {
            long bytes = files.stream().mapToLong(AddFile::size).sum();
            Dataset<Row> rows =
                log.createDataFrame(
                    transaction.snapshot(),
                    CollectionConverters.asScala(files).toSeq(),
                    false,
                    Option.empty());
            RetainedRowsCopier.writeAll(
                    laid(rows, (int) (1 + bytes / (small + small / 2))), table, folder)
                .forEach(file -> actions.add(OverwriteFiles.added(file, values, false)));
            long now = System.currentTimeMillis();
            files.forEach(file -> actions.add(file.removeWithTimestamp(now, false)));
          }
        });
    if (!actions.isEmpty()) {
      transaction.commit(CollectionConverters.asScala(actions).toSeq(), OPERATION);
    }
  }

  /** The rows in so many parts, one stretch of the order each. */
  private Dataset<Row> laid(Dataset<Row> rows, int parts) {
    Column[] coarse = order.stream().map(ClusteredCompaction::coarse).toArray(Column[]::new);
    // Within a month the days of one series lie side by side.
    List<ColumnSpec> key =
        table.columns().stream()
            .filter(c -> table.key().contains(c.name()) && !table.partitionBy().contains(c.name()))
            .toList();
    Column[] fine =
        Stream.of(
                order.stream().map(ClusteredCompaction::coarse),
                key.stream().filter(c -> !c.kind().isDate()).map(c -> functions.col(c.name())),
                key.stream().filter(c -> c.kind().isDate()).map(c -> functions.col(c.name())))
            .flatMap(columns -> columns)
            .toArray(Column[]::new);
    return rows.repartitionByRange(parts, coarse).sortWithinPartitions(fine);
  }

  private static Column coarse(ColumnSpec column) {
    Column all = functions.col(column.name());
    return column.kind().isDate() ? functions.trunc(all, "MM") : all;
  }
}
