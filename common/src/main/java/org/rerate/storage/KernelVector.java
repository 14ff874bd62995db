package org.rerate.storage;

import io.delta.kernel.types.DataType;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.vectorized.ColumnVector;

/** A column that Spark has read, for Kernel. */
final class KernelVector implements io.delta.kernel.data.ColumnVector {

  private final DataType type;
  private final int size;
  private final ColumnVector cells;

  /** Places of the texts in the dictionary that a batch's column has; null if it has none. */
  private final WritableColumnVector places;

  private int lastPlace = -1;
  private String lastText;

  KernelVector(DataType type, int size, ColumnVector cells) {
    this.type = type;
    this.size = size;
    this.cells = cells;
    this.places =
        cells instanceof WritableColumnVector texts && texts.hasDictionary()
            ? texts.getDictionaryIds()
            : null;
  }

  @Override
  public DataType getDataType() {
    return type;
  }

  @Override
  public int getSize() {
    return size;
  }

  /** Nothing: the reader uses the column again. */
  @Override
  public void close() {}

  @Override
  public boolean isNullAt(int row) {
    return cells.isNullAt(row);
  }

  @Override
  public boolean getBoolean(int row) {
    return cells.getBoolean(row);
  }

  @Override
  public int getInt(int row) {
    return cells.getInt(row);
  }

  @Override
  public long getLong(int row) {
    return cells.getLong(row);
  }

  @Override
  public double getDouble(int row) {
    return cells.getDouble(row);
  }

  @Override
  public byte[] getBinary(int row) {
    return cells.getBinary(row);
  }

  @Override
  public String getString(int row) {
    if (places == null) {
      return cells.getUTF8String(row).toString();
    }
    // Neighbouring rows often have the same text, which is then made once.
    int place = places.getDictId(row);
    if (place != lastPlace) {
      lastText = cells.getUTF8String(row).toString();
      lastPlace = place;
    }
    return lastText;
  }
}
