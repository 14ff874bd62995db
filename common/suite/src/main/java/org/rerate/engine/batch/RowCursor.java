package org.rerate.engine.batch;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.BinaryView;
import org.apache.spark.unsafe.types.CalendarInterval;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.unsafe.types.VariantVal;

/**
 * One row of a {@link BatchSchema}, filled anew for each record; Spark's expressions can look at
 * it.
 */
public final class RowCursor extends InternalRow {

  private static final long serialVersionUID = 1L;

  private final transient BatchSchema shape;
  private final transient StringDictionary texts;
  private final long[] values;
  private long missing;

  /** A row all of whose values are missing. */
  public RowCursor(BatchSchema shape, StringDictionary texts) {
    this.shape = shape;
    this.texts = texts;
    values = new long[shape.columns()];
    clear();
  }

  /** Makes all values missing. */
  public void clear() {
    missing = -1L;
  }

  /** Sets a value. */
  public void set(int column, long value) {
    values[column] = value;
    missing &= ~(1L << column);
  }

  /** Sets a number. */
  public void set(int column, double value) {
    set(column, Double.doubleToRawLongBits(value));
  }

  /** Sets a value in Spark's own form; null if missing. */
  public void set(int column, Object value) {
    if (value == null) {
      missing |= 1L << column;
    } else if (value instanceof UTF8String text) {
      set(column, (long) texts.of(text));
    } else if (value instanceof String text) {
      set(column, (long) texts.of(UTF8String.fromString(text)));
    } else if (value instanceof Double number) {
      set(column, number.doubleValue());
    } else if (value instanceof Boolean truth) {
      set(column, truth ? 1L : 0L);
    } else {
      set(column, ((Number) value).longValue());
    }
  }

  /** Takes the first columns from a row of Spark's that has the same there. */
  public void take(InternalRow row, int columns) {
    clear();
    for (int i = 0; i < columns; i++) {
      if (!row.isNullAt(i)) {
        switch (shape.form(i)) {
          case TEXT -> set(i, (long) texts.of(row.getUTF8String(i)));
          case NUMBER -> set(i, row.getDouble(i));
          case INT -> set(i, (long) row.getInt(i));
          case TRUTH -> set(i, row.getBoolean(i) ? 1L : 0L);
          case LONG -> set(i, row.getLong(i));
        }
      }
    }
  }

  /** The columns of the row. */
  public BatchSchema shape() {
    return shape;
  }

  /** The value as the shape holds it. */
  public long value(int column) {
    return values[column];
  }

  /** What text numbers stand for. */
  public StringDictionary texts() {
    return texts;
  }

  @Override
  public boolean isNullAt(int column) {
    return (missing >>> column & 1) != 0;
  }

  @Override
  public boolean getBoolean(int column) {
    return values[column] != 0;
  }

  @Override
  public int getInt(int column) {
    return (int) values[column];
  }

  @Override
  public long getLong(int column) {
    return values[column];
  }

  @Override
  public double getDouble(int column) {
    return Double.longBitsToDouble(values[column]);
  }

  @Override
  public UTF8String getUTF8String(int column) {
    return texts.word((int) values[column]);
  }

  @Override
  public Object get(int column, DataType type) {
    return isNullAt(column)
        ? null
        : switch (shape.form(column)) {
          case TEXT -> getUTF8String(column);
          case NUMBER -> getDouble(column);
          case INT -> getInt(column);
          case TRUTH -> getBoolean(column);
          case LONG -> getLong(column);
        };
  }

  @Override
  public int numFields() {
    return values.length;
  }

  @Override
  public void setNullAt(int column) {
    missing |= 1L << column;
  }

  @Override
  public void update(int column, Object value) {
    set(column, value);
  }

  @Override
  public InternalRow copy() {
    RowCursor copy = new RowCursor(shape, texts);
    System.arraycopy(values, 0, copy.values, 0, values.length);
    copy.missing = missing;
    return copy;
  }

  @Override
  public byte getByte(int column) {
    throw none();
  }

  @Override
  public short getShort(int column) {
    throw none();
  }

  @Override
  public float getFloat(int column) {
    throw none();
  }

  @Override
  public Decimal getDecimal(int column, int precision, int scale) {
    throw none();
  }

  @Override
  public byte[] getBinary(int column) {
    throw none();
  }

  @Override
  public BinaryView getBinaryView(int column) {
    throw none();
  }

  @Override
  public CalendarInterval getInterval(int column) {
    throw none();
  }

  @Override
  public VariantVal getVariant(int column) {
    throw none();
  }

  @Override
  public InternalRow getStruct(int column, int fields) {
    throw none();
  }

  @Override
  public ArrayData getArray(int column) {
    throw none();
  }

  @Override
  public MapData getMap(int column) {
    throw none();
  }

  private static IllegalStateException none() {
    return new IllegalStateException("no feed has such a column");
  }
}
