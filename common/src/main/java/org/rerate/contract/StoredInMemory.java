package org.rerate.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.feed.ParsedRows;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/** The stored rows that a small file's rows may meet, read once. */
final class StoredInMemory {

  /** More than this are left to a join. */
  private static final int MOST = 300_000;

  /** Keys that a filter may name. */
  private static final int FEW = 100;

  private final RowLayout layout;
  private final Map<List<Object>, Object[]> winners = new HashMap<>();
  private Map<List<Object>, Object[]> lastOfKeys;

  private StoredInMemory(RowLayout layout) {
    this.layout = layout;
  }

  static StoredInMemory none(RowLayout layout) {
    return new StoredInMemory(layout);
  }

  /** Reads the stored rows around {@code rows}; empty if they are too many. */
  static Optional<StoredInMemory> around(
      RowLayout layout, List<JudgedRow> rows, Dataset<Row> stored) {
    FeedSpec spec = layout.spec();
    List<Column> columns =
        new ArrayList<>(spec.feedColumns().stream().map(ParsedRows::raw).toList());
    columns.add(unix_micros(col("ingested_at")));
    columns.add(col("source_line"));
    List<Row> near =
        stored
            .where(isNear(layout, rows))
            .select(columns.toArray(Column[]::new))
            .limit(MOST + 1)
            .collectAsList();
    if (near.size() > MOST) {
      return Optional.empty();
    }
    StoredInMemory memory = new StoredInMemory(layout);
    near.forEach(memory::add);
    return Optional.of(memory);
  }

  /** Same first part of the key, within the file's days; all memberships, since they overlap. */
  private static Column isNear(RowLayout layout, List<JudgedRow> rows) {
    FeedSpec spec = layout.spec();
    Column near = lit(true);
    int first = layout.place(spec.key().get(0));
    Set<Object> keys = new HashSet<>();
    rows.forEach(row -> keys.add(row.value(first)));
    keys.remove(null);
    if (keys.size() <= FEW) {
      near = col(spec.key().get(0)).isin(keys.toArray());
    }
    if (spec.businessDay() == null || spec.equals(MarketTables.MEMBERS)) {
      return near;
    }
    int day = layout.place(spec.businessDay());
    int[] days =
        rows.stream()
            .filter(row -> row.value(day) != null)
            .mapToInt(row -> (Integer) row.value(day))
            .sorted()
            .toArray();
    return days.length == 0
        ? lit(false)
        : near.and(
            col(spec.businessDay())
                .between(
                    date_from_unix_date(lit(days[0])),
                    date_from_unix_date(lit(days[days.length - 1]))));
  }

  private void add(Row row) {
    Object[] cells = new Object[row.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = row.get(i);
    }
    winners.merge(layout.versionKey(cells), cells, this::later);
  }

  /** The values that are stored under a row's key and known_at, or null. */
  List<Object> values(JudgedRow row) {
    Object[] winner = winners.get(layout.versionKey(row.cells()));
    return winner == null ? null : layout.values(winner);
  }

  /** When a row's key was retracted, if that is what is known of it last. */
  OptionalLong retractedAt(JudgedRow row) {
    if (lastOfKeys == null) {
      lastOfKeys = new HashMap<>();
      winners.values().forEach(c -> lastOfKeys.merge(layout.key(c), c, this::later));
    }
    Object[] last = lastOfKeys.get(layout.key(row.cells()));
    return last != null && (Boolean) last[layout.place("retracted")]
        ? OptionalLong.of((Long) last[layout.knownAt()])
        : OptionalLong.empty();
  }

  /** Every stored version that wins for its key and known_at. */
  Iterable<Object[]> winners() {
    return winners.values();
  }

  private Object[] later(Object[] one, Object[] other) {
    int[] places = {layout.knownAt(), layout.size(), layout.size() + 1};
    for (int place : places) {
      int order = Long.compare((Long) one[place], (Long) other[place]);
      if (order != 0) {
        return order > 0 ? one : other;
      }
    }
    return one;
  }
}
