package org.rerate.methodology;

/**
 * How much of a group's move between two values nothing plausible explains: the move that is left
 * out when the members whose own move is not plausible are held where they were.
 *
 * <p>A cap's move is plausible up to a factor of 2.5 that is not about the ratio of a split ({@link
 * SuspectSplit}); one that is gone is so only if the company was delisted. Earnings' is up to the
 * same factor, and across zero. Worked: caps of 100 and 300, then 10 and 303, earnings of 10 and 30
 * at both ends. The first fell by the ratio of a split of 10. Held at 100 the cap is 403 instead of
 * 313, so 90 of 400, or 22.5 %, has no plausible cause.
 */
public final class MonitoredMove {

  /** Most by which a member's number moves without a doubt. */
  public static final double MOST = 2.5;

  private final double[] caps0;
  private final double[] caps1;
  private final double[] earnings0;
  private final double[] earnings1;
  private final boolean[] delisted;
  private final Methodology methodology;
  private final BasketValue value = new BasketValue();

  /**
   * A move of a group of members.
   *
   * @param caps0 USD per member before, inclusion factor applied; NaN if missing
   * @param caps1 the same after
   * @param earnings0 USD per member before; NaN if missing
   * @param earnings1 the same after
   * @param delisted true of members that are not listed any more after
   */
  public MonitoredMove(
      Methodology methodology,
      double[] caps0,
      double[] caps1,
      double[] earnings0,
      double[] earnings1,
      boolean[] delisted) {
    this.methodology = methodology;
    this.caps0 = caps0;
    this.caps1 = caps1;
    this.earnings0 = earnings0;
    this.earnings1 = earnings1;
    this.delisted = delisted;
  }

  /** True if a member's cap moved as caps do. */
  public boolean isCapPlausible(int member) {
    return Double.isNaN(caps1[member])
        ? Double.isNaN(caps0[member]) || delisted[member]
        : isWithin(caps0[member], caps1[member])
            && !SuspectSplit.isLikely(caps0[member], caps1[member]);
  }

  /** True if a member's earnings moved as earnings do. */
  public boolean areEarningsPlausible(int member) {
    return isWithin(earnings0[member], earnings1[member]);
  }

  /** Missing numbers and those across zero have reasons of their own. */
  private static boolean isWithin(double before, double after) {
    return !(before > 0 && after > 0) || Math.max(before, after) / Math.min(before, after) <= MOST;
  }

  /** The unexplained part of the move of the cap, of the cap before; NaN if it cannot be told. */
  public double ofCap() {
    return part(false, -1);
  }

  /** The unexplained part of the move of the P/E, of the P/E before; NaN if it cannot be told. */
  public double ofPe() {
    return part(true, -1);
  }

  /**
   * The member that holding it alone makes most of the unexplained move; -1 if all are plausible.
   *
   * @param ofPe true of the P/E's, false of the cap's
   */
  public int cause(boolean ofPe) {
    int most = -1;
    double size = -1;
    for (int member = 0; member < caps0.length; member++) {
      boolean isPlausible = isCapPlausible(member) && areEarningsPlausible(member);
      double part = isPlausible ? -1 : Math.abs(part(ofPe, member));
      if (!isPlausible && (most < 0 || part > size)) {
        most = member;
        size = part;
      }
    }
    return most;
  }

  private double part(boolean ofPe, int only) {
    double before = number(caps0, earnings0, ofPe);
    double after = number(caps1, earnings1, ofPe);
    double[] caps = caps1.clone();
    double[] earnings = earnings1.clone();
    for (int member = 0; member < caps.length; member++) {
      boolean isHeld = only < 0 || only == member;
      if (isHeld && !isCapPlausible(member)) {
        caps[member] = caps0[member];
      }
      if (isHeld && !areEarningsPlausible(member)) {
        earnings[member] = earnings0[member];
      }
    }
    return (after - number(caps, earnings, ofPe)) / before;
  }

  private double number(double[] caps, double[] earnings, boolean ofPe) {
    value.of(methodology, caps, earnings, caps.length);
    return ofPe ? value.pe : value.cap;
  }
}
