package org.rerate.methodology;

/**
 * The next twelve months from two fiscal years (methodology 3.7): {@code w x FY1 + (1-w) x FY2}
 * with {@code w = min(1, days(FY1 end - d) / 365)}.
 *
 * <p>Worked: FY1 ends in 73 days: {@code w = 0.2}; FY1 = 100, FY2 = 150 give 140.
 */
public final class NextTwelveMonths {

  private NextTwelveMonths() {}

  /** Weight of FY1, in (0, 1]; FY2 has the rest. */
  public static double weightOfFirst(int firstYearEnd, int day) {
    return Math.min(1.0, (firstYearEnd - day) / 365.0);
  }
}
