package org.rerate.contract;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.types.DataType;

/**
 * Walks rows sorted by key, known_at, file and line, and adds to each how often its version was met
 * before in the file, and whether another row of the version has other values. Rows that broke a
 * rule before are no party to either.
 */
final class SameVersions implements Iterator<InternalRow> {

  /** Rows of one version that are held; more are left to a way that can hold any number. */
  static final int MOST = 100_000;

  /**
   * Where the cells lie.
   *
   * @param places of key and known_at
   * @param types of those
   * @param good place of whether the row broke no rule yet
   * @param values place of the hash of its values
   */
  record Layout(List<Integer> places, List<DataType> types, int good, int values)
      implements java.io.Serializable {}

  private final Iterator<InternalRow> rows;
  private final Layout layout;
  private final int[] places;
  private final DataType[] types;
  private final List<InternalRow> version = new ArrayList<>();
  private final JoinedRow joined = new JoinedRow();
  private InternalRow next;
  private int at;
  private int met;
  private boolean isInConflict;

  SameVersions(Iterator<InternalRow> rows, Layout layout) {
    this.rows = rows;
    this.layout = layout;
    places = layout.places().stream().mapToInt(Integer::intValue).toArray();
    types = layout.types().toArray(DataType[]::new);
    next = rows.hasNext() ? rows.next().copy() : null;
  }

  @Override
  public boolean hasNext() {
    return at < version.size() || next != null;
  }

  @Override
  public InternalRow next() {
    if (at == version.size()) {
      take();
    }
    InternalRow row = version.get(at++);
    boolean isGood = row.getBoolean(layout.good());
    met += isGood ? 1 : 0;
    return joined.apply(
        row, new GenericInternalRow(new Object[] {isGood ? met : 1, isGood && isInConflict}));
  }

  private void take() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    version.clear();
    at = 0;
    met = 0;
    version.add(next);
    InternalRow first = next;
    next = rows.hasNext() ? rows.next().copy() : null;
    while (next != null && isSameVersion(first, next)) {
      if (version.size() == MOST) {
        throw new TooManyVersionsException();
      }
      version.add(next);
      next = rows.hasNext() ? rows.next().copy() : null;
    }
    isInConflict =
        version.size() > 1
            && version.stream()
                    .filter(row -> row.getBoolean(layout.good()))
                    .mapToLong(row -> row.getLong(layout.values()))
                    .distinct()
                    .limit(2)
                    .count()
                > 1;
  }

  private boolean isSameVersion(InternalRow one, InternalRow other) {
    for (int i = 0; i < places.length; i++) {
      int place = places[i];
      DataType type = types[i];
      if (!Objects.equals(
          one.isNullAt(place) ? null : one.get(place, type),
          other.isNullAt(place) ? null : other.get(place, type))) {
        return false;
      }
    }
    return true;
  }
}
