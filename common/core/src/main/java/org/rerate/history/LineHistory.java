package org.rerate.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.rerate.domain.Days;
import org.rerate.methodology.ShareRules;
import org.rerate.methodology.SuspectSplit;

/**
 * A listed line with everything filed under it: its own versions, closes, share counts, splits and
 * ADR ratio changes.
 */
public final class LineHistory {

  /** Basis rank of a close as it was traded. */
  public static final int AS_TRADED = 1;

  /** Basis rank of a close adjusted for later splits. */
  public static final int SPLIT_ADJUSTED = 0;

  /** Basis rank of a close adjusted for splits and dividends; never makes a cap. */
  public static final int TOTAL_RETURN = -1;

  private final String securityId;
  private final String issuerId;
  private final FactHistory attributes;
  private final FactHistory prices;
  private final FactHistory shares;
  private final FactHistory actions;

  public LineHistory(
      String securityId,
      String issuerId,
      FactHistory attributes,
      FactHistory prices,
      FactHistory shares,
      FactHistory actions) {
    this.securityId = securityId;
    this.issuerId = issuerId;
    this.attributes = attributes;
    this.prices = prices;
    this.shares = shares;
    this.actions = actions;
  }

  /** Identifier of the line. */
  public String securityId() {
    return securityId;
  }

  /** Closes, as traded before split-adjusted on the same day. */
  public FactHistory prices() {
    return prices;
  }

  /** Splits and changes of the ADR ratio. */
  public FactHistory actions() {
    return actions;
  }

  /** Versions of the line itself. */
  public FactHistory attributes() {
    return attributes;
  }

  /** Share counts. */
  public FactHistory shares() {
    return shares;
  }

  /**
   * The visible version of the line itself; -1 if it is not known yet, taken back, or names another
   * issuer.
   */
  public int attributesAt(long limit) {
    int version = attributes.last(0, limit);
    return version >= 0 && issuerId.equals(attributes.text(1, version)) ? version : -1;
  }

  /** True if {@code listed_on <= day < delisted_on}. */
  public boolean isLive(int version, int day) {
    int listed = attributes.integer(1, version);
    int delisted = attributes.integer(2, version);
    return (listed == FactKind.NONE || listed <= day)
        && (delisted == FactKind.NONE || day < delisted);
  }

  /** True if the version calls the line the issuer's primary one. */
  public boolean isPrimary(int version) {
    return attributes.integer(0, version) == 1;
  }

  /** Currency of a close: the row's own, else the line's. */
  public String priceCurrency(int version, int price) {
    String own = prices.text(price);
    return own != null ? own : attributes.text(version);
  }

  /** Currency of a cash dividend: the row's own, else the line's. */
  public String dividendCurrency(int version, int action) {
    String own = actions.text(action);
    return own != null ? own : attributes.text(version);
  }

  /** Ordinary shares per traded unit in force on {@code day}. */
  public double ordinaryPerUnit(int version, int day, long limit) {
    int last = unitRatio(day, limit);
    return last >= 0 ? actions.number(last) : attributes.number(version);
  }

  /** Row of the change of the ADR ratio in force on {@code day}; -1 if the line's own holds. */
  public int unitRatio(int day, long limit) {
    int last = actions.size() == 0 ? -1 : actions.last(day, limit);
    while (last >= 0 && actions.integer(0, last) != FactKind.UNIT_RATIO) {
      last = actions.before(last, limit);
    }
    return last;
  }

  /** Rows of the actions that {@link #splits} multiplies, newest first. */
  public List<Integer> splitRows(int after, int until, long limit) {
    return rows(after, until, limit, false);
  }

  /** Rows of the actions that {@link #priceRatio} multiplies, newest first. */
  public List<Integer> priceRatioRows(int after, int until, long limit) {
    return rows(after, until, limit, true);
  }

  private List<Integer> rows(int after, int until, long limit, boolean ofPrices) {
    List<Integer> rows = new ArrayList<>();
    int action = actions.size() == 0 ? -1 : actions.last(until, limit);
    for (; action >= 0 && actions.day(action) > after; action = actions.before(action, limit)) {
      if (counts(action, ofPrices)) {
        rows.add(action);
      }
    }
    return rows;
  }

  /** Product of the ratios of visible splits with {@code after < ex_date <= until}; 1 if none. */
  public double splits(int after, int until, long limit) {
    return product(after, until, limit, false);
  }

  /**
   * By how much an earlier close is divided to stand on a later day's basis: the product of the
   * visible splits and price adjustments with {@code after < ex_date <= until}; 1 if none.
   */
  public double priceRatio(int after, int until, long limit) {
    return product(after, until, limit, true);
  }

  private boolean counts(int action, boolean ofPrices) {
    int kind = actions.integer(0, action);
    return kind == FactKind.SPLIT || (ofPrices && kind == FactKind.PRICE_ADJUSTMENT);
  }

  private double product(int after, int until, long limit, boolean ofPrices) {
    double product = 1.0;
    if (actions.size() == 0) {
      return product;
    }
    int action = actions.last(until, limit);
    while (action >= 0 && actions.day(action) > after) {
      if (counts(action, ofPrices)) {
        product *= actions.number(action);
      }
      action = actions.before(action, limit);
    }
    return product;
  }

  /**
   * The close on today's basis: a split-adjusted close is brought back to as traded first, with the
   * splits and price adjustments known by the end of the day it is adjusted to; then divided by
   * those since its trade date.
   */
  public double closeOn(int price, int day, long limit) {
    int traded = prices.day(price);
    double close = prices.number(price);
    if (prices.integer(0, price) == SPLIT_ADJUSTED) {
      int adjustedTo = prices.adjustedTo(price);
      close *= priceRatio(traded, adjustedTo, known(adjustedTo, limit));
    }
    return close / priceRatio(traded, day, limit);
  }

  /**
   * The share count with the splits since it became effective; a split-adjusted one is first
   * divided by those up to the day it is adjusted to.
   */
  public double sharesOn(int count, int day, long limit) {
    int effective = shares.day(count);
    double reported = shares.number(count);
    int adjustedTo = shares.adjustedTo(count);
    if (adjustedTo != FactKind.NONE) {
      reported /= splits(effective, adjustedTo, known(adjustedTo, limit));
    }
    return reported * splits(effective, day, limit);
  }

  /**
   * True if one of the last closes, or the count in force, moved by about a split's ratio within
   * {@link ShareRules#SUSPECT_SESSIONS}, and no visible action explains it. Sessions are days with
   * a close of the line.
   */
  public boolean hasSuspectSplit(int day, long limit) {
    int after = prices.last(day, limit);
    int count = shares.last(day, limit);
    int earlierCount = count < 0 ? -1 : shares.before(count, limit);
    boolean isCountSuspect =
        earlierCount >= 0
            && isSameBasis(shares.adjustedTo(earlierCount), shares.adjustedTo(count))
            && SuspectSplit.isLikely(shares.number(earlierCount), shares.number(count))
            && !isExplained(shares.day(earlierCount), shares.day(count), limit);
    int since = after < 0 ? day : prices.day(after);
    for (int session = 0; session < ShareRules.SUSPECT_SESSIONS && after >= 0; session++) {
      int before = earlierSession(after, limit);
      if (before >= 0
          && SuspectSplit.isLikely(prices.number(before), prices.number(after))
          && !isExplained(prices.day(before), prices.day(after), limit)) {
        return true;
      }
      since = prices.day(after);
      after = before;
    }
    return isCountSuspect && (after < 0 || shares.day(count) >= since);
  }

  private static boolean isSameBasis(int one, int other) {
    return (one == FactKind.NONE) == (other == FactKind.NONE);
  }

  /** The close before one on the same basis and in the same currency; -1 if none. */
  private int earlierSession(int price, long limit) {
    int before = prices.before(price, limit);
    while (before >= 0
        && (prices.day(before) == prices.day(price)
            || prices.integer(0, before) != prices.integer(0, price))) {
      before = prices.before(before, limit);
    }
    return before >= 0 && Objects.equals(prices.text(before), prices.text(price)) ? before : -1;
  }

  /** A cash dividend explains neither a split's move of the close nor one of the count. */
  private boolean isExplained(int since, int until, long limit) {
    int action = actions.size() == 0 ? -1 : actions.last(until, limit);
    while (action >= 0 && actions.integer(0, action) == FactKind.CASH_DIVIDEND) {
      action = actions.before(action, limit);
    }
    return action >= 0 && actions.day(action) > since;
  }

  /**
   * A per-share figure on the share basis of {@code day}: divided by the splits since the day whose
   * basis it is on, or multiplied by those between the two if that day lies ahead.
   */
  public double perShareOn(double figure, int adjustedTo, int day, long limit) {
    return adjustedTo > day
        ? figure * splits(day, adjustedTo, known(adjustedTo, limit))
        : figure / splits(adjustedTo, day, limit);
  }

  /** What whoever adjusted a figure knew: at least all that was known by the end of that day. */
  public static long known(int adjustedTo, long limit) {
    return Math.max(limit, Days.endOf(adjustedTo));
  }
}
