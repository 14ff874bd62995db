package org.rerate.methodology;

import org.rerate.domain.Status;

/**
 * How far the earnings that a set of members was expected to have of one year were revised between
 * two days (methodology section 11). Reused for every set and day; {@link #of} fills the fields.
 *
 * <p>Worked: members' earnings as seen then 10, 20 and 5, as seen now 11, 18 and 5: revision {@code
 * 34/35 - 1 = -2.9 %}; one up, one down, one unchanged: breadth {@code (1 - 1)/3 = 0}.
 */
public final class RevisionValue {

  /** A change below this part of the earlier earnings is none. */
  private static final double UNCHANGED = 1e-6;

  /** Revision, a fraction; NaN unless status is OK. */
  public double revision;

  /** OK, or why {@link #revision} is missing. */
  public Status status = Status.NO_COVERAGE;

  /** Members whose earnings went up. */
  public int up;

  /** Members whose earnings went down. */
  public int down;

  /** Members whose earnings stayed. */
  public int unchanged;

  /** (up - down) / all of them; NaN if coverage is too thin. */
  public double breadth;

  /** Earnings as seen then and now of the members that have a cap and both, USD. */
  public final MatchedSums sums = new MatchedSums();

  /**
   * Values members given by their numbers, inclusion factors applied.
   *
   * @param caps USD per member now; NaN if missing
   * @param then USD per member as seen then, at the rates of now; NaN if missing
   * @param now USD per member as seen now; NaN if missing
   * @param count how many members of the arrays count
   */
  public void of(Methodology methodology, double[] caps, double[] then, double[] now, int count) {
    sums.of(methodology, caps, then, now, count);
    up = 0;
    down = 0;
    unchanged = 0;
    for (int i = 0; i < count; i++) {
      double change = now[i] - then[i];
      if (Double.isNaN(caps[i] + change)) {
        continue;
      }
      if (Math.abs(change) <= UNCHANGED * Math.abs(then[i])) {
        unchanged++;
      } else if (change > 0) {
        up++;
      } else {
        down++;
      }
    }
    boolean isThin = sums.status != Status.OK;
    status = isThin ? sums.status : Growth.status(sums.first, sums.second, sums.status);
    revision = status == Status.OK ? Growth.of(sums.first, sums.second) : Double.NaN;
    breadth = isThin ? Double.NaN : (double) (up - down) / sums.matched;
  }

  /**
   * Mean of the members' dispersions weighted by cap; NaN if no member has both.
   *
   * @param dispersions standard deviation / |mean| of each member's estimate; NaN if missing
   */
  public static double dispersion(double[] caps, double[] dispersions, int count) {
    double weighted = 0;
    double weight = 0;
    for (int i = 0; i < count; i++) {
      if (!Double.isNaN(caps[i] + dispersions[i])) {
        weighted += caps[i] * dispersions[i];
        weight += caps[i];
      }
    }
    return weight > 0 ? weighted / weight : Double.NaN;
  }
}
