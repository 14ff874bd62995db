package org.rerate.methodology;

/**
 * How far the best model of one region is behind the best of another: {@code 1 - a / b}, a
 * fraction, negative if it is ahead (methodology section 9).
 *
 * <p>Worked: best scores 68.6 and 73.0: {@code 1 - 68.6/73.0 = 6.0 %}.
 */
public final class ModelGap {

  private ModelGap() {}

  /** The gap; NaN if a score is missing or the one divided by is not above zero. */
  public static double of(double bestA, double bestB) {
    return bestB > 0 ? 1 - bestA / bestB : Double.NaN;
  }
}
