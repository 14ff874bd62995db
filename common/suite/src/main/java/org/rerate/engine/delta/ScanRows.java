package org.rerate.engine.delta;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.vectorized.ConstantColumnVector;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Rows of data files, one after the other, each a view of the columns that a {@link TableScan} asks
 * for, in their order; it is overwritten by the next row. Files and row groups without a row that
 * meets the scan's filter are left out, and rows that do not meet it may be among these: whoever
 * knows that neighbouring rows are alike tests them by the run.
 */
public final class ScanRows implements Iterator<InternalRow> {

  private final Iterator<ColumnarBatch> batches;
  private ColumnarBatch batch;
  private Iterator<InternalRow> rows = Collections.emptyIterator();
  private int at;

  /** By column, the first row after those that are known to have the text of one before. */
  private int[] ends = new int[0];

  ScanRows(Iterator<ColumnarBatch> batches) {
    this.batches = batches;
  }

  @Override
  public boolean hasNext() {
    while (!rows.hasNext() && batches.hasNext()) {
      batch = batches.next();
      rows = batch.rowIterator();
      at = -1;
      ends = new int[batch.numCols()];
    }
    return rows.hasNext();
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    at++;
    return rows.next();
  }

  /**
   * How many rows, the one handed out last and those after it, are known to have the same texts in
   * these columns; 1 if they have to be compared.
   */
  public int alike(int[] columns) {
    int end = batch.numRows();
    for (int column : columns) {
      if (ends[column] <= at) {
        ends[column] = end(batch.column(column));
      }
      end = Math.min(end, ends[column]);
    }
    return end - at;
  }

  /** Within a batch, texts that a dictionary holds are the same if their places in it are. */
  private int end(ColumnVector column) {
    int end = batch.numRows();
    if (column instanceof ConstantColumnVector) {
      return end;
    }
    int next = at + 1;
    if (column.isNullAt(at)) {
      while (next < end && column.isNullAt(next)) {
        next++;
      }
    } else if (column instanceof WritableColumnVector texts && texts.hasDictionary()) {
      WritableColumnVector ids = texts.getDictionaryIds();
      int id = ids.getDictId(at);
      while (next < end && !texts.isNullAt(next) && ids.getDictId(next) == id) {
        next++;
      }
    }
    return next;
  }
}
