package org.rerate.methodology;

import org.rerate.domain.Status;

/**
 * The levels of an index from one day's return to the next (methodology section 12): 100 on the
 * first day with a counted member, then times one plus the return; a day without one carries them.
 *
 * <p>Worked: returns 7 %, 10 %, none, -50 %: levels 100, 110, 110 ({@code NO_COVERAGE}), 55.
 */
public final class IndexChain {

  private static final double BASE = 100;

  /** Price level; NaN before the first day with a counted member. */
  public double price = Double.NaN;

  /** Level with dividends; NaN before the first day with a counted member. */
  public double total = Double.NaN;

  /** OK, or NO_COVERAGE if the last day had no counted member. */
  public Status status = Status.NO_COVERAGE;

  /** A chain that goes on from these levels; NaN for one that has not begun. */
  public IndexChain(double price, double total) {
    this.price = price;
    this.total = total;
  }

  /**
   * Goes on to the next day.
   *
   * @param counted members that count
   * @param priceReturn a fraction; looked at only if any counts
   * @param totalReturn a fraction; looked at only if any counts
   */
  public void add(int counted, double priceReturn, double totalReturn) {
    status = counted == 0 ? Status.NO_COVERAGE : Status.OK;
    if (counted == 0) {
      return;
    }
    boolean begins = Double.isNaN(price);
    price = begins ? BASE : price * (1 + priceReturn);
    total = begins ? BASE : total * (1 + totalReturn);
  }
}
