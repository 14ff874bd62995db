package org.rerate.methodology;

import org.rerate.domain.Status;

/**
 * Two sums over the members that have a cap and both figures, and what part of the cap those
 * members are: what every ratio of a basket is made of (methodology sections 4, 10 and 11). Reused
 * for every set and day; {@link #of} fills the fields.
 *
 * <p>Worked: caps 100 and 300, first figures 10 and missing, second 5 and 7: sums 10 and 5 of one
 * matched member, coverage {@code 100/400 = 0.25}.
 */
public final class MatchedSums {

  /** Sum of the first figure, USD; NaN if no member is matched. */
  public double first;

  /** Sum of the second figure, USD; NaN if no member is matched. */
  public double second;

  /** Matched cap / cap, a fraction; NaN without a cap. */
  public double coverage;

  /** Members with a cap and both figures. */
  public int matched;

  /** OK, NO_COVERAGE, LOW_COVERAGE or LOW_MEMBER_COVERAGE. */
  public Status status = Status.NO_COVERAGE;

  /**
   * Adds up members given by their numbers, inclusion factors applied.
   *
   * @param caps USD per member; NaN if missing
   * @param firsts USD per member; NaN if missing
   * @param seconds USD per member; NaN if missing
   * @param count how many members of the arrays count
   */
  public void of(
      Methodology methodology, double[] caps, double[] firsts, double[] seconds, int count) {
    double capSum = 0;
    double matchedCap = 0;
    int capped = 0;
    first = 0;
    second = 0;
    matched = 0;
    for (int i = 0; i < count; i++) {
      double cap = caps[i];
      if (Double.isNaN(cap)) {
        continue;
      }
      capped++;
      capSum += cap;
      double a = firsts[i];
      double b = seconds[i];
      if (Double.isNaN(a + b)) {
        continue;
      }
      matched++;
      matchedCap += cap;
      first += a;
      second += b;
    }
    first = matched == 0 ? Double.NaN : first;
    second = matched == 0 ? Double.NaN : second;
    coverage = capped == 0 ? Double.NaN : matchedCap / capSum;
    status = CoverageRule.status(methodology, coverage, matched, capped, count);
  }
}
