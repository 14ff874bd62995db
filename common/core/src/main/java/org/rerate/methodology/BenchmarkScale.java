package org.rerate.methodology;

/**
 * Tells whether a benchmark was rebased between two snapshots of its scores. Nobody says so in the
 * data; what shows it is that models which nobody retrained score otherwise, most of them at once.
 *
 * <p>Rule: of the models scored in both, more than half moved by more than a tolerance, itself a
 * part of the best score of either snapshot. One model alone may have been tested again, so at
 * least two are needed; without two models in common nothing speaks for another scale.
 *
 * <p>Worked, tolerance 1 %: best score 60, so 0.6 points count as a move. (60, 50, 40) to (52, 44,
 * 40): two of three moved, rebased. (60, 50, 40) to (60.02, 50, 38): one of three, not rebased.
 */
public final class BenchmarkScale {

  /** Part of the best score by which a model must move to count as moved. */
  public static final double TOLERANCE = 0.01;

  private static final int FEWEST = 2;

  private BenchmarkScale() {}

  /**
   * True if the scale changed.
   *
   * @param before scores of the models in both snapshots, older
   * @param after scores of the same models in the same order, newer
   * @param tolerance part of the best score, such as {@link #TOLERANCE}
   */
  public static boolean isRebased(double[] before, double[] after, double tolerance) {
    double best = 0;
    for (int i = 0; i < before.length; i++) {
      best = Math.max(best, Math.max(Math.abs(before[i]), Math.abs(after[i])));
    }
    int moved = 0;
    for (int i = 0; i < before.length; i++) {
      moved += Math.abs(after[i] - before[i]) > tolerance * best ? 1 : 0;
    }
    return before.length >= FEWEST && 2 * moved > before.length;
  }
}
