package org.rerate.ingest.load;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.exchange.Exchanges;

/** Loads feeds as of one made-up day. */
final class Loads {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  /** Every file is loaded by this process. */
  static final long HERE = Exchanges.MAX_BYTES;

  /** Every file is loaded by Spark's tasks. */
  static final long IN_TASKS = 0;

  private Loads() {}

  /** Loads a canonical feed; the limit is the share of bad rows that a file may have. */
  static List<FileOutcome> load(Warehouse warehouse, Path feed, String run, double limit) {
    return load(warehouse, feed, run, limit, HERE, 0);
  }

  /** The same; files of more than {@code localBytes} are loaded by Spark's tasks. */
  static List<FileOutcome> load(
      Warehouse warehouse, Path feed, String run, double limit, long localBytes) {
    return load(warehouse, feed, run, limit, localBytes, 0);
  }

  /** The same; so many partitions compare the rows, 0 for as many as their number asks for. */
  static List<FileOutcome> load(
      Warehouse warehouse, Path feed, String run, double limit, long localBytes, int parts) {
    return new Ingest(limited(warehouse, localBytes), options(run, limit, parts), line -> {})
        .load(feed.toString());
  }

  /** The options of such a load. */
  static IngestOptions options(String run, double limit, int parts) {
    return new IngestOptions(
        null,
        Set.of(),
        new QuarantineLimit(limit, 0),
        run,
        NOON,
        LocalDate.of(2026, 11, 21),
        parts);
  }

  /** The rows of a table as text, sorted. */
  static List<String> rows(Warehouse warehouse, String table, String columns) {
    return rows(warehouse, Map.of(table, columns));
  }

  /** The rows of several tables as text, sorted; tables that were never written have none. */
  static List<String> rows(Warehouse warehouse, Map<String, String> columnsByTable) {
    String query =
        columnsByTable.entrySet().stream()
            .filter(table -> isWritten(warehouse, table.getKey()))
            .map(
                table ->
                    String.format(
                        "SELECT '%s ' || to_json(struct(%s)) FROM %s",
                        table.getKey(), table.getValue(), table.getKey()))
            .collect(Collectors.joining(" UNION ALL "));
    return query.isEmpty()
        ? List.of()
        : warehouse.spark().sql(query).collectAsList().stream()
            .map(row -> row.getString(0))
            .sorted()
            .toList();
  }

  private static boolean isWritten(Warehouse warehouse, String table) {
    URI folder = URI.create(warehouse.root() + "/" + table.replace('.', '/'));
    return Files.isDirectory(Path.of(folder.getPath()));
  }

  /** The same warehouse, whose steps on up to so many bytes are done in this process. */
  static Warehouse limited(Warehouse warehouse, long localBytes) {
    JavaSparkContext context = new JavaSparkContext(warehouse.spark().sparkContext());
    return warehouse.with(new Exchanges(context, localBytes, line -> {}));
  }
}
