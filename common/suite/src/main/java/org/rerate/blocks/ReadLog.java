package org.rerate.blocks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;

/**
 * The market rows that a computation read, with where each came from. For explanations: nothing is
 * kept when a computation is not explained.
 */
public final class ReadLog {

  /** Columns of a logged row, besides those of the feed: its file, line, run and clocks. */
  public static final List<String> PROVENANCE =
      List.of(
          "source_mapping",
          "source_file",
          "source_line",
          "run_id",
          "unix_micros(known_at) AS known",
          "unix_micros(ingested_at) AS ingested");

  private final Map<String, Map<List<Object>, Row>> rows = new TreeMap<>();

  /** Keeps the rows of {@code read}, which are of {@code feed}. */
  synchronized void note(FeedSpec feed, Dataset<Row> read) {
    List<String> columns = new ArrayList<>();
    feed.feedColumns().stream()
        .map(ColumnSpec::name)
        .filter(name -> !name.equals("known_at"))
        .forEach(columns::add);
    columns.addAll(PROVENANCE);
    Map<List<Object>, Row> kept = rows.computeIfAbsent(feed.name(), f -> new LinkedHashMap<>());
    for (Row row : read.selectExpr(columns.toArray(String[]::new)).collectAsList()) {
      kept.put(
          List.of(row.getAs("source_file"), row.getAs("source_line"), row.getAs("run_id")), row);
    }
  }

  /** Names of the market tables read, in order. */
  public Collection<String> tables() {
    return rows.keySet();
  }

  /** The rows read of a market table, each once. */
  public Collection<Row> rows(String table) {
    return rows.getOrDefault(table, Map.of()).values();
  }
}
