package org.rerate.domain;

import java.util.Locale;

/**
 * What moves a number from the date of one report to that of a later one, in the order in which it
 * is exchanged (methodology 13). Told by {@link #toString}.
 */
public enum BridgePart {
  /** Members that joined, or weigh more, with their cap of the earlier date. */
  JOINERS,
  /** Members that left, or weigh less. */
  LEAVERS,
  /** Members that had no cap on the earlier date and have one now. */
  LISTINGS,
  /** Members that had a cap and have none now. */
  DELISTINGS,
  /** Earnings in estimate currency, caps at the multiples of the earlier date. */
  EARNINGS,
  /** Rates of the estimate currencies. */
  CURRENCY,
  /** What the market pays for the same earnings. */
  RERATING,
  /** The whole change of a member without positive earnings on both dates. */
  UNEXPLAINED;

  /** The parts exchanged after so many steps include this one. */
  public boolean isExchanged(int steps) {
    return ordinal() < steps;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
