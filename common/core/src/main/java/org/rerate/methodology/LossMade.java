package org.rerate.methodology;

/**
 * Tells the P/Es and premiums that losses have made: right by their formula, but of profits that
 * the losses of other members have all but eaten up. Worked: profits of 10 and losses of 9 under a
 * cap of 400, of which the profitable members' is 250, are a P/E of 400, and of 25 without the
 * losses.
 */
public final class LossMade {

  /** By how much a P/E without losses differs at least. */
  private static final double FACTOR = 1.5;

  private LossMade() {}

  /**
   * True if the P/E is over one and a half times that without the members that lose money.
   *
   * @param pe headline P/E; NaN if missing
   * @param exLosses P/E of the members with positive earnings; NaN if missing
   */
  public static boolean pe(double pe, double exLosses) {
    return pe > FACTOR * exLosses;
  }

  /**
   * True if losses on either side have moved the premium by half or more of the ratio it rests on.
   *
   * @param premium of the headline P/Es, a fraction; NaN if missing
   * @param exLosses premium of the P/Es without losses, a fraction; NaN if missing
   */
  public static boolean premium(double premium, double exLosses) {
    return pe(1 + premium, 1 + exLosses) || pe(1 + exLosses, 1 + premium);
  }
}
