package org.rerate.methodology;

/**
 * What holding a set of members returned on one day (methodology section 12): the mean of the
 * members' returns, weighted by what each was worth at the close before, or equally. Reused for
 * every set and day; {@link #of} fills the fields.
 *
 * <p>Worked: worth 100 and 300 the day before, returns 10 % and 2 %: {@code (100 x 0.1 + 300 x
 * 0.02) / 400 = 4 %}, equally weighted {@code 6 %}.
 */
public final class BasketReturn {

  /** Price return, a fraction; NaN if no member counts. */
  public double price;

  /** Return with dividends, a fraction; NaN if no member counts. */
  public double total;

  /** Members that count. */
  public int counted;

  /**
   * The return of members given by their numbers.
   *
   * @param weights per member; one without, NaN, does not count. Null to weigh all equally
   * @param prices price return per member; NaN for one without a price at both ends
   * @param totals the same with dividends
   * @param count how many members of the arrays count
   */
  public void of(double[] weights, double[] prices, double[] totals, int count) {
    double ofPrices = 0;
    double ofTotals = 0;
    double sum = 0;
    counted = 0;
    for (int i = 0; i < count; i++) {
      double weight = weights == null ? 1 : weights[i];
      if (Double.isNaN(weight + prices[i])) {
        continue;
      }
      counted++;
      sum += weight;
      ofPrices += weight * prices[i];
      ofTotals += weight * totals[i];
    }
    price = counted == 0 ? Double.NaN : ofPrices / sum;
    total = counted == 0 ? Double.NaN : ofTotals / sum;
  }

  /**
   * What a holder of one line got between two closes, as a fraction.
   *
   * <p>Worked: 100 to 104 with a dividend of 2: {@code (104 + 2) / 100 - 1 = 6 %}.
   *
   * @param from USD at the close before, on the basis of the day
   * @param to USD at the day's close
   * @param dividends USD paid between them, on the same basis; 0 for the price return
   */
  public static double ofLine(double from, double to, double dividends) {
    return (to + dividends) / from - 1;
  }
}
