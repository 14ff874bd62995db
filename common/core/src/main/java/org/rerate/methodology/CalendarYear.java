package org.rerate.methodology;

/**
 * How fiscal years make calendar year {@code Y} for a company whose fiscal year ends in month
 * {@code k} (methodology 3.6).
 *
 * <p>Time weighted: {@code k/12 x FY(ending in Y) + (12-k)/12 x FY(ending in Y+1)}. Worked: year
 * end March, FY Mar-2026 = 100, FY Mar-2027 = 140: {@code 3/12 x 100 + 9/12 x 140 = 130}.
 */
public enum CalendarYear {
  /** Weights the two fiscal years that overlap the calendar year by their months in it. */
  TIME_WEIGHTED {
    @Override
    public double weightOfSameYear(int month) {
      return month / 12.0;
    }
  },
  /**
   * Takes one fiscal year whole: one that ends in January to May belongs to the calendar year
   * before, any other to its own.
   */
  FISCAL_BUCKET {
    @Override
    public double weightOfSameYear(int month) {
      return month <= 5 ? 0.0 : 1.0;
    }
  };

  /**
   * Weight of the fiscal year that ends in the calendar year itself; the rest goes to the fiscal
   * year that ends in the year after. A leg of weight zero is not needed.
   *
   * @param month month in which the fiscal year ends, 1 to 12
   */
  public abstract double weightOfSameYear(int month);
}
