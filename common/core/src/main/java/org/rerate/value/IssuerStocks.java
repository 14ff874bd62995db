package org.rerate.value;

import org.rerate.domain.FiscalPeriod;
import org.rerate.domain.Status;
import org.rerate.history.FactHistory;
import org.rerate.history.FiscalBook;
import org.rerate.history.FiscalBook.Period;
import org.rerate.history.FiscalBook.Series;
import org.rerate.history.Rates;
import org.rerate.methodology.Methodology;

/**
 * What stands on an issuer's latest balance sheet on one day (methodology 10.1): the reported
 * figure of the latest fiscal period, whatever its type; of one period the one reported last, and
 * of those the quarter's. Reused from day to day: {@link #value} fills the fields.
 */
public final class IssuerStocks {

  private final Methodology methodology;
  private final Rates rates;
  private final FiscalBook book;
  private final ValuationTrace trace;

  /** USD; NaN unless OK. */
  public double usd;

  /** OK, NO_ACTUAL, STALE_ACTUAL, NO_FX or STALE_FX. */
  public Status status = Status.NO_ACTUAL;

  /** The balance sheets of {@code book}. */
  public IssuerStocks(Methodology methodology, Rates rates, FiscalBook book, ValuationTrace trace) {
    this.methodology = methodology;
    this.rates = rates;
    this.book = book;
    this.trace = trace;
  }

  /** Turns to a day, whose place is {@code dayIndex} in the rates. */
  public void value(int day, int dayIndex, long limit) {
    usd = Double.NaN;
    Period newest = newest(day, limit);
    if (newest == null) {
      status = Status.NO_ACTUAL;
      return;
    }
    FactHistory rows = newest.incomeActual();
    int row = rows.last(day, limit);
    trace.leg(newest.period(), Series.INCOME_ACTUAL, rows, row, 1);
    int end = FiscalPeriod.snap(rows.integer(1, row));
    if (day - end > methodology.figures().balanceMaxAgeDays()) {
      status = Status.STALE_ACTUAL;
      return;
    }
    status = rates.status(rows.text(row), dayIndex);
    usd = status == Status.OK ? rows.number(row) * rates.usd(rows.text(row), dayIndex) : Double.NaN;
  }

  private Period newest(int day, long limit) {
    Period year = book.newestReportedYear(day, limit);
    Period quarter = book.lastReportedQuarter(day, limit);
    if (year == null || quarter == null) {
      return year == null ? quarter : year;
    }
    if (year.period() != quarter.period()) {
      return year.period() > quarter.period() ? year : quarter;
    }
    return reportedOn(year, day, limit) > reportedOn(quarter, day, limit) ? year : quarter;
  }

  private static int reportedOn(Period period, int day, long limit) {
    FactHistory rows = period.incomeActual();
    return rows.day(rows.last(day, limit));
  }
}
