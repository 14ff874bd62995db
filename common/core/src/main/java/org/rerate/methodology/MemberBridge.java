package org.rerate.methodology;

import java.util.EnumMap;
import java.util.Map;
import org.rerate.domain.BridgePart;

/**
 * One member's numbers on the way from the date of one report to that of a later one, while one
 * {@link BridgePart} after the other is exchanged; by the factors of section 6, {@code cap = PE x
 * E_local x fx}. Cap and earnings are USD without inclusion factors, NaN where missing.
 *
 * <p>Worked: cap 100 to 150, earnings of 10 at a rate of 1 to 13.2 at 1.1, so 12 in local currency.
 * With the earnings of now at the multiple and rate of then the cap is 120 on 12; with the rate of
 * now 132 on 13.2, still 10x; with the multiple of now 150.
 *
 * @param factor0 inclusion factor on the earlier date; 0 for no member
 * @param factor1 the same on the later date
 * @param cap0 cap on the earlier date
 * @param cap1 cap on the later date
 * @param e0 earnings as known on the earlier date
 * @param e1 earnings as known on the later date
 * @param fx0 USD per unit of the estimate currency on the earlier date
 * @param fx1 the same on the later date
 */
public record MemberBridge(
    double factor0,
    double factor1,
    double cap0,
    double cap1,
    double e0,
    double e1,
    double fx0,
    double fx1) {

  /** The inclusion factor after so many steps; 0 for no member. */
  public double factor(int steps) {
    if (BridgePart.LEAVERS.isExchanged(steps)) {
      return factor1;
    }
    return BridgePart.JOINERS.isExchanged(steps) ? Math.max(factor0, factor1) : factor0;
  }

  /** The cap after so many steps, without factor. */
  public double cap(int steps) {
    if (Double.isNaN(cap0) || Double.isNaN(cap1)) {
      return turn().isExchanged(steps) ? cap1 : cap0;
    }
    if (turn().isExchanged(steps)) {
      return cap1;
    }
    if (turn() == BridgePart.UNEXPLAINED || !BridgePart.EARNINGS.isExchanged(steps)) {
      return cap0;
    }
    return cap0 * (earnings(steps) / e0);
  }

  /** The earnings after so many steps, without factor. */
  public double earnings(int steps) {
    boolean isSplit = turn() == BridgePart.RERATING;
    BridgePart last = isSplit ? BridgePart.CURRENCY : turn();
    if (last.isExchanged(steps)) {
      return e1;
    }
    return isSplit && BridgePart.EARNINGS.isExchanged(steps) ? e1 / fx1 * fx0 : e0;
  }

  /** With which part the last of its numbers becomes that of the later date. */
  private BridgePart turn() {
    if (Double.isNaN(cap0)) {
      return BridgePart.LISTINGS;
    }
    if (Double.isNaN(cap1)) {
      return BridgePart.DELISTINGS;
    }
    return Rerating.isSplit(cap0, cap1, e0, e1, fx0, fx1)
        ? BridgePart.RERATING
        : BridgePart.UNEXPLAINED;
  }

  /**
   * What each part made of the basket's cap through this member, USD: exact, without residual, and
   * but for joiners and leavers those of {@link Rerating}.
   */
  public Map<BridgePart, Double> capEffects() {
    double held = Double.isNaN(cap0) ? 0 : cap0;
    Rerating effects =
        Rerating.of(cap0 * factor1, cap1 * factor1, e0 * factor1, e1 * factor1, fx0, fx1);
    Map<BridgePart, Double> usd = new EnumMap<>(BridgePart.class);
    usd.put(BridgePart.JOINERS, Math.max(0, factor1 - factor0) * held);
    usd.put(BridgePart.LEAVERS, Math.min(0, factor1 - factor0) * held);
    usd.put(BridgePart.LISTINGS, effects.entries());
    usd.put(BridgePart.DELISTINGS, 0 - effects.exits());
    usd.put(BridgePart.EARNINGS, effects.earnings());
    usd.put(BridgePart.CURRENCY, effects.currency());
    usd.put(BridgePart.RERATING, effects.rerating());
    usd.put(BridgePart.UNEXPLAINED, effects.unexplained());
    return usd;
  }
}
