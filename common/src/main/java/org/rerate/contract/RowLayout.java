package org.rerate.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.VersionOrder;

/** Where the values of a feed file's rows stand. */
final class RowLayout {

  private final FeedSpec spec;
  private final List<String> names;
  private final int[] key;
  private final int[] line;
  private final int[] values;
  private final int knownAt;

  RowLayout(FeedSpec spec) {
    this.spec = spec;
    names = spec.feedColumns().stream().map(ColumnSpec::name).toList();
    key = places(spec.key().stream());
    line = places(spec.key().stream().filter(c -> !c.equals(spec.businessDay())));
    values = places(spec.valueColumns().stream());
    knownAt = names.indexOf("known_at");
  }

  FeedSpec spec() {
    return spec;
  }

  int size() {
    return names.size();
  }

  int place(String column) {
    return names.indexOf(column);
  }

  int knownAt() {
    return knownAt;
  }

  /** The natural key. */
  List<Object> key(Object[] row) {
    return taken(row, key, new ArrayList<>(key.length + 1));
  }

  /** The natural key without the business day: rows that share it are neighbours in time. */
  List<Object> line(Object[] row) {
    return taken(row, line, new ArrayList<>(line.length));
  }

  /** The natural key and when it was known: rows that share it are versions of one moment. */
  List<Object> versionKey(Object[] row) {
    List<Object> taken = key(row);
    taken.add(row[knownAt]);
    return taken;
  }

  /** What may change between versions; missing values equal each other. */
  List<Object> values(Object[] row) {
    return taken(row, values, new ArrayList<>(values.length));
  }

  /**
   * Stored rows of one key in the order in which they count, the winning version last. They end
   * with {@link VersionOrder#COLUMNS}.
   */
  Comparator<Object[]> versions() {
    return Comparator.comparing(row -> VersionOrder.at(row, knownAt, size()));
  }

  private static List<Object> taken(Object[] row, int[] places, List<Object> into) {
    for (int place : places) {
      into.add(row[place]);
    }
    return into;
  }

  private int[] places(Stream<String> columns) {
    return columns.mapToInt(names::indexOf).toArray();
  }
}
