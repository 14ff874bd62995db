package org.rerate.domain;

/** What can be wrong, or odd, with a row of a feed. A quarantined row names every code it broke. */
public enum RuleCode {
  /** A required value is missing. */
  MISSING_VALUE("a value is required"),
  /** Text that is no ISO date. */
  BAD_DATE("not a date of the form YYYY-MM-DD"),
  /** Text that is no number. */
  BAD_NUMBER("not a number"),
  /** Text that is neither true nor false. */
  BAD_BOOLEAN("neither true nor false"),
  /** Text that is no ISO instant. */
  BAD_INSTANT("not an instant such as 2025-01-13T18:00:00Z"),
  /** NaN, infinite, or too large for a double. */
  NOT_FINITE("not a finite number"),
  /** Zero or less where only more makes sense. */
  NOT_POSITIVE("must be greater than 0"),
  /** Before 1900, or more than 10 years (period ends: 15) after the run's day. */
  DATE_OUT_OF_RANGE("before 1900 or too far ahead of the run's day"),
  /** A price of a day that has not come. */
  PRICE_AFTER_RUN_DAY("a price of a day after the run's day"),
  /** Neither an ISO 4217 code, historic ones included, nor a minor unit. */
  UNKNOWN_CURRENCY("neither an ISO 4217 currency nor one of GBX, GBp, ILA, ZAC, ZAc, KWF"),
  /** A word that the column does not know. */
  UNKNOWN_CODE("not one of the words this column knows"),
  /** The highest price is below the lowest. */
  HIGH_BELOW_LOW("high is below low"),
  /** The close is outside [low, high] by more than 0.5 %. */
  CLOSE_OUTSIDE_RANGE("close is outside [low, high] by more than 0.5 %"),
  /** An interval that ends before it starts, or as it starts. */
  EMPTY_INTERVAL("the interval ends on or before its start"),
  /** Two memberships of one issuer in one basket would be visible at one instant. */
  OVERLAPPING_MEMBERSHIP("overlaps another membership of the same issuer in the same basket"),
  /** A second thing that one identifier would name on a day. */
  OVERLAPPING_IDENTIFIER("the identifier names another company or line on the same days"),
  /** An estimate of a period that ended more than 18 months before. */
  PERIOD_LONG_OVER("the period ended more than 18 months before as_of_date"),
  /** A figure that was reported before its period ended. */
  PERIOD_NOT_OVER("reported before the period ended"),
  /** A line that no reference file names. */
  UNKNOWN_SECURITY("no securities file, in this feed or stored, names it"),
  /** A company that no reference file names. */
  UNKNOWN_ISSUER("no issuers file, in this feed or stored, names it"),
  /** An identifier that no link resolves on the row's day. */
  UNKNOWN_IDENTIFIER("no link of the identifiers file resolves it on that day"),
  /** Rows of one file with the same key and known_at but different values. */
  CONFLICTING_ROWS("another row of the file has the same key and known_at but other values"),
  /** More or fewer fields than the header, or a quote that is never closed. */
  WRONG_FIELD_COUNT("the record does not have the fields that the header names"),
  /** A value where none, or another, belongs. */
  UNEXPECTED_VALUE("a value that does not belong there"),

  /** Warning: same key and known_at as a stored row, other values. */
  CHANGED_WITHOUT_KNOWN_AT("values changed without a later known_at; the later load wins"),
  /** Warning: rows of one file for a close differ in what nothing is valued by. */
  DIFFERING_DETAILS("rows differ in open, high, low or volume alone; the last of the file counts"),
  /** Warning: a close moved by over 60 % in a day with no split on that day. */
  PRICE_MOVE("close moved by over 60 % with no split on that day"),
  /** Warning: a share count moved over fivefold with no split. */
  SHARE_COUNT_JUMP("share count moved over fivefold with no split"),
  /** Warning: a cap moved over 2.5 times from one valuation date to the next, no close did. */
  CAP_JUMP("the cap moved over 2.5 times while no close did"),
  /** Warning: a rate moved by over 20 %. */
  FX_MOVE("rate moved by over 20 %"),
  /** Warning: a mean outside [low, high]. */
  MEAN_OUTSIDE_RANGE("mean is outside [low, high]"),
  /** Warning: the same close for over 20 sessions. */
  STALE_CLOSE("the same close for over 20 sessions"),
  /** Warning: a line that was known belongs to another company now. */
  ISSUER_CHANGED("the line belongs to another issuer than before"),
  /** Warning: a line that was known stands for another number of ordinary shares now. */
  ORDINARY_PER_UNIT_CHANGED("a unit stands for another number of ordinary shares than before"),
  /** Warning: a line that was known has another currency now. */
  CURRENCY_CHANGED("the line's currency is another than before"),
  /** Warning: a line that was known is another class of share now. */
  SHARE_CLASS_CHANGED("the line's share class is another than before"),
  /** Warning: a close or a count moved by about a split's ratio, and no action explains it. */
  SUSPECT_SPLIT("moved by about the ratio of a split, and no action explains it"),
  /** Warning: a close that did not move on the ex-date of a split. */
  SPLIT_WITHOUT_MOVE("the close did not move by the ratio of the split"),
  /** Warning: a share count that did not move though a split lies between it and the one before. */
  COUNT_WITHOUT_SPLIT(
      "the share count did not move by the ratio of the split before it: it is on the old basis, or"
          + " no share was added"),
  /** Warning: the same split ratio twice within ten days. */
  REPEATED_SPLIT("a split of the same ratio within ten days of another"),
  /** Warning: a split whose ratio is that of a price adjustment. */
  ODD_SPLIT_RATIO(
      "no ratio of small whole numbers, which adds no share if it tells a spin-off or a rights issue:"
          + " that is a price_adjustment"),
  /** Warning: a share count that is no whole number. */
  FRACTIONAL_SHARE_COUNT("the share count is no whole number"),
  /** Warning: a share count under 100,000. */
  SMALL_SHARE_COUNT("a share count under 100,000 of a listed line"),
  /** Warning: two lines of one issuer have the very same share count. */
  EQUAL_SHARE_COUNTS("another line of the issuer has the very same share count"),
  /** Warning: an estimate moved over fivefold, or one per share by about a split's ratio. */
  ESTIMATE_MOVE("the estimate moved over fivefold, or by about the ratio of a split"),
  /** Warning: a reported figure moved over fivefold, or one per share by about a split's ratio. */
  ACTUAL_MOVE("the reported figure moved over fivefold, or by about the ratio of a split"),
  /** Warning: a fiscal year that ends in another month than the years before. */
  YEAR_END_MOVED(
      "the fiscal year ends in another month than the one before; say period_months of the year"
          + " between that is shorter or longer"),
  /** Warning: a figure about a thousand or a million times another of the same company. */
  SUSPECT_UNIT("about a thousand, a million or a billion times another figure, or less by that"),
  /** Warning: a Friday's close again on the Saturday or Sunday after it. */
  WEEKEND_CLOSE(
      "the Friday's close again on a Saturday or Sunday, which becomes a valuation date by it"),
  /** Warning: a time that is not midnight, of which a mapping without a zone left the day alone. */
  DROPPED_TIME(
      "a time that is not midnight was dropped; say its zone, or the day may be another's"),
  /** Warning: a file that came with no row at all. */
  EMPTY_FILE("it has no row");

  private final String meaning;

  RuleCode(String meaning) {
    this.meaning = meaning;
  }

  /** What is wrong, in words that finish a message. */
  public String meaning() {
    return meaning;
  }
}
