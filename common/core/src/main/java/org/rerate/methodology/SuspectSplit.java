package org.rerate.methodology;

/**
 * What looks like a split that nobody told of, and a split that nothing shows of: by two values of
 * a line that follow each other, both greater than 0. Worked: closes of 100 and 24.8 are a quotient
 * of 4.03, within 3 % of 4, so a split is suspected; a split of 4 beside closes of 100 and 99 is
 * one without a move.
 */
public final class SuspectSplit {

  /** Smallest quotient that is tested at all. */
  private static final double LEAST = 1.45;

  /** How far a quotient may be from a usual ratio, relative to that. */
  private static final double TOLERANCE = 0.03;

  /** Splits of less than this are within an ordinary day's move of the close. */
  private static final double LEAST_TOLD = 1.1;

  private static final double[] RATIOS = {
    1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 40, 50, 100
  };

  private SuspectSplit() {}

  /** True if the larger of two values over the smaller is about a usual ratio of a split. */
  public static boolean isLikely(double before, double after) {
    double quotient = Math.max(before, after) / Math.min(before, after);
    if (!(quotient >= LEAST)) {
      return false;
    }
    for (double ratio : RATIOS) {
      if (Math.abs(quotient - ratio) <= TOLERANCE * ratio) {
        return true;
      }
    }
    return false;
  }

  /**
   * True if the close stayed nearer to where it was than to where a split would have put it. Ratios
   * between 1/1.1 and 1.1 are never told.
   *
   * @param ratio new shares per old
   * @param before the last close before the split
   * @param after the first close with it
   */
  public static boolean isWithoutMove(double ratio, double before, double after) {
    double expected = Math.log(ratio);
    double moved = Math.log(before / after);
    return Math.abs(expected) >= Math.log(LEAST_TOLD)
        && Math.abs(moved) < Math.abs(moved - expected);
  }
}
