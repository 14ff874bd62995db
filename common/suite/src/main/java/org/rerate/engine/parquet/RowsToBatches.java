package org.rerate.engine.parquet;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.RowToColumnConverter;
import org.apache.spark.sql.execution.vectorized.OnHeapColumnVector;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Rows that Spark hands out one by one, as batches of columns. */
public final class RowsToBatches implements Iterator<ColumnarBatch> {

  private static final int ROWS = 4096;

  private final Iterator<InternalRow> rows;
  private final StructType type;
  private final RowToColumnConverter converter;

  public RowsToBatches(Iterator<InternalRow> rows, StructType type) {
    this.rows = rows;
    this.type = type;
    this.converter = new RowToColumnConverter(type);
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public ColumnarBatch next() {
    OnHeapColumnVector[] columns = OnHeapColumnVector.allocateColumns(ROWS, type);
    int count = 0;
    while (count < ROWS && rows.hasNext()) {
      converter.convert(rows.next(), columns);
      count++;
    }
    return new ColumnarBatch(columns, count);
  }
}
