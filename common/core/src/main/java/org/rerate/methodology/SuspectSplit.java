package org.rerate.methodology;

/**
 * What looks like a split that nobody told of, a split that nothing shows of, and one that is none:
 * by two values of a line that follow each other, both greater than 0, and by its ratio. Worked:
 * closes of 100 and 24.8 are a quotient of 4.03, within 3 % of 4, so a split is suspected; a split
 * of 4 beside closes of 100 and 99 is one without a move.
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

  /** Vendors write ratios with four digits at least, if they divide by so much at most. */
  private static final int SMALL_DIVISOR = 20;

  private static final double FOUR_DIGITS = 1e-4;

  /** Above that only if they write six. */
  private static final int LARGEST_DIVISOR = 100;

  private static final double SIX_DIGITS = 1e-6;

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

  /**
   * True if the ratio is none of whole numbers up to a hundred, as those of splits and stock
   * dividends are (3 for 2, 1 for 30, 103 for 100): 1.281 is that of a spin-off, by which a vendor
   * adjusted its prices and no share was added.
   *
   * @param ratio new shares per old, greater than 0
   */
  public static boolean isUnusual(double ratio) {
    double quotient = Math.max(ratio, 1 / ratio);
    for (int divisor = 1; divisor <= LARGEST_DIVISOR; divisor++) {
      double tolerance = divisor <= SMALL_DIVISOR ? FOUR_DIGITS : SIX_DIGITS;
      double nearest = Math.rint(quotient * divisor) / divisor;
      if (Math.abs(quotient - nearest) <= tolerance * quotient) {
        return false;
      }
    }
    return true;
  }
}
