package org.rerate.engine.filter;

import java.time.LocalDate;
import org.rerate.domain.Days;

/**
 * How many days a file holds: whatever is replaced later or asked for alone touches the files of
 * its period and no others.
 */
public enum Period {
  /** A calendar month: for days that late rows still reach. */
  MONTH,
  /** A calendar year. */
  YEAR,
  /** Five calendar years, the first of which ends in 0 or 5: for rows that are only added to. */
  FIVE_YEARS;

  /** Days that late rows usually reach; files of a short replacement are cut by the month. */
  private static final int SHORT = 100;

  /** The period by which to cut what a replacement of these days writes. */
  public static Period of(int firstDay, int lastDay) {
    return lastDay - firstDay <= SHORT ? MONTH : YEAR;
  }

  /** The first day of the period that {@code day} lies in. */
  public int start(int day) {
    return Days.of(start(Days.date(day)));
  }

  /** The first day of the period after that. */
  public int end(int day) {
    LocalDate start = start(Days.date(day));
    return Days.of(
        switch (this) {
          case MONTH -> start.plusMonths(1);
          case YEAR -> start.plusYears(1);
          case FIVE_YEARS -> start.plusYears(5);
        });
  }

  private LocalDate start(LocalDate date) {
    return switch (this) {
      case MONTH -> date.withDayOfMonth(1);
      case YEAR -> date.withDayOfYear(1);
      case FIVE_YEARS -> LocalDate.of(date.getYear() - Math.floorMod(date.getYear(), 5), 1, 1);
    };
  }
}
