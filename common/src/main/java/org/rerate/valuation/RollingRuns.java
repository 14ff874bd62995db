package org.rerate.valuation;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.rerate.domain.Status;

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

  private final Iterator<InternalRow> rows;
  private final int measures;
  private final Map<UTF8String, Integer> codes = new HashMap<>();
  private InternalRow next;

  /**
   * @param measures number of value columns
   */
  RollingRuns(Iterator<InternalRow> rows, int measures) {
    this.rows = rows;
    this.measures = measures;
    this.next = rows.hasNext() ? rows.next().copy() : null;
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
    InternalRow first = next;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 * (8 + 8 * measures));
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      put(first, out);
      next = null;
      while (next == null && rows.hasNext()) {
        InternalRow row = rows.next();
        if (sameSeries(first, row)) {
          put(row, out);
        } else {
          next = row.copy();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Object[] packed = new Object[KEY.length + 1];
    for (int k = 0; k < KEY.length; k++) {
      packed[k] = Objects.toString(first.getUTF8String(k), null);
    }
    packed[KEY.length] = bytes.toByteArray();
    return RowFactory.create(packed);
  }

  private static boolean sameSeries(InternalRow a, InternalRow b) {
    for (int k = 0; k < KEY.length; k++) {
      if (!Objects.equals(a.getUTF8String(k), b.getUTF8String(k))) {
        return false;
      }
    }
    return true;
  }

  private void put(InternalRow row, DataOutputStream out) throws IOException {
    int at = KEY.length;
    out.writeInt(row.getInt(at++));
    for (int m = 0; m < measures; m++, at++) {
      out.writeDouble(row.isNullAt(at) ? Double.NaN : row.getDouble(at));
    }
    out.writeInt(code(row.getUTF8String(at)));
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
