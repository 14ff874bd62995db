package org.rerate.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.rerate.feed.ParsedRows;
import org.rerate.storage.Filter;
import org.rerate.storage.TableScan;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.VersionOrder;

/** The stored rows that a small file's rows may meet, read once. */
final class StoredInMemory {

  /** More than this are left to a join. */
  private static final int MOST = 300_000;

  /** Keys that a filter may name. */
  private static final int FEW = 100;

  private final RowLayout layout;
  private final Comparator<Object[]> versions;
  private final Map<List<Object>, List<Object[]>> moments = new HashMap<>();
  private Map<List<Object>, Object[]> lastOfKeys;

  private StoredInMemory(RowLayout layout) {
    this.layout = layout;
    this.versions = layout.versions();
  }

  static StoredInMemory none(RowLayout layout) {
    return new StoredInMemory(layout);
  }

  /** Reads the stored rows around {@code rows}; empty if they are too many. */
  static Optional<StoredInMemory> around(
      RowLayout layout, List<ValidatedRow> rows, ExistingRows stored) {
    TableScan scan = stored.scan(VersionOrder.COLUMNS.toArray(String[]::new));
    isNear(layout, rows).forEach(scan::where);
    StoredInMemory memory = new StoredInMemory(layout);
    if (scan.isSmall()) {
      scan.forEach(row -> memory.add(row.values()));
      return memory.moments.size() > MOST ? Optional.empty() : Optional.of(memory);
    }
    List<Column> columns =
        new ArrayList<>(layout.spec().feedColumns().stream().map(ParsedRows::raw).toList());
    columns.add(unix_micros(col("ingested_at")));
    columns.add(unix_micros(col("delivered_at")));
    columns.add(col("source_line"));
    columns.add(col("source_file"));
    List<Row> near =
        scan.rows().select(columns.toArray(Column[]::new)).limit(MOST + 1).collectAsList();
    if (near.size() > MOST) {
      return Optional.empty();
    }
    near.forEach(row -> memory.add(ValidatedRow.ofStored(row).cells()));
    return Optional.of(memory);
  }

  /** Same first part of the key, on one of the file's days; all memberships, since they overlap. */
  private static List<Filter> isNear(RowLayout layout, List<ValidatedRow> rows) {
    FeedSpec spec = layout.spec();
    List<Filter> near = new ArrayList<>();
    int first = layout.place(spec.key().get(0));
    Set<String> keys = new HashSet<>();
    rows.forEach(row -> keys.add((String) row.value(first)));
    keys.remove(null);
    if (keys.size() <= FEW) {
      near.add(Filter.in(spec.key().get(0), keys));
    }
    if (spec.businessDay() == null || spec.equals(MarketTables.MEMBERS)) {
      return near;
    }
    int day = layout.place(spec.businessDay());
    Set<Integer> days =
        rows.stream()
            .map(row -> (Integer) row.value(day))
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    near.add(
        days.isEmpty()
            ? Filter.in(spec.key().get(0), List.of())
            : Filter.days(spec.businessDay(), days));
    return near;
  }

  private void add(Object[] cells) {
    moments.computeIfAbsent(layout.versionKey(cells), key -> new ArrayList<>(1)).add(cells);
  }

  /** Takes a row in that was held back, so that those delivered after it are held against it. */
  void add(ValidatedRow held) {
    Object[] cells = Arrays.copyOf(held.cells(), layout.size() + VersionOrder.COLUMNS.size());
    cells[layout.size()] = held.deliveredAt();
    cells[layout.size() + 1] = null;
    cells[layout.size() + 2] = held.line();
    cells[layout.size() + 3] = held.file();
    add(cells);
  }

  /**
   * The values that are stored under a row's key and known_at, or null: of a row that was held back
   * those that counted when it was delivered.
   */
  List<Object> values(ValidatedRow row) {
    long delivered = row.deliveredAt() == null ? Long.MAX_VALUE : row.deliveredAt();
    return moments.getOrDefault(layout.versionKey(row.cells()), List.of()).stream()
        .filter(
            cells ->
                VersionOrder.delivered(cells, layout.size()) <= delivered || isSame(cells, row))
        .max(versions)
        .map(layout::values)
        .orElse(null);
  }

  /** True if rows other than this one, which was taken in, have its key and known_at. */
  boolean hasOthers(ValidatedRow row) {
    return moments.get(layout.versionKey(row.cells())).size() > 1;
  }

  /** True for the row itself, which an attempt that did not live to note it has taken in. */
  private boolean isSame(Object[] cells, ValidatedRow row) {
    return row.isHeld()
        && cells[layout.size() + 2].equals(row.line())
        && cells[layout.size() + 3].equals(row.file())
        && layout.values(cells).equals(layout.values(row.cells()));
  }

  /** When a row's key was retracted, if that is what is known of it last. */
  OptionalLong retractedAt(ValidatedRow row) {
    if (lastOfKeys == null) {
      lastOfKeys = new HashMap<>();
      winners().forEach(c -> lastOfKeys.merge(layout.key(c), c, BinaryOperator.maxBy(versions)));
    }
    Object[] last = lastOfKeys.get(layout.key(row.cells()));
    return last != null && (Boolean) last[layout.place("retracted")]
        ? OptionalLong.of((Long) last[layout.knownAt()])
        : OptionalLong.empty();
  }

  /** Every stored version that wins for its key and known_at. */
  List<Object[]> winners() {
    return moments.values().stream().map(same -> Collections.max(same, versions)).toList();
  }
}
