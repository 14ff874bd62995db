package org.rerate.valuation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.rerate.blocks.ReferenceData;
import org.rerate.history.Rates;
import org.rerate.methodology.Methodology;

/**
 * The days that revisions of a plan's days look back to: for a day <i>d</i> and a horizon the last
 * valuation date at least so many days before (methodology section 11).
 *
 * @param horizons days to look back, ascending
 * @param days the days that are looked back to, ascending
 * @param rates the rates on them
 * @param places by horizon and place in the plan's days, the place in {@code days}; -1 if there is
 *     no such day
 */
@SuppressWarnings("ArrayRecordComponent") // walked by index, never compared
record EarlierDays(List<Integer> horizons, int[] days, Rates rates, int[][] places)
    implements Serializable {

  /** Nobody looks back. */
  static final EarlierDays NONE = new EarlierDays(List.of(), new int[0], null, new int[0][]);

  /** Those of {@code planned}, ascending. */
  static EarlierDays of(ReferenceData references, Methodology methodology, int[] planned) {
    List<Integer> horizons = methodology.figures().horizons();
    if (horizons.isEmpty()) {
      return NONE;
    }
    int[] calendar = references.valuationDays(Integer.MIN_VALUE, Integer.MAX_VALUE);
    int[][] places = new int[horizons.size()][];
    TreeSet<Integer> needed = new TreeSet<>();
    for (int h = 0; h < places.length; h++) {
      places[h] = before(calendar, planned, horizons.get(h));
      Arrays.stream(places[h]).filter(at -> at >= 0).forEach(at -> needed.add(calendar[at]));
    }
    int[] days = needed.stream().mapToInt(Integer::intValue).toArray();
    for (int[] ofHorizon : places) {
      Arrays.setAll(
          ofHorizon,
          i -> ofHorizon[i] < 0 ? -1 : Arrays.binarySearch(days, calendar[ofHorizon[i]]));
    }
    Rates rates = references.rates(days, methodology.fxMaxAgeDays());
    return new EarlierDays(horizons, days, rates, places);
  }

  /**
   * For each of {@code days} the place in {@code calendar}, ascending, of the last day that is at
   * least {@code horizon} days before; -1 if there is none.
   */
  static int[] before(int[] calendar, int[] days, int horizon) {
    int[] places = new int[days.length];
    for (int i = 0; i < days.length; i++) {
      int at = Arrays.binarySearch(calendar, days[i] - horizon);
      places[i] = at >= 0 ? at : -at - 2;
    }
    return places;
  }
}
