package org.rerate.blocks;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.history.FactColumns;
import org.rerate.history.FactHistory;
import org.rerate.history.FactKind;
import org.rerate.table.SeriesTables;

/**
 * Joins the blocks that loads have left of the same key, one a load: after a year of daily closes a
 * line has 250 blocks of one row, and each is read whenever a day of that year is valued. The rows
 * in them stay what they are.
 */
public final class BlockCompaction {

  /** A year with so many blocks a key is packed anew. */
  private static final int MANY = 2;

  /** Fewer blocks than this, beyond one a key, are not worth it. */
  private static final long FEW = 1000;

  /** What a file of joined blocks holds, roughly. */
  private static final long FILE_BYTES = 32L << 20;

  private final Warehouse warehouse;
  private final long few;

  /** Packs the series of {@code warehouse} anew. */
  public BlockCompaction(Warehouse warehouse) {
    this(warehouse, FEW);
  }

  BlockCompaction(Warehouse warehouse, long few) {
    this.warehouse = warehouse;
    this.few = few;
  }

  /** The years whose blocks should be joined, ascending; 0 for what is not cut by year. */
  public List<Integer> due() {
    if (!warehouse.exists(SeriesTables.BLOCKS)) {
      return List.of();
    }
    return warehouse
        .read(SeriesTables.BLOCKS)
        .groupBy("year", "kind", "series_key", "sub_key")
        .count()
        .groupBy("year")
        .agg(functions.sum("count").as("blocks"), functions.count("*").as("keys"))
        .where("blocks >= " + MANY + " * keys AND blocks - keys >= " + few)
        .select("year")
        .as(Encoders.INT())
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  /**
   * Joins the blocks of a year, in one transaction.
   *
   * @throws org.rerate.domain.RerateException with {@code RETRY} if a load was packed meanwhile
   */
  public void join(int year, String runId) {
    long sequence = warehouse.sequence(SeriesTables.BLOCKS);
    long version = warehouse.version(SeriesTables.BLOCKS).orElseThrow();
    Dataset<Row> blocks =
        warehouse.read(SeriesTables.BLOCKS, version).where(col("year").equalTo(year));
    Dataset<Row> ofKeys =
        blocks
            .where(col("kind").notEqual(SeriesTables.MARK))
            .select("kind", "series_key", "sub_key", "payload")
            .repartition(files(year), col("kind"), col("series_key"), col("sub_key"))
            .sortWithinPartitions("kind", "series_key", "sub_key")
            .mapPartitions(
                (MapPartitionsFunction<Row, Row>)
                    sorted -> new KeyBlocks(sorted, year, runId, BlockCompaction::joined),
                Encoders.row(SeriesTables.BLOCKS.structType()));
    Dataset<Row> marks =
        blocks
            .where(col("kind").equalTo(SeriesTables.MARK))
            .groupBy("kind", "series_key", "sub_key", "year")
            .agg(
                functions.max("row_count").as("row_count"),
                functions
                    .max_by(functions.col("payload"), functions.col("row_count"))
                    .as("payload"))
            .withColumn("run_id", functions.lit(runId))
            .coalesce(1);
    warehouse.replace(
        SeriesTables.BLOCKS,
        year == 0 ? ofKeys.unionByName(marks) : ofKeys,
        Filter.is("year", year),
        runId,
        sequence);
  }

  private int files(int year) {
    long bytes = warehouse.scan(SeriesTables.BLOCKS, "kind").where(Filter.is("year", year)).bytes();
    return (int) (1 + bytes / FILE_BYTES);
  }

  private static FactColumns joined(FactKind kind, FactColumns rows) {
    if (kind == FactKind.DAYS) {
      return days(rows);
    }
    return FactHistory.sort(kind, rows, kind.integers() > 0 ? 0 : -1);
  }

  /** Each day once, with when its first close was taken in. */
  static FactColumns days(FactColumns rows) {
    NavigableMap<Integer, Integer> firsts = new TreeMap<>();
    for (int row = 0; row < rows.size; row++) {
      firsts.merge(rows.day[row], row, (a, b) -> rows.ingestedAt[a] <= rows.ingestedAt[b] ? a : b);
    }
    List<Integer> kept = new ArrayList<>(firsts.values());
    return rows.picked(FactKind.DAYS, kept.stream().mapToInt(Integer::intValue).toArray());
  }
}
