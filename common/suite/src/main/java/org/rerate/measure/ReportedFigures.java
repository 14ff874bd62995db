package org.rerate.measure;

import java.time.LocalDate;
import java.util.Collection;
import org.rerate.blocks.FiscalBooks;
import org.rerate.blocks.MeanRates;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Days;
import org.rerate.domain.FiscalPeriod;
import org.rerate.domain.Status;
import org.rerate.history.FactHistory;
import org.rerate.history.FiscalBook;
import org.rerate.history.FiscalBook.Period;
import org.rerate.history.Rates;
import org.rerate.methodology.CalendarYear;
import org.rerate.methodology.Methodology;
import org.rerate.value.UsableEstimates;

/**
 * One metric of some companies as known on one day: reported where it is by then, at the mean rate
 * of its period; else the usable estimate, at the day's rate (methodology section 7).
 *
 * <p>Capex counts without its sign, which companies and vendors set either way. The month in which
 * a company's fiscal year ends is that of the latest year of the metric's own visible rows.
 */
final class ReportedFigures {

  private static final int QUARTER = 3;
  private static final int YEAR = 12;

  private final Methodology methodology;
  private final FiscalBooks books;
  private final Rates spot;
  private final MeanRates means;
  private final boolean unsigned;
  private final int day;
  private final long limit;

  /**
   * @param firstYear the earliest year that will be asked for
   */
  ReportedFigures(
      MeasureRequest request, String metric, Collection<String> issuers, int firstYear, int day) {
    ReferenceData references = request.references();
    this.methodology = request.methodology();
    this.books = new FiscalBooks(references, request.asOf(), metric, issuers);
    this.spot = references.rates(new int[] {day}, methodology.fxMaxAgeDays());
    int from = Days.of(LocalDate.of(firstYear - 1, 1, 1));
    this.means = new MeanRates(references, request.asOf(), from, day, methodology.fxMaxAgeDays());
    this.unsigned = metric.equals("capex");
    this.day = day;
    this.limit = request.asOf().knowledge().limit(day);
  }

  /**
   * A year made of the fiscal years that {@code rule} weighs; a missing leg makes it missing.
   *
   * <p>{@code TIME_WEIGHTED} is the calendar year, {@code FISCAL_BUCKET} the fiscal year that ends
   * from June of the year to May of the next.
   */
  ReportedFigure year(String issuer, int year, CalendarYear rule) {
    FiscalBook book = books.of(issuer);
    int newest = book.newestYear(day, limit);
    if (newest == Integer.MIN_VALUE) {
      return ReportedFigure.missing(reason(null, FiscalPeriod.of(year, YEAR)));
    }
    int period = FiscalPeriod.of(year, FiscalPeriod.month(newest));
    double same = rule.weightOfSameYear(FiscalPeriod.month(newest));
    if (same == 0) {
      return leg(book.year(period + YEAR), period + YEAR);
    }
    ReportedFigure first = leg(book.year(period), period);
    return same == 1
        ? first
        : first.times(same).plus(leg(book.year(period + YEAR), period + YEAR).times(1 - same));
  }

  /** The sum of the four reported quarters that end in a calendar year; missing without all. */
  ReportedFigure quartersOf(String issuer, int year) {
    ReportedFigure sum = null;
    for (int quarter = 0; quarter < 4; quarter++) {
      ReportedFigure one = reportedQuarter(issuer, year * 4 + quarter);
      sum = sum == null ? one : sum.plus(one);
    }
    return sum;
  }

  /**
   * The reported fiscal quarter that ends in a calendar quarter.
   *
   * @param quarter year x 4 + 0 to 3
   */
  ReportedFigure reportedQuarter(String issuer, int quarter) {
    FiscalBook book = books.of(issuer);
    for (int period = quarter * QUARTER + 2; period >= quarter * QUARTER; period--) {
      ReportedFigure found = reported(book.quarter(period), period, QUARTER);
      if (found != null) {
        return found;
      }
    }
    return ReportedFigure.missing(Status.NO_ACTUAL);
  }

  /** The reported fiscal year that ends from June of the year to May of the next. */
  ReportedFigure reportedYear(String issuer, int year) {
    FiscalBook book = books.of(issuer);
    int first = FiscalPeriod.of(year, 6);
    for (int period = first + YEAR - 1; period >= first; period--) {
      ReportedFigure found = reported(book.year(period), period, YEAR);
      if (found != null) {
        return found;
      }
    }
    return ReportedFigure.missing(Status.NO_ACTUAL);
  }

  private ReportedFigure leg(Period rows, int period) {
    ReportedFigure actual = reported(rows, period, YEAR);
    if (actual != null) {
      return actual;
    }
    FactHistory estimates = rows.incomeEstimate();
    int row = UsableEstimates.last(estimates, day, limit, methodology);
    if (row < 0) {
      return ReportedFigure.missing(reason(estimates, period));
    }
    String currency = estimates.text(row);
    Status status = spot.status(currency, 0);
    double amount = signed(estimates.number(row));
    double usd = status == Status.OK ? amount * spot.usd(currency, 0) : Double.NaN;
    return new ReportedFigure(
        amount, currency, usd, FiscalPeriod.snap(estimates.integer(1, row)), status);
  }

  /** The reported figure; null if there is none by the day. */
  private ReportedFigure reported(Period rows, int period, int months) {
    FactHistory actuals = rows.incomeActual();
    int row = actuals == null ? -1 : actuals.last(day, limit);
    if (row < 0) {
      return null;
    }
    String currency = actuals.text(row);
    int end = FiscalPeriod.snap(actuals.integer(1, row));
    int start = FiscalPeriod.monthEnd(period - months) + 1;
    Status status = means.status(currency, start, Math.min(end, day));
    double amount = signed(actuals.number(row));
    double usd = amount * means.usd(currency, start, Math.min(end, day));
    return new ReportedFigure(amount, currency, usd, end, status);
  }

  private double signed(double amount) {
    return unsigned ? Math.abs(amount) : amount;
  }

  private Status reason(FactHistory estimates, int period) {
    int row = estimates == null ? -1 : estimates.last(day, limit);
    if (row < 0) {
      return FiscalPeriod.monthEnd(period) <= day ? Status.NO_ACTUAL : Status.NO_ESTIMATE;
    }
    return UsableEstimates.isFresh(estimates, row, day, methodology)
        ? Status.FEW_ANALYSTS
        : Status.STALE_ESTIMATE;
  }
}
