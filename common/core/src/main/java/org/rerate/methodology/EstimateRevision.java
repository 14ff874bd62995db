package org.rerate.methodology;

/**
 * How far a member's expected earnings were revised between two days, in the currency of the
 * estimates: {@code E1/E0 - 1}, taken from the member's re-rating (methodology section 6), where
 * the earnings effect is {@code L ln(E1/E0)} with {@code L} the logarithmic mean of both caps.
 *
 * <p>Worked: cap 100 to 121, of which 12.04 from earnings: {@code L = 21 / ln 1.21 = 110.17}, so
 * {@code E1/E0 - 1 = exp(12.04 / 110.17) - 1 = 11.5 %}.
 */
public final class EstimateRevision {

  private EstimateRevision() {}

  /**
   * The revision as a fraction.
   *
   * @param capFrom USD, above zero
   * @param capTo USD, above zero
   * @param earningsEffect USD, the part of the change that earnings explain
   * @return NaN without positive caps at both ends
   */
  public static double of(double capFrom, double capTo, double earningsEffect) {
    if (!(capFrom > 0 && capTo > 0)) {
      return Double.NaN;
    }
    double mean = Rerating.logarithmicMean(capTo, capFrom);
    return Math.expm1(earningsEffect / mean);
  }
}
