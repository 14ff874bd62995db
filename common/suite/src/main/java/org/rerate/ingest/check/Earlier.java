package org.rerate.ingest.check;

import java.util.Map;
import org.rerate.table.FeedSpec;

/**
 * What was stored before a load of the days just before its first: the neighbours without which the
 * load of a single day could never look odd.
 */
final class Earlier {

  /**
   * How far back, in days, the neighbour of a row may lie: 20 sessions; a year's share counts; a
   * month's estimates; a year's reports.
   */
  private static final Map<String, Integer> DAYS =
      Map.of(
          "prices",
          45,
          "shares",
          400,
          "fx",
          15,
          "estimates",
          40,
          "actuals",
          400,
          "corporate_actions",
          10);

  /** What is compared with the neighbour's, besides the key. */
  private static final Map<String, String> VALUES =
      Map.of(
          "prices",
          "close",
          "shares",
          "shares_outstanding",
          "fx",
          "usd_per_unit",
          "estimates",
          "mean",
          "actuals",
          "value",
          "corporate_actions",
          "value");

  private Earlier() {}

  /** How far back a neighbour may lie; 0 where none matters. */
  static int days(FeedSpec spec) {
    return DAYS.getOrDefault(spec.name(), 0);
  }

  /** The column that is compared with the neighbour's. */
  static String value(FeedSpec spec) {
    return VALUES.get(spec.name());
  }

  /** True for the files whose rows are compared with their neighbours. */
  static boolean matter(FeedSpec spec) {
    return DAYS.containsKey(spec.name());
  }
}
