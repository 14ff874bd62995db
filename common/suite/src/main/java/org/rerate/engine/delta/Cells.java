package org.rerate.engine.delta;

import java.util.stream.IntStream;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * The columns of a row that a {@link TableScan} asks for, by their place in the question. The same
 * object goes from row to row.
 */
public final class Cells {

  private final ColumnVector[] vectors;
  private final Texts[] texts;
  private int row;

  public Cells(ColumnarBatch batch, int[] places) {
    this.vectors = IntStream.of(places).mapToObj(batch::column).toArray(ColumnVector[]::new);
    this.texts = new Texts[vectors.length];
  }

  public Cells at(int row) {
    this.row = row;
    return this;
  }

  /** True if the cell has no value. */
  public boolean isMissing(int column) {
    return vectors[column].isNullAt(row);
  }

  /** A text, or null. */
  public String text(int column) {
    if (isMissing(column)) {
      return null;
    }
    if (texts[column] == null) {
      texts[column] = new Texts(vectors[column]);
    }
    return texts[column].at(row);
  }

  /** A day or whole number of 32 bits; {@code missing} if there is none. */
  public int whole(int column, int missing) {
    return isMissing(column) ? missing : vectors[column].getInt(row);
  }

  /** A whole number of 64 bits or an instant in microseconds; {@code missing} if none. */
  public long whole(int column, long missing) {
    return isMissing(column) ? missing : vectors[column].getLong(row);
  }

  /** A number; {@code missing} if there is none. */
  public double number(int column, double missing) {
    return isMissing(column) ? missing : vectors[column].getDouble(row);
  }

  /** A truth value; false if there is none. */
  public boolean truth(int column) {
    return !isMissing(column) && vectors[column].getBoolean(row);
  }

  /** Bytes, or null. */
  public byte[] bytes(int column) {
    return isMissing(column) ? null : vectors[column].getBinary(row);
  }

  /** Any value but bytes: a day as an {@code Integer}, an instant as a {@code Long}; or null. */
  public Object value(int column) {
    if (isMissing(column)) {
      return null;
    }
    DataType type = vectors[column].dataType();
    if (type.equals(DataTypes.StringType)) {
      return text(column);
    } else if (type.equals(DataTypes.DateType) || type.equals(DataTypes.IntegerType)) {
      return vectors[column].getInt(row);
    } else if (type.equals(DataTypes.TimestampType) || type.equals(DataTypes.LongType)) {
      return vectors[column].getLong(row);
    } else if (type.equals(DataTypes.DoubleType)) {
      return vectors[column].getDouble(row);
    } else if (type.equals(DataTypes.BooleanType)) {
      return vectors[column].getBoolean(row);
    }
    throw new IllegalArgumentException("a cell of the type " + type);
  }

  /** The values of all columns. */
  public Object[] values() {
    Object[] values = new Object[vectors.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(i);
    }
    return values;
  }

  /** Neighbouring rows often have the same text, which is then made once. */
  private static final class Texts {

    private final ColumnVector cells;

    /** Places of the texts in the dictionary that the batch's column has; null if none. */
    private final WritableColumnVector places;

    private int lastPlace = -1;
    private String last;

    Texts(ColumnVector cells) {
      this.cells = cells;
      this.places =
          cells instanceof WritableColumnVector held && held.hasDictionary()
              ? held.getDictionaryIds()
              : null;
    }

    String at(int row) {
      if (places == null) {
        return cells.getUTF8String(row).toString();
      }
      int place = places.getDictId(row);
      if (place != lastPlace) {
        last = cells.getUTF8String(row).toString();
        lastPlace = place;
      }
      return last;
    }
  }
}
