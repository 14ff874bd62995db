package org.rerate.storage;

import io.delta.kernel.types.DataType;
import org.apache.spark.sql.vectorized.ColumnVector;

/** A column that Spark has read, for Kernel. */
final class KernelVector implements io.delta.kernel.data.ColumnVector {

  private final DataType type;
  private final int size;
  private final ColumnVector cells;

  KernelVector(DataType type, int size, ColumnVector cells) {
    this.type = type;
    this.size = size;
    this.cells = cells;
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
    return cells.getUTF8String(row).toString();
  }
}
