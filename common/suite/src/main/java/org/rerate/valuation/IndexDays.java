package org.rerate.valuation;

import java.io.Serializable;
import java.util.Arrays;
import org.rerate.blocks.ReferenceData;
import org.rerate.history.Rates;
import org.rerate.methodology.Methodology;

/**
 * What returns of a plan's days need: the valuation date before each, and rates whatever their age
 * (methodology section 12). All but {@code calendar} and {@code fresh} go by place in the plan's
 * days.
 *
 * @param before the valuation date before each day; {@link #NONE_BEFORE} for the first
 * @param at rates on each day
 * @param from rates on the day before as known on the day
 * @param then rates on the day before as known on that day itself
 * @param calendar every valuation date, ascending
 * @param fresh rates on each of them that are not stale
 */
@SuppressWarnings("ArrayRecordComponent") // walked by index, never compared
record IndexDays(int[] before, Rates at, Rates from, Rates then, int[] calendar, Rates fresh)
    implements Serializable {

  /** No returns. */
  static final IndexDays NONE = new IndexDays(new int[0], null, null, null, new int[0], null);

  /** In the place of a day before the first one. */
  static final int NONE_BEFORE = Integer.MIN_VALUE;

  /** Days after which a close or a rate still counts: all. */
  static final int AGELESS = 1_000_000;

  /** Those of {@code planned}, ascending. */
  static IndexDays of(ReferenceData references, Methodology methodology, int[] planned) {
    int[] calendar = references.valuationDays(Integer.MIN_VALUE, Integer.MAX_VALUE);
    int[] places = EarlierDays.before(calendar, planned, 1);
    int[] before = Arrays.stream(places).map(at -> at < 0 ? NONE_BEFORE : calendar[at]).toArray();
    int[] asked = new int[planned.length];
    Arrays.setAll(asked, i -> places[i] < 0 ? planned[i] : before[i]);
    return new IndexDays(
        before,
        references.rates(planned, AGELESS),
        references.ratesAsKnownOn(asked, planned, AGELESS),
        references.rates(asked, AGELESS),
        calendar,
        references.rates(calendar, methodology.fxMaxAgeDays()));
  }

  boolean isEmpty() {
    return at == null;
  }

  /** The first of the days before; {@code otherwise} if there is none. */
  int first(int otherwise) {
    return Arrays.stream(before).filter(day -> day != NONE_BEFORE).min().orElse(otherwise);
  }
}
