package org.rerate.ingest;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.rerate.storage.Warehouse;

/** Loads feeds as of one made-up day. */
final class Loads {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private Loads() {}

  /** Loads a canonical feed; the limit is the share of bad rows that a file may have. */
  static List<FileOutcome> load(Warehouse warehouse, Path feed, String run, double limit) {
    return load(warehouse, feed, run, limit, 200_000);
  }

  /** The same; files of more than {@code inMemoryRows} rows are judged by Spark. */
  static List<FileOutcome> load(
      Warehouse warehouse, Path feed, String run, double limit, int inMemoryRows) {
    return load(warehouse, feed, run, limit, inMemoryRows, 0);
  }

  /** The same; so many tasks compare the rows of a larger file. */
  static List<FileOutcome> load(
      Warehouse warehouse, Path feed, String run, double limit, int inMemoryRows, int parts) {
    IngestOptions options = options(run, limit, inMemoryRows, parts);
    return new Ingest(warehouse, options, line -> {}).load(feed.toString());
  }

  /** The options of such a load. */
  static IngestOptions options(String run, double limit, int inMemoryRows) {
    return options(run, limit, inMemoryRows, 0);
  }

  private static IngestOptions options(String run, double limit, int inMemoryRows, int parts) {
    return new IngestOptions(
        null, Set.of(), limit, run, NOON, LocalDate.of(2026, 11, 21), inMemoryRows, parts);
  }

  /** The rows of a table as text, sorted. */
  static List<String> rows(Warehouse warehouse, String table, String columns) {
    return warehouse
        .spark()
        .sql("SELECT to_json(struct(" + columns + ")) FROM " + table)
        .collectAsList()
        .stream()
        .map(row -> table + " " + row.getString(0))
        .sorted()
        .toList();
  }
}
