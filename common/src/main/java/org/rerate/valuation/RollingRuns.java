package org.rerate.valuation;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.rerate.domain.Status;
import org.rerate.storage.ScannedRows;

/**
 * Packs neighbouring rows (basket, against, sub-sector, basis, membership, day, values..., status)
 * of one series into one: result files hold a series' days side by side, and a shuffle of rows,
 * each with its five words, would cost more than their statistics. Rows may come in any order.
 */
final class RollingRuns implements Iterator<Row> {

  /** Columns that tell series apart; the day follows them. */
  static final String[] KEY = {
    "basket_id", "against_basket_id", "subsector", "basis", "membership"
  };

  /** The key and the packed days. */
  static final StructType TYPE =
      Arrays.stream(KEY)
          .reduce(
              new StructType(), (type, name) -> type.add(name, DataTypes.StringType), (a, b) -> a)
          .add("days", DataTypes.BinaryType);

  /** Tells which series are wanted, once for all neighbouring rows of one. */
  interface Wanted extends Serializable {

    /** Every series. */
    Wanted ALL = (basket, subsector, basis, membership) -> true;

    /** True if the series is wanted. */
    boolean test(String basket, String subsector, String basis, String membership);
  }

  /** Which rows are packed and where their cells stand. */
  static final class Shape implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int[] places;
    private final int[] keyPlaces;
    private final int firstDay;
    private final int firstWritten;
    private final Wanted wanted;

    /**
     * @param places of the key's columns, the day, the values, the status; -1 for a column that is
     *     null in all rows
     * @param firstDay days before it are left out
     * @param firstWritten days before it are only for the windows of others: why their values are
     *     missing is not asked
     * @param wanted series that are
     */
    Shape(int[] places, int firstDay, int firstWritten, Wanted wanted) {
      this.places = places.clone();
      this.keyPlaces = IntStream.of(places).limit(KEY.length).filter(at -> at >= 0).toArray();
      this.firstDay = firstDay;
      this.firstWritten = firstWritten;
      this.wanted = wanted;
    }

    private UTF8String key(InternalRow row, int k) {
      return places[k] < 0 ? null : row.getUTF8String(places[k]);
    }

    private String text(InternalRow row, int k) {
      return Objects.toString(key(row, k), null);
    }

    private int day(InternalRow row) {
      return row.getInt(places[KEY.length]);
    }

    private int measures() {
      return places.length - KEY.length - 2;
    }
  }

  private final Iterator<InternalRow> rows;
  private final Shape shape;
  private final UTF8String[] last = new UTF8String[KEY.length];
  private boolean lastIsWanted;
  private final Map<UTF8String, Integer> codes = new HashMap<>();
  private ByteBuffer packed = ByteBuffer.allocate(1 << 16);
  private InternalRow next;

  RollingRuns(Iterator<InternalRow> rows, Shape shape) {
    this.rows = rows;
    this.shape = shape;
    advance();
  }

  /** Goes to the next row that is wanted; true if it is of the same series as the one before. */
  private boolean advance() {
    boolean same = true;
    while (rows.hasNext()) {
      next = rows.next();
      same &= isOfLast();
      if (lastIsWanted && shape.day(next) >= shape.firstDay) {
        return same;
      }
    }
    next = null;
    return false;
  }

  /** True if the row's series is that of the row before; else notes it. */
  private boolean isOfLast() {
    if (rows instanceof ScannedRows.Views views && views.repeats(shape.keyPlaces)) {
      return true;
    }
    for (int k = 0; k < KEY.length; k++) {
      if (!Objects.equals(last[k], shape.key(next, k))) {
        for (int n = 0; n < KEY.length; n++) {
          UTF8String text = shape.key(next, n);
          last[n] = text == null ? null : text.copy();
        }
        lastIsWanted =
            shape.wanted.test(
                shape.text(next, 0), shape.text(next, 2), shape.text(next, 3), shape.text(next, 4));
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Row next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    Object[] row = new Object[KEY.length + 1];
    for (int k = 0; k < KEY.length; k++) {
      row[k] = Objects.toString(last[k], null);
    }
    packed.clear();
    do {
      put(next);
    } while (advance());
    row[KEY.length] = Arrays.copyOf(packed.array(), packed.position());
    return RowFactory.create(row);
  }

  private void put(InternalRow row) {
    if (packed.remaining() < 8 + 8 * shape.measures()) {
      packed = ByteBuffer.allocate(2 * packed.capacity()).put(packed.flip());
    }
    packed.putInt(shape.day(row));
    int at = KEY.length + 1;
    for (int m = 0; m < shape.measures(); m++, at++) {
      int place = shape.places[at];
      packed.putDouble(row.isNullAt(place) ? Double.NaN : row.getDouble(place));
    }
    boolean isWanted = shape.day(row) >= shape.firstWritten;
    packed.putInt(isWanted ? code(row.getUTF8String(shape.places[at])) : Status.OK.code());
  }

  private int code(UTF8String status) {
    Integer code = codes.get(status);
    if (code == null) {
      code = (int) Status.valueOf(status.toString()).code();
      codes.put(status.copy(), code);
    }
    return code;
  }

  /** Takes the days of one packed row. */
  interface Taker {

    /**
     * Takes a day.
     *
     * @param values NaN where missing; overwritten by the next day
     */
    void take(int day, double[] values, Status status);
  }

  /** Unpacks one row. */
  static void unpack(Row row, int measures, Taker taker) {
    ByteBuffer in = ByteBuffer.wrap((byte[]) row.get(KEY.length));
    double[] values = new double[measures];
    while (in.hasRemaining()) {
      int day = in.getInt();
      for (int m = 0; m < measures; m++) {
        values[m] = in.getDouble();
      }
      taker.take(day, values, Status.of(in.getInt()));
    }
  }
}
