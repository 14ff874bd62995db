package org.rerate.ingest;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.split;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.rerate.contract.ValidatedRow;
import org.rerate.feed.ParsedRows;
import org.rerate.storage.Warehouse;
import org.rerate.table.FeedSpec;
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

  /** Takes the quarantined rows of one file; they are stored by {@link #store}, all at once. */
  void add(FeedSpec spec, Dataset<Row> bad) {
    Dataset<Row> rows = bad.select(columns(spec));
    // Kept apart from the judged rows, which are let go before these are stored.
    arrived.add(rows.coalesce(1).localCheckpoint());
  }

  /** Takes such rows of a small file. */
  void add(FeedSpec spec, List<ValidatedRow> rows) {
    for (ValidatedRow row : rows) {
      held.add(
          RowFactory.create(
              options.runId(),
              feed,
              row.file(),
              row.line(),
              row.codes().toArray(String[]::new),
              String.join("; ", row.messages()),
              row.record(),
              options.ingestedAt(),
              null,
              spec.name(),
              options.mapping().name(),
              row.header()));
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

  private Column[] columns(FeedSpec spec) {
    return new Column[] {
      lit(options.runId()).as("run_id"),
      lit(feed).as("feed"),
      col(ParsedRows.FILE).as("file"),
      col(ParsedRows.LINE).as("line_number"),
      // Joined and split: the table's array may not hold nulls, and only split says so.
      split(array_join(col(ParsedRows.CODES), ","), ",").as("rules"),
      array_join(col(ParsedRows.MESSAGES), "; ").as("message"),
      col(ParsedRows.RECORD).as("record"),
      lit(options.ingestedAt()).as("quarantined_at"),
      lit(null).cast("string").as("resolved_run_id"),
      lit(spec.name()).as("target"),
      lit(options.mapping().name()).as("source_mapping"),
      col(ParsedRows.HEADER).as("header")
    };
  }
}
