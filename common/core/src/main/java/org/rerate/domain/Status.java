package org.rerate.domain;

/**
 * Why a number is there or missing; every result row carries one.
 *
 * <p>Stored by name in the tables and by {@link #code()} in packed series. The order of the
 * constants is therefore part of the packed format: append, never reorder.
 */
public enum Status {
  /** The number is there. */
  OK,
  /** The cap is the vendor's figure for the whole company: the issuer has no counted line. */
  VENDOR_CAP,
  /** Lines are on file, none is live on the day. */
  NOT_LISTED,
  /** A live line, but no share count and no fresh vendor cap. */
  NO_SHARES,
  /** No close was ever known by the day. */
  NO_PRICE,
  /** The last close is older than {@code price_max_age_days}. */
  STALE_PRICE,
  /** No rate of the currency was ever known by the day. */
  NO_FX,
  /** The last rate is older than {@code fx_max_age_days}. */
  STALE_FX,
  /** No estimate for the period was ever known by the day. */
  NO_ESTIMATE,
  /** The last estimate is older than {@code estimate_max_age_days}. */
  STALE_ESTIMATE,
  /** Estimates are fresh but rest on fewer analysts than {@code min_analysts}. */
  FEW_ANALYSTS,
  /** Nothing reported (LFY), or not four quarters in a row (TTM). */
  NO_ACTUAL,
  /** No member has both a cap and earnings. */
  NO_COVERAGE,
  /** Matched cap over cap is below {@code min_coverage}. */
  LOW_COVERAGE,
  /** Members with a cap over members is below {@code min_member_coverage}. */
  LOW_MEMBER_COVERAGE,
  /** Earnings of the matched set are zero or negative. */
  NON_POSITIVE_EARNINGS,
  /** Expected earnings did not rise, so there is no price for the rise. */
  NON_POSITIVE_EARNINGS_CHANGE,
  /** Expected earnings rose by less than 0.1 % of their start. */
  IMMATERIAL_EARNINGS_CHANGE,
  /** Fewer than half a window of observations. */
  INSUFFICIENT_HISTORY,
  /** The figure that a change is measured from is zero or negative. */
  NON_POSITIVE_BASE,
  /** No level of the index was ever known by the day. */
  NO_LEVEL,
  /** The last level of the index is older than {@code price_max_age_days}. */
  STALE_LEVEL,
  /** No model of the region had a score by the day. */
  NO_SCORE,
  /** No release had an earlier one of its own organisation to be measured against. */
  NO_PREDECESSOR,
  /** The close of the day came without a traded volume. */
  NO_VOLUME,
  /** The segment was given no multiple. */
  NO_MULTIPLE,
  /** The number does not exist for such a row, whatever is known. */
  NOT_APPLICABLE,
  /** The last share count of a counted line is older than {@code shares_max_age_days}. */
  STALE_SHARES,
  /** A close or a count moved by about a split's ratio of late, and no action explains it. */
  SUSPECT_SPLIT,
  /** The last balance sheet is older than {@code balance_max_age_days}. */
  STALE_ACTUAL,
  /** What a multiple divides by is zero or negative. */
  NON_POSITIVE_DENOMINATOR,
  /** The growth that a PEG divides by is zero or negative. */
  NON_POSITIVE_GROWTH;

  private static final Status[] VALUES = values();

  /** The number that stands for this status in a packed series. */
  public byte code() {
    return (byte) ordinal();
  }

  /** The status with that {@link #code()}. */
  public static Status of(int code) {
    return VALUES[code];
  }

  /** True if an issuer's cap with this status is a number, unless a suspect one is silenced. */
  public boolean hasCap() {
    return this == OK || this == VENDOR_CAP || this == SUSPECT_SPLIT;
  }
}
