package org.rerate.valuation;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.rerate.domain.Status;
import org.rerate.engine.delta.ScanRows;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.engine.exchange.Exchange.RowSender;
import org.rerate.value.RollingSeries;

/**
 * Packs neighbouring rows (basket, against, sub-sector, basis, membership, day, values..., status)
 * of one series into one: result files hold a series' days side by side, and a shuffle of rows,
 * each with its five words, would cost more than their statistics. Rows may come in any order.
 */
final class RollingRuns implements Iterator<Parcel> {

  /** Columns that tell series apart; the day follows them. */
  private static final int KEY = 5;

  /** Tells which series are wanted, once for all neighbouring rows of one. */
  interface Wanted extends Predicate<RollingSeries>, Serializable {}

  /**
   * Sends rows to the partition of their series.
   *
   * @param hasAgainst true if the second column is the other basket of a comparison, false if there
   *     is no such column
   * @param measures how many values a row has
   * @param firstDay days before it are left out
   * @param firstWritten days before it are only for the windows of others: why their values are
   *     missing is not asked
   * @param wanted series that are
   */
  record Sender(
      boolean hasAgainst,
      int measures,
      int firstDay,
      int firstWritten,
      Wanted wanted,
      int partitions)
      implements RowSender {

    @Override
    public Iterator<Parcel> parcels(Iterator<InternalRow> rows) {
      int columns = KEY + 2 + measures;
      int[] places =
          IntStream.range(0, columns)
              .map(at -> hasAgainst || at == 0 ? at : at == 1 ? -1 : at - 1)
              .toArray();
      return new RollingRuns(rows, places, this);
    }
  }

  private final Iterator<InternalRow> rows;
  private final Sender sender;
  private final int[] places;
  private final int[] keyPlaces;
  private final UTF8String[] last = new UTF8String[KEY];
  private final Map<UTF8String, Integer> codes = new HashMap<>();
  private RollingSeries series;
  private boolean isWanted;
  private InternalRow row;
  private int alike;
  private ByteBuffer packed = ByteBuffer.allocate(1 << 16);

  /**
   * @param places of the key's columns, the day, the values, the status; -1 for a column that is
   *     null in all rows
   */
  private RollingRuns(Iterator<InternalRow> rows, int[] places, Sender sender) {
    this.rows = rows;
    this.sender = sender;
    this.places = places.clone();
    this.keyPlaces = IntStream.of(places).limit(KEY).filter(at -> at >= 0).toArray();
    advance();
  }

  private UTF8String key(InternalRow of, int k) {
    return places[k] < 0 ? null : of.getUTF8String(places[k]);
  }

  private String text(InternalRow of, int k) {
    return Objects.toString(key(of, k), null);
  }

  private int measures() {
    return places.length - KEY - 2;
  }

  /** Goes to the next row that is wanted; true if it is of the same series as the one before. */
  private boolean advance() {
    boolean same = true;
    while (rows.hasNext()) {
      row = rows.next();
      alike = rows instanceof ScanRows scanned ? scanned.alike(keyPlaces) : 1;
      same &= isOfLast();
      if (isWanted) {
        return same;
      }
      for (int i = 1; i < alike; i++) {
        rows.next();
      }
    }
    row = null;
    return false;
  }

  /** True if the row's series is that of the row before; else notes it. */
  private boolean isOfLast() {
    for (int k = 0; k < KEY; k++) {
      if (!Objects.equals(last[k], key(row, k))) {
        for (int n = 0; n < KEY; n++) {
          UTF8String text = key(row, n);
          last[n] = text == null ? null : text.copy();
        }
        series =
            new RollingSeries(text(row, 0), text(row, 1), text(row, 2), text(row, 3), text(row, 4));
        isWanted = sender.wanted.test(series);
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean hasNext() {
    return row != null;
  }

  @Override
  public Parcel next() {
    if (row == null) {
      throw new NoSuchElementException();
    }
    RollingSeries of = series;
    packed.clear();
    do {
      put(row);
      for (int i = 1; i < alike; i++) {
        put(rows.next());
      }
    } while (advance());
    // A sub-sector of a basket lies in one file, of which readers of others read little.
    return Parcel.of(
        of.basket() + of.subsector(),
        sender.partitions,
        of.key(),
        Arrays.copyOf(packed.array(), packed.position()));
  }

  private void put(InternalRow of) {
    int day = of.getInt(places[KEY]);
    if (day < sender.firstDay) {
      return;
    }
    if (packed.remaining() < 8 + 8 * measures()) {
      packed = ByteBuffer.allocate(2 * packed.capacity()).put(packed.flip());
    }
    packed.putInt(day);
    int at = KEY + 1;
    for (int m = 0; m < measures(); m++, at++) {
      int place = places[at];
      packed.putDouble(of.isNullAt(place) ? Double.NaN : of.getDouble(place));
    }
    boolean isWritten = day >= sender.firstWritten;
    packed.putInt(isWritten ? code(of.getUTF8String(places[at])) : Status.OK.code());
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
  static void unpack(byte[] packed, int measures, Taker taker) {
    ByteBuffer in = ByteBuffer.wrap(packed);
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
