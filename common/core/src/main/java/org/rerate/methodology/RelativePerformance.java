package org.rerate.methodology;

/**
 * A change of price against that of an index over the same days (methodology section 9).
 *
 * <p>Worked: a price from 50 to 60 is up 20 %, an index from 1,000 to 1,100 is up 10 %: excess
 * {@code 0.20 - 0.10 = 10 points}, relative {@code 1.2/1.1 - 1 = 9.09 %}.
 *
 * @param change of the price, a fraction
 * @param indexChange of the index, a fraction
 * @param relative {@code (1 + change) / (1 + indexChange) - 1}: what one had more at the end
 * @param excess {@code change - indexChange}
 */
public record RelativePerformance(
    double change, double indexChange, double relative, double excess) {

  /** Measures a price against an index; any of the four may be NaN, then so is what needs it. */
  public static RelativePerformance of(
      double priceFrom, double priceTo, double indexFrom, double indexTo) {
    double change = priceTo / priceFrom - 1;
    double indexChange = indexTo / indexFrom - 1;
    return new RelativePerformance(
        change, indexChange, (1 + change) / (1 + indexChange) - 1, change - indexChange);
  }

  /** Index of the lowest value, the last of equals; values that are NaN are passed over; or -1. */
  public static int low(double[] values) {
    int low = -1;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i]) && (low < 0 || values[i] <= values[low])) {
        low = i;
      }
    }
    return low;
  }
}
