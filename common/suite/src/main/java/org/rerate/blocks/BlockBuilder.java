package org.rerate.blocks;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.rerate.engine.delta.LocalRows;
import org.rerate.engine.delta.TableScan;
import org.rerate.engine.delta.TableState;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.exchange.InternalRows;
import org.rerate.engine.filter.Filter;
import org.rerate.history.BlockCodec;
import org.rerate.history.FactColumns;
import org.rerate.history.FactKind;
import org.rerate.table.MarketTables;
import org.rerate.table.SeriesTables;

/** Packs rows of market tables into blocks, signed by a run: few of them here, many by Spark. */
final class BlockBuilder {

  /** Rows on disk beyond which they are Spark's: some half a million, held here as objects. */
  private static final long MOST_BYTES = 4L << 20;

  private final Warehouse warehouse;
  private final String runId;

  /**
   * Rows of a market table that are not packed yet.
   *
   * @param query the table, and how its rows are packed
   * @param state the table's version up to which they are to be packed
   * @param runs the runs that took them in; empty for all rows
   */
  record Missing(PackQuery query, TableState state, Optional<List<String>> runs) {

    private Row mark(String runId) {
      return BlockBuilder.mark(query.feed().name(), state.version(), state.toString(), runId);
    }

    private TableScan scan(Warehouse warehouse, String... columns) {
      TableScan scan = warehouse.scan(query.feed().table(), columns).asOf(state.version());
      runs.ifPresent(ids -> scan.where(Filter.in("run_id", ids)));
      return scan;
    }

    private Dataset<Row> rows(Warehouse warehouse) {
      Dataset<Row> all = warehouse.read(query.feed().table(), state.version());
      return runs.isEmpty() ? all : all.where(Filter.in("run_id", runs.get()).sql());
    }

    private Dataset<Row> shaped(Dataset<Row> rows) {
      return rows.where(query.where()).selectExpr(query.columns());
    }
  }

  BlockBuilder(Warehouse warehouse, String runId) {
    this.warehouse = warehouse;
    this.runId = runId;
  }

  /** Appends the blocks of {@code missing}, and their marks, if no other append came in between. */
  void append(List<Missing> missing, long sequence) {
    if (missing.stream().mapToLong(m -> m.scan(warehouse).bytes()).sum() <= MOST_BYTES) {
      warehouse.appendRows(SeriesTables.BLOCKS, packedHere(missing), runId, sequence);
    } else {
      warehouse.append(SeriesTables.BLOCKS, packed(missing), runId, sequence);
    }
  }

  /** Puts the blocks of {@code all}, all rows of their tables, in the place of every block. */
  void replace(List<Missing> all, long sequence) {
    Row packing = mark(BlockWatermarks.PACKING, 0, UUID.randomUUID().toString(), runId);
    Dataset<Row> named =
        warehouse.spark().createDataFrame(List.of(packing), SeriesTables.BLOCKS.structType());
    warehouse.replace(
        SeriesTables.BLOCKS,
        all.isEmpty() ? named : packed(all).unionAll(named),
        Filter.present("year"),
        runId,
        sequence);
  }

  /** The mark of the form that blocks are packed in. */
  private static Row form(String runId) {
    return mark(
        BlockWatermarks.FORM, BlockCodec.VERSION, Integer.toString(BlockCodec.VERSION), runId);
  }

  private static Row mark(String table, long version, String text, String runId) {
    return RowFactory.create(
        SeriesTables.MARK, table, "", 0, version, BlockWatermarks.bytes(text), runId);
  }

  /** In this process. */
  List<Row> packedHere(List<Missing> missing) {
    List<Row> rows = new ArrayList<>();
    rows.add(form(runId));
    for (Missing m : missing) {
      List<InternalRow> sorted =
          new ArrayList<>(
              LocalRows.collected(
                  m.shaped(
                      warehouse.held(
                          m.query.feed().table(),
                          m.scan(
                              warehouse,
                              m.query.feed().table().columnNames().toArray(String[]::new))))));
      sorted.sort(BlockEncoder.ORDER);
      new BlockEncoder(sorted.iterator(), runId).forEachRemaining(rows::add);
      rows.add(m.mark(runId));
      if (m.query.kind() == FactKind.PRICES) {
        NavigableMap<Integer, Long> firsts = new TreeMap<>();
        m.scan(warehouse, MarketTables.PRICES.businessDay(), "ingested_at")
            .forEach(row -> firsts.merge(row.whole(0, 0), row.whole(1, 0L), Math::min));
        rows.add(days(firsts));
      }
    }
    return rows;
  }

  /** By Spark. */
  Dataset<Row> packed(List<Missing> missing) {
    Dataset<Row> rows = null;
    List<Row> others = new ArrayList<>();
    others.add(form(runId));
    for (Missing m : missing) {
      Dataset<Row> fresh = m.rows(warehouse);
      Dataset<Row> shaped = m.shaped(fresh);
      rows = rows == null ? shaped : rows.unionAll(shaped);
      others.add(m.mark(runId));
      if (m.query.kind() == FactKind.PRICES) {
        others.add(days(firsts(fresh)));
      }
    }
    return packed(rows, others);
  }

  /** The days of {@code prices}, and when the first close of each was taken in. */
  private static NavigableMap<Integer, Long> firsts(Dataset<Row> prices) {
    NavigableMap<Integer, Long> firsts = new TreeMap<>();
    for (Row day :
        prices
            .groupBy("trade_date")
            .agg(functions.min("ingested_at").as("first"))
            .selectExpr("unix_date(trade_date) AS day", "unix_micros(first)")
            .collectAsList()) {
      firsts.put(day.getInt(0), day.getLong(1));
    }
    return firsts;
  }

  private Row days(NavigableMap<Integer, Long> firsts) {
    FactColumns days = new FactColumns(FactKind.DAYS, firsts.size());
    firsts.forEach(
        (day, first) -> {
          int at = days.add();
          days.day[at] = day;
          days.ingestedAt[at] = first;
          days.deliveredAt[at] = first;
        });
    return RowFactory.create(
        FactKind.DAYS.name(), "", "", 0, (long) days.size, BlockCodec.encode(days), runId);
  }

  private Dataset<Row> packed(Dataset<Row> rows, List<Row> others) {
    SparkSession spark = warehouse.spark();
    String run = runId;
    Dataset<Row> sorted =
        rows.repartition(col("kind"), col("series_key"), col("sub_key"))
            .sortWithinPartitions(
                "kind",
                "series_key",
                "sub_key",
                "year",
                "day",
                "i0",
                "known",
                "delivered",
                "line",
                "file");
    JavaRDD<Row> packed =
        InternalRows.of(sorted).mapPartitions(internal -> new BlockEncoder(internal, run));
    var type = SeriesTables.BLOCKS.structType();
    return spark
        .createDataFrame(packed, type)
        .unionAll(spark.createDataFrame(others, type))
        .coalesce(Math.max(1, spark.sparkContext().defaultParallelism()));
  }
}
