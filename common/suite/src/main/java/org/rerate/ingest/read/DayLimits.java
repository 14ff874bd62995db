package org.rerate.ingest.read;

import java.time.LocalDate;
import org.rerate.domain.Days;
import org.rerate.table.ColumnKind;

/**
 * What days a date may be, since 1970: from 1900 to ten years after the run's day, ends of fiscal
 * periods to fifteen.
 *
 * @param first first day
 * @param last last day of dates
 * @param lastPeriodEnd last day of period ends
 */
record DayLimits(int first, int last, int lastPeriodEnd) {

  static DayLimits of(LocalDate runDay) {
    return new DayLimits(
        Days.of(LocalDate.of(1900, 1, 1)),
        Days.of(runDay.plusYears(10)),
        Days.of(runDay.plusYears(15)));
  }

  /** The last day that a column of that kind may have. */
  int last(ColumnKind kind) {
    return kind == ColumnKind.PERIOD_END ? lastPeriodEnd : last;
  }
}
