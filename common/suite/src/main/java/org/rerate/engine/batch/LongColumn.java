package org.rerate.engine.batch;

import java.util.Arrays;

/** A growing column of numbers, in pieces; one value for all of them costs nothing. */
final class LongColumn {

  private static final int BITS = 14;

  private static final int PIECE = 1 << BITS;

  private long[][] pieces;
  private long only;
  private boolean hasValue;
  private long[] missing;
  private boolean isAllMissing = true;
  private int count;

  long get(int row) {
    return pieces == null ? only : pieces[row >>> BITS][row & PIECE - 1];
  }

  boolean isMissing(int row) {
    return isAllMissing || (missing != null && (missing[row >>> 6] >>> row & 1) != 0);
  }

  /** True if every row has the same value, or none has any. */
  boolean isConstant() {
    return isAllMissing || (pieces == null && missing == null);
  }

  /** Replaces a value that is not missing. */
  void set(int row, long value) {
    if (get(row) != value) {
      spread(count);
      pieces[row >>> BITS][row & PIECE - 1] = value;
    }
  }

  /** Makes a value missing. */
  void clear(int row) {
    if (!isAllMissing) {
      needMissing(count);
      missing[row >>> 6] |= 1L << row;
    }
  }

  void addMissing(int more) {
    if (!isAllMissing) {
      needMissing(count + more);
      for (int row = count; row < count + more; row++) {
        missing[row >>> 6] |= 1L << row;
      }
      needPieces(count + more);
    }
    count += more;
  }

  /**
   * Adds values.
   *
   * @param gaps a bit for each that is missing; null if none is
   * @param isSame true if all are the same value
   */
  void add(long[] values, long[] gaps, boolean isSame) {
    int more = values.length;
    if ((isAllMissing && count > 0) || gaps != null) {
      markGaps(gaps, more);
    } else if (missing != null) {
      needMissing(count + more);
    }
    isAllMissing = false;
    if (!(isSame && pieces == null && (!hasValue || only == values[0]))) {
      spread(count + more);
      for (int i = 0; i < more; i++) {
        int row = count + i;
        pieces[row >>> BITS][row & PIECE - 1] = values[i];
      }
    } else {
      only = values[0];
      hasValue = true;
    }
    count += more;
  }

  private void markGaps(long[] gaps, int more) {
    boolean wereMissing = isAllMissing;
    needMissing(count + more);
    if (wereMissing) {
      for (int row = 0; row < count; row++) {
        missing[row >>> 6] |= 1L << row;
      }
    }
    for (int i = 0; gaps != null && i < more; i++) {
      if ((gaps[i >>> 6] >>> i & 1) != 0) {
        missing[(count + i) >>> 6] |= 1L << (count + i);
      }
    }
  }

  /** Gives each row a place of its own. */
  private void spread(int rows) {
    if (pieces == null) {
      pieces = new long[0][];
      needPieces(rows);
      for (long[] piece : pieces) {
        Arrays.fill(piece, only);
      }
    }
    needPieces(rows);
  }

  private void needPieces(int rows) {
    if (pieces == null) {
      return;
    }
    int needed = (rows + PIECE - 1) >>> BITS;
    int there = pieces.length;
    if (needed > there) {
      pieces = Arrays.copyOf(pieces, needed);
      for (int i = there; i < needed; i++) {
        pieces[i] = new long[PIECE];
      }
    }
  }

  private void needMissing(int rows) {
    int words = (rows + 63) >>> 6;
    if (missing == null) {
      missing = new long[words];
    } else if (missing.length < words) {
      missing = Arrays.copyOf(missing, Math.max(words, 2 * missing.length));
    }
  }

  /** Puts row {@code order[i]} at place {@code i}. */
  void reorder(int[] order) {
    if (missing != null) {
      long[] before = missing;
      missing = new long[(order.length + 63) >>> 6];
      for (int row = 0; row < order.length; row++) {
        missing[row >>> 6] |= (before[order[row] >>> 6] >>> order[row] & 1) << row;
      }
    }
    if (pieces != null) {
      long[][] before = pieces;
      pieces = new long[before.length][PIECE];
      for (int row = 0; row < order.length; row++) {
        int from = order[row];
        pieces[row >>> BITS][row & PIECE - 1] = before[from >>> BITS][from & PIECE - 1];
      }
    }
  }
}
