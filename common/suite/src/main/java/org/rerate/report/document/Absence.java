package org.rerate.report.document;

import java.util.Locale;
import java.util.Map;

/**
 * A missing number with its reason.
 *
 * @param status the status of the row that lacks it
 */
public record Absence(String status) {

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("NOT_LISTED", "no line was listed on the day"),
          Map.entry("NO_SHARES", "no share count is known"),
          Map.entry("STALE_SHARES", "the last share count is too old"),
          Map.entry("SUSPECT_SPLIT", "a split is suspected that no action tells of"),
          Map.entry("NO_PRICE", "no close is known"),
          Map.entry("STALE_PRICE", "the last close is too old"),
          Map.entry("NO_FX", "no exchange rate is known"),
          Map.entry("STALE_FX", "the last exchange rate is too old"),
          Map.entry("NO_ESTIMATE", "no estimate is known"),
          Map.entry("STALE_ESTIMATE", "the last estimate is too old"),
          Map.entry("FEW_ANALYSTS", "too few analysts"),
          Map.entry("NO_ACTUAL", "nothing is reported"),
          Map.entry("NO_COVERAGE", "no member has both a cap and earnings"),
          Map.entry("LOW_COVERAGE", "too little of the cap has earnings"),
          Map.entry("LOW_MEMBER_COVERAGE", "too few members have a cap"),
          Map.entry("NON_POSITIVE_EARNINGS", "earnings are not positive"),
          Map.entry("NON_POSITIVE_EARNINGS_CHANGE", "expected earnings did not rise"),
          Map.entry("IMMATERIAL_EARNINGS_CHANGE", "expected earnings hardly moved"),
          Map.entry("INSUFFICIENT_HISTORY", "the history is too short"),
          Map.entry("NON_POSITIVE_BASE", "the figure at the start is not positive"),
          Map.entry("STALE_ACTUAL", "the last balance sheet is too old"),
          Map.entry("NON_POSITIVE_DENOMINATOR", "what is divided by is not positive"),
          Map.entry("NON_POSITIVE_GROWTH", "earnings are not expected to grow"),
          Map.entry("NO_SCORE", "no model has a score"));

  /** The reason in words; the code itself where there are none. */
  public String reason() {
    return reason(status);
  }

  /** The reason that a status gives, in words. */
  public static String reason(String status) {
    return WORDS.getOrDefault(status, status.toLowerCase(Locale.ROOT).replace('_', ' '));
  }
}
