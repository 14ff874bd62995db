package org.rerate.methodology;

import java.util.Arrays;

/**
 * A basket's cap through time like for like, 100 on a base day: {@code 100 x sum(cap) / sum(cap at
 * base)} over the members with a cap on both days (methodology section 5). On the end of a span it
 * is {@code 100 x (1 + lfl_cap_change_pct)}, whoever was listed in between.
 *
 * <p>Worked: members A (cap 100, then 150) and B (not listed, then 40): 100, 150.
 */
public final class LikeForLikeIndex {

  /** The index on its base day. */
  public static final double BASE = 100;

  private LikeForLikeIndex() {}

  /**
   * The index on each day.
   *
   * @param caps per member its cap on each day, inclusion factor applied; NaN where missing. Sums
   *     run in the order given
   * @param base position of the base day
   * @return NaN on days on which no member has a cap on both
   */
  public static double[] of(double[][] caps, int base) {
    int days = caps.length == 0 ? 0 : caps[0].length;
    double[] index = new double[days];
    for (int day = 0; day < days; day++) {
      double then = 0;
      double now = 0;
      for (double[] cap : caps) {
        if (!Double.isNaN(cap[base]) && !Double.isNaN(cap[day])) {
          then += cap[base];
          now += cap[day];
        }
      }
      index[day] = then > 0 ? BASE * now / then : Double.NaN;
    }
    return index;
  }

  /** The index of a basket without members. */
  public static double[] none(int days) {
    double[] index = new double[days];
    Arrays.fill(index, Double.NaN);
    return index;
  }
}
