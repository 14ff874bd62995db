package org.rerate.methodology;

import java.util.Arrays;
import org.rerate.domain.Status;

/**
 * Growth of a figure between two periods, as a fraction, and what it says about the multiple
 * (methodology section 9).
 *
 * <p>Worked: revenue 114.8 to 337.6 grows by {@code 337.6/114.8 - 1 = 1.94}. A price up 50 % on
 * earnings up 100 % is a multiple down {@code 1.5/2 - 1 = -25 %}.
 */
public final class Growth {

  private Growth() {}

  /** {@code to / from - 1}; NaN if either is missing or the start is not above zero. */
  public static double of(double from, double to) {
    return from > 0 ? to / from - 1 : Double.NaN;
  }

  /** OK, or why {@link #of} is missing; {@code missing} is the reason for a missing figure. */
  public static Status status(double from, double to, Status missing) {
    if (Double.isNaN(from) || Double.isNaN(to)) {
      return missing;
    }
    return from > 0 ? Status.OK : Status.NON_POSITIVE_BASE;
  }

  /**
   * Change of the multiple that a change of price and one of earnings imply: {@code (1 + price) /
   * (1 + earnings) - 1}; NaN if either is missing or earnings went to zero or below.
   */
  public static double ofMultiple(double priceChange, double earningsGrowth) {
    return 1 + earningsGrowth > 0 ? (1 + priceChange) / (1 + earningsGrowth) - 1 : Double.NaN;
  }

  /** Median of the numbers that are there; NaN if none is. */
  public static double median(double[] values) {
    double[] present = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (present.length == 0) {
      return Double.NaN;
    }
    int middle = present.length / 2;
    return present.length % 2 == 1 ? present[middle] : (present[middle - 1] + present[middle]) / 2;
  }
}
