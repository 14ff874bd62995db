package org.rerate.domain;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Fiscal periods as numbers: the year and month of the snapped end, {@code year * 12 + month - 1}.
 *
 * <p>A company on a 52/53-week calendar ends its December 2026 year on 2027-01-02. Snapping a day
 * of month of at most 7 back to the end of the month before makes that December 2026 (methodology
 * 3.5).
 */
public final class FiscalPeriod {

  /** The month from which on an end of year belongs to the calendar year that it lies in. */
  private static final int FIRST_MONTH = 6;

  private FiscalPeriod() {}

  /** The day on which a fiscal period counts as ended: 2027-01-02 becomes 2026-12-31. */
  public static int snap(int periodEnd) {
    LocalDate end = LocalDate.ofEpochDay(periodEnd);
    return end.getDayOfMonth() <= 7 ? periodEnd - end.getDayOfMonth() : periodEnd;
  }

  /** The fiscal period of a period end: 2027-01-02 gives December 2026. */
  public static int of(int periodEnd) {
    LocalDate end = LocalDate.ofEpochDay(snap(periodEnd));
    return of(end.getYear(), end.getMonthValue());
  }

  /** The fiscal period that ends in {@code month} (1 to 12) of {@code year}. */
  public static int of(int year, int month) {
    return year * 12 + month - 1;
  }

  /** The month of a fiscal period, 1 to 12. */
  public static int month(int period) {
    return Math.floorMod(period, 12) + 1;
  }

  /** The year of a fiscal period. */
  public static int year(int period) {
    return Math.floorDiv(period, 12);
  }

  /**
   * The last fiscal year that has ended for every company on a day. Fiscal year Y is the one that
   * ends from June of Y to May of Y+1, so it is Y from June of Y+1 on: on 2026-05-31 it is 2024, on
   * 2026-06-01 it is 2025.
   */
  public static int lastEndedYear(LocalDate on) {
    return on.getMonthValue() >= FIRST_MONTH ? on.getYear() - 1 : on.getYear() - 2;
  }

  /** The last day of the month of a fiscal period. */
  public static int monthEnd(int period) {
    return (int) YearMonth.of(year(period), month(period)).atEndOfMonth().toEpochDay();
  }
}
