package org.rerate.methodology;

import org.rerate.domain.Status;

/**
 * A multiple of a set of members on one day (methodology 10.2): sum over sum, over the members that
 * have a cap and every input. Reused for every set and day; {@link #of} fills the fields.
 *
 * <p>Worked: caps 100 and 300, net debt 20 and -40, EBITDA 10 and 30: {@code ev_to_ebitda = (100 +
 * 20 + 300 - 40) / (10 + 30) = 9.5}. With EBITDA 10 and -10 the denominator is 0: {@code
 * NON_POSITIVE_DENOMINATOR}.
 */
public final class MultipleValue {

  /** The multiple, or the yield as a fraction; NaN unless status is OK. */
  public double value;

  /** OK, or why {@link #value} is missing. */
  public Status status = Status.NO_COVERAGE;

  /** Numerator and denominator of the matched members, USD. */
  public final MatchedSums sums = new MatchedSums();

  private double[] numerators = new double[16];
  private double[] denominators = new double[16];

  /**
   * Values members given by their numbers, inclusion factors applied.
   *
   * @param caps USD per member; NaN if missing
   * @param figures USD per member of {@link Multiple#figure}; NaN if missing
   * @param netDebts USD per member; looked at only for multiples of enterprise value
   * @param count how many members of the arrays count
   */
  public void of(
      Methodology methodology,
      Multiple multiple,
      double[] caps,
      double[] figures,
      double[] netDebts,
      int count) {
    if (numerators.length < count) {
      numerators = new double[Math.max(count, numerators.length * 2)];
      denominators = new double[numerators.length];
    }
    boolean withDebt = multiple.isOfEnterpriseValue();
    for (int i = 0; i < count; i++) {
      numerators[i] = multiple.numerator(caps[i], figures[i], withDebt ? netDebts[i] : 0);
      denominators[i] = multiple.denominator(caps[i], figures[i]);
    }
    sums.of(methodology, caps, numerators, denominators, count);
    status =
        sums.status != Status.OK || sums.second > 0 ? sums.status : Status.NON_POSITIVE_DENOMINATOR;
    value = status == Status.OK ? sums.first / sums.second : Double.NaN;
  }
}
