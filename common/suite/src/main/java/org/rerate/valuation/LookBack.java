package org.rerate.valuation;

import java.util.Arrays;
import java.util.List;

/** Which days of a calendar the results of baskets of each of its days look at. */
final class LookBack {

  private final int[] calendar;
  private final int[][] before;

  /**
   * @param calendar every valuation date, ascending
   * @param horizons how many days revisions look back
   */
  LookBack(int[] calendar, List<Integer> horizons) {
    this.calendar = calendar;
    this.before =
        horizons.stream()
            .map(horizon -> EarlierDays.before(calendar, calendar, horizon))
            .toArray(int[][]::new);
  }

  /** True if {@code changed} has a day of the calendar, or one that its results look at. */
  boolean meets(DayRanges changed, int day) {
    if (changed.has(day)) {
      return true;
    }
    int at = Arrays.binarySearch(calendar, day);
    return Arrays.stream(before)
        .anyMatch(places -> places[at] >= 0 && changed.has(calendar[places[at]]));
  }
}
