package org.rerate.ingest.load;

import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.rerate.engine.delta.Warehouse;
import org.rerate.ingest.check.RejectedRow;
import org.rerate.table.OpsTables;

/** Keeps the rows that broke a rule, with their text; each once, however often it is met. */
final class Quarantine {

  private final Warehouse warehouse;
  private final IngestOptions options;
  private final String feed;
  private final Queue<Dataset<Row>> arrived = new ConcurrentLinkedQueue<>();
  private final Queue<Row> held = new ConcurrentLinkedQueue<>();

  Quarantine(Warehouse warehouse, IngestOptions options, String feed) {
    this.warehouse = warehouse;
    this.options = options;
    this.feed = feed;
  }

  /** Takes the bad rows of one load; they are stored by {@link #store}, all at once. */
  void add(Reconciled rows) {
    Origin origin =
        new Origin(
            options.runId(),
            feed,
            options.ingestedAt(),
            rows.spec().name(),
            options.mapping().name());
    add(
        rows.results(),
        result -> Reconciled.complete(result).map(row -> origin.row(row)).orElse(null));
    rows.records()
        .of(rows.results())
        .ifPresent(
            found -> {
              try (found) {
                add(found, row -> origin.row(row));
              }
            });
  }

  private <T extends Serializable> void add(
      LoadTransport.Results<T> results, LoadTransport.RowOf<T> row) {
    if (results.areHere()) {
      results.each(
          some -> {
            some.forEachRemaining(
                result -> Optional.ofNullable(row.apply(result)).ifPresent(held::add));
            return 0;
          });
    } else {
      Dataset<Row> rows = results.rows(row, OpsTables.QUARANTINE.structType());
      // Kept apart from the results, which are let go before these are stored.
      arrived.add(rows.coalesce(1).localCheckpoint());
    }
  }

  /** What bad rows of one load have in common. */
  private record Origin(
      String runId, String feed, Instant quarantinedAt, String target, String mapping)
      implements Serializable {

    Row row(RejectedRow row) {
      return RowFactory.create(
          runId,
          feed,
          row.file(),
          row.line(),
          row.codes().toArray(String[]::new),
          String.join("; ", row.messages()),
          row.record(),
          quarantinedAt,
          null,
          target,
          mapping,
          row.header());
    }
  }

  /** Stores the rows taken that are not there yet, in one transaction for the whole feed. */
  void store() {
    List<Dataset<Row>> files = new ArrayList<>(arrived);
    if (!held.isEmpty()) {
      files.add(
          warehouse
              .spark()
              .createDataFrame(new ArrayList<>(held), OpsTables.QUARANTINE.structType()));
    }
    arrived.clear();
    held.clear();
    Optional<Dataset<Row>> all = files.stream().reduce(Dataset::union);
    if (all.isEmpty()) {
      return;
    }
    Attempts.of(() -> store(all.get()));
  }

  /** Provided that no other run adds to them meanwhile: it may bring the same rows. */
  private long store(Dataset<Row> taken) {
    long sequence = warehouse.sequence(OpsTables.QUARANTINE);
    Dataset<Row> rows =
        warehouse.exists(OpsTables.QUARANTINE)
            ? taken.join(stored(), newKey(), "left_anti").localCheckpoint()
            : taken;
    return rows.isEmpty()
        ? sequence
        : warehouse.append(OpsTables.QUARANTINE, rows.coalesce(1), options.runId(), sequence);
  }

  private Dataset<Row> stored() {
    return warehouse
        .read(OpsTables.QUARANTINE)
        .where(col("feed").equalTo(feed))
        .select(
            col("target").as("_held_target"),
            col("file").as("_held_file"),
            col("line_number").as("_held_line"),
            col("record").as("_held_record"));
  }

  private static Column newKey() {
    return col("target")
        .equalTo(col("_held_target"))
        .and(col("file").equalTo(col("_held_file")))
        .and(col("line_number").equalTo(col("_held_line")))
        .and(col("record").equalTo(col("_held_record")));
  }
}
