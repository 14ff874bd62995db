package org.rerate.methodology;

/**
 * What each release gained over the best of its own organisation's earlier releases (methodology
 * section 9).
 *
 * <p>Worked: one organisation's releases of days 1, 2, 2 and 3 score 50, 57, 54 and 56: no gain is
 * defined for the first, then +7, +4 (both against 50) and -1 (against 57).
 */
public final class ReleaseGains {

  private ReleaseGains() {}

  /**
   * Gains of one organisation's releases; NaN for those without a predecessor. Releases of one day
   * do not count as each other's predecessors.
   *
   * @param releasedOn release days, ascending
   * @param scores in the same order
   */
  public static double[] of(int[] releasedOn, double[] scores) {
    double[] gains = new double[scores.length];
    double best = Double.NaN;
    double bestOfDay = Double.NaN;
    for (int i = 0; i < scores.length; i++) {
      if (i > 0 && releasedOn[i] != releasedOn[i - 1]) {
        best = larger(best, bestOfDay);
        bestOfDay = Double.NaN;
      }
      gains[i] = scores[i] - best;
      bestOfDay = larger(bestOfDay, scores[i]);
    }
    return gains;
  }

  private static double larger(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
  }
}
