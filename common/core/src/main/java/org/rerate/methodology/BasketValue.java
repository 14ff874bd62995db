package org.rerate.methodology;

import org.rerate.domain.Status;

/**
 * Value of a set of members on one day (methodology section 4): cap, matched set, coverage and the
 * four P/Es. Reused for every set and day; {@link #of} fills the fields.
 *
 * <p>P/E = sum of caps / sum of earnings over members with both; never an average of P/Es. Worked:
 * caps 100 and 300, earnings 10 and -2: {@code pe = 400/8 = 50}, zero floor {@code 400/10 = 40},
 * without losses {@code 100/10 = 10}, median 10.
 *
 * <p>Sums run over members in the order given; callers order by issuer, so that a sum is the same
 * to the last bit however the work was split.
 */
public final class BasketValue {

  /** USD; NaN if no member has a cap. */
  public double cap;

  /** USD; NaN if no member has both cap and earnings. */
  public double matchedCap;

  /** USD; NaN if no member has both. */
  public double earnings;

  /** Headline P/E; NaN unless status is OK. */
  public double pe;

  /** Negative earnings count as zero, their caps stay; NaN without positive earnings. */
  public double peZeroFloor;

  /** Members with earnings of zero or less leave both sides; NaN without positive earnings. */
  public double peExLosses;

  /** Median P/E of members with positive earnings; NaN if there are none. */
  public double peMedian;

  /** Matched cap / cap, a fraction; NaN without a cap. */
  public double coverage;

  /** Members. */
  public int members;

  /** Members with a cap. */
  public int capped;

  /** Members with cap and earnings. */
  public int matched;

  /** Matched members with earnings below zero. */
  public int negative;

  /** OK, or why {@link #pe} is missing. */
  public Status status = Status.NO_COVERAGE;

  private double[] ratios = new double[16];

  /**
   * Values members given by their caps and earnings.
   *
   * @param caps USD per member, inclusion factor applied; NaN if missing
   * @param earnings USD per member, inclusion factor applied; NaN if missing
   * @param count how many members of the arrays count
   */
  public void of(Methodology methodology, double[] caps, double[] earnings, int count) {
    double capSum = 0;
    double matchedSum = 0;
    double earned = 0;
    double floored = 0;
    double profitableCap = 0;
    int positive = 0;
    members = count;
    capped = 0;
    matched = 0;
    negative = 0;
    if (ratios.length < count) {
      ratios = new double[Math.max(count, ratios.length * 2)];
    }
    for (int i = 0; i < count; i++) {
      double c = caps[i];
      if (Double.isNaN(c)) {
        continue;
      }
      capped++;
      capSum += c;
      double e = earnings[i];
      if (Double.isNaN(e)) {
        continue;
      }
      matched++;
      matchedSum += c;
      earned += e;
      if (e > 0) {
        floored += e;
        profitableCap += c;
        ratios[positive++] = c / e;
      } else if (e < 0) {
        negative++;
      }
    }
    cap = capped == 0 ? Double.NaN : capSum;
    matchedCap = matched == 0 ? Double.NaN : matchedSum;
    this.earnings = matched == 0 ? Double.NaN : earned;
    coverage = capped == 0 ? Double.NaN : matchedSum / capSum;
    Status thin = CoverageRule.status(methodology, coverage, matched, capped, members);
    boolean silent = thin != Status.OK;
    status = silent ? thin : earned > 0 ? Status.OK : Status.NON_POSITIVE_EARNINGS;
    pe = silent || earned <= 0 ? Double.NaN : matchedSum / earned;
    peZeroFloor = silent || floored <= 0 ? Double.NaN : matchedSum / floored;
    peExLosses = silent || floored <= 0 ? Double.NaN : profitableCap / floored;
    peMedian = silent || positive == 0 ? Double.NaN : median(positive);
  }

  private double median(int positive) {
    int middle = positive / 2;
    double upper = Selection.smallest(ratios, positive, middle);
    if (positive % 2 == 1) {
      return upper;
    }
    double lower = ratios[0];
    for (int i = 1; i < middle; i++) {
      lower = Math.max(lower, ratios[i]);
    }
    return (lower + upper) / 2;
  }
}
