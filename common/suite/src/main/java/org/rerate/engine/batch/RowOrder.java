package org.rerate.engine.batch;

/** An order of rows, refined column by column from the last that counts to the first. */
final class RowOrder {

  private static final int DIGIT = 11;

  private static final int VALUES = 1 << DIGIT;

  private int[] places;

  RowOrder(int rows) {
    places = new int[rows];
    for (int i = 0; i < rows; i++) {
      places[i] = i;
    }
  }

  /** The rows in order. */
  int[] places() {
    return places;
  }

  /**
   * Sorts by one more column; rows that are equal there stay in the order that they have.
   *
   * @param ranks for a column of texts, the place of each in their order; else null
   */
  void by(LongColumn column, int[] ranks) {
    long[] keys = new long[places.length];
    long least = Long.MAX_VALUE;
    for (int row = 0; row < keys.length; row++) {
      if (!column.isMissing(row)) {
        keys[row] = ranks == null ? column.get(row) : ranks[(int) column.get(row)];
        least = Math.min(least, keys[row]);
      }
    }
    long all = 0;
    for (int row = 0; row < keys.length; row++) {
      keys[row] = column.isMissing(row) ? 0 : keys[row] - least + 1;
      all |= keys[row];
    }
    int bits = Long.SIZE - Long.numberOfLeadingZeros(all);
    for (int shift = 0; shift < bits; shift += DIGIT) {
      byDigit(keys, shift);
    }
  }

  private void byDigit(long[] keys, int shift) {
    int[] next = new int[VALUES + 1];
    for (long key : keys) {
      next[(int) (key >>> shift & VALUES - 1) + 1]++;
    }
    for (int value = 0; value < VALUES; value++) {
      next[value + 1] += next[value];
    }
    int[] sorted = new int[places.length];
    for (int row : places) {
      sorted[next[(int) (keys[row] >>> shift & VALUES - 1)]++] = row;
    }
    places = sorted;
  }
}
