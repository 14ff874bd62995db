package org.rerate.engine.batch;

/** The rows that a task has, by column. */
public final class BatchStore {

  private final BatchSchema shape;
  private final StringDictionary texts = new StringDictionary();
  private final LongColumn[] columns;
  private int count;

  /** No rows. */
  public BatchStore(BatchSchema shape) {
    this.shape = shape;
    columns = new LongColumn[shape.columns()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new LongColumn();
    }
  }

  /** Adds the rows of a block. */
  public void add(byte[] block) {
    RowBatch.read(block, shape, this);
  }

  /** Their columns. */
  public BatchSchema shape() {
    return shape;
  }

  /** What the numbers of texts stand for. */
  public StringDictionary texts() {
    return texts;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** A value, as {@link BatchSchema} says; any number if it is missing. */
  public long value(int column, int row) {
    return columns[column].get(row);
  }

  /** A number. */
  public double number(int column, int row) {
    return Double.longBitsToDouble(columns[column].get(row));
  }

  /** True if the value is missing. */
  public boolean isMissing(int column, int row) {
    return columns[column].isMissing(row);
  }

  /** True if two rows have the same value there, or both none. */
  public boolean isSame(int column, int one, int other) {
    LongColumn values = columns[column];
    boolean isMissing = values.isMissing(one);
    return isMissing == values.isMissing(other)
        && (isMissing || values.get(one) == values.get(other));
  }

  /** Replaces a value that is not missing. */
  public void set(int column, int row, long value) {
    columns[column].set(row, value);
  }

  /** Makes a value missing. */
  public void clear(int column, int row) {
    columns[column].clear(row);
  }

  /** Sorts them by columns, the first counting most; a missing value comes first. */
  public void sort(int... by) {
    RowOrder order = new RowOrder(count);
    for (int i = by.length - 1; i >= 0; i--) {
      if (!columns[by[i]].isConstant()) {
        order.by(columns[by[i]], shape.isText(by[i]) ? texts.ranks() : null);
      }
    }
    for (LongColumn column : columns) {
      column.reorder(order.places());
    }
  }

  LongColumn column(int column) {
    return columns[column];
  }

  void grew(int rows) {
    count += rows;
  }
}
