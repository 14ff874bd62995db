package org.rerate.blocks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.rerate.engine.delta.TableScan;
import org.rerate.engine.delta.TableState;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.exchange.Exchange;
import org.rerate.engine.exchange.Exchange.Order;
import org.rerate.engine.exchange.Exchange.Sent;
import org.rerate.engine.exchange.Exchange.Source;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.parquet.DataFile;
import org.rerate.history.BlockCodec;
import org.rerate.table.SeriesTables;

/** Packs rows of market tables into blocks, signed by a run. */
final class BlockBuilder {

  /** What is held of rows, in bytes for a byte that they take on disk. */
  private static final long HELD = 4;

  /** What a partition packs, in bytes on disk. */
  private static final long PARTITION_BYTES = 32L << 20;

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

    private TableScan scan(Warehouse warehouse) {
      String[] columns =
          Stream.concat(query.columns().stream(), Stream.of("run_id")).toArray(String[]::new);
      TableScan scan = warehouse.scan(query.feed().table(), columns).asOf(state.version());
      runs.ifPresent(ids -> scan.where(Filter.in("run_id", ids)));
      return scan;
    }

    private Source source(Warehouse warehouse, int partitions) {
      return scan(warehouse)
          .source(
              new FactSender(
                  query.kind(), runs.isPresent(), List.copyOf(runs.orElse(List.of())), partitions));
    }
  }

  BlockBuilder(Warehouse warehouse, String runId) {
    this.warehouse = warehouse;
    this.runId = runId;
  }

  /** Appends the blocks of {@code missing}, and their marks, if no other append came in between. */
  void append(List<Missing> missing, long sequence) {
    warehouse.appendFiles(SeriesTables.BLOCKS, packed(missing, marks(missing)), runId, sequence);
  }

  /** Puts the blocks of {@code all}, all rows of their tables, in the place of every block. */
  void replace(List<Missing> all, long sequence) {
    List<Row> marks = marks(all);
    marks.add(mark(BlockWatermarks.PACKING, 0, UUID.randomUUID().toString(), runId));
    warehouse.replaceFiles(
        SeriesTables.BLOCKS, packed(all, marks), Filter.present("year"), runId, sequence);
  }

  private List<Row> marks(List<Missing> missing) {
    List<Row> marks = new ArrayList<>();
    marks.add(
        mark(
            BlockWatermarks.FORM, BlockCodec.VERSION, Integer.toString(BlockCodec.VERSION), runId));
    missing.forEach(one -> marks.add(one.mark(runId)));
    return marks;
  }

  private static Row mark(String table, long version, String text, String runId) {
    return RowFactory.create(
        SeriesTables.MARK, table, "", 0, version, BlockWatermarks.bytes(text), runId);
  }

  private Map<DataFile, Map<String, String>> packed(List<Missing> missing, List<Row> marks) {
    long bytes = missing.stream().mapToLong(one -> one.scan(warehouse).bytes()).sum();
    Exchange exchange = warehouse.exchanges().of("packing", HELD * bytes);
    int partitions = (int) Math.min(exchange.cores(), 1 + bytes / PARTITION_BYTES);
    Map<DataFile, Map<String, String>> files = new HashMap<>();
    try (Sent sent = sent(missing, exchange, partitions)) {
      sent.run(new BlockKernel(marks, warehouse.rowFolder(), runId))
          .forEach(file -> files.put(file.file(), file.partition()));
    }
    return files;
  }

  /** The rows of {@code missing}, each in the partition of its key. */
  Sent sent(List<Missing> missing, Exchange exchange, int partitions) {
    return exchange.send(
        missing.stream().map(one -> one.source(warehouse, partitions)).toList(),
        partitions,
        Order.BY_KEY);
  }
}
