package org.rerate.value;

import java.util.Arrays;
import java.util.List;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.EarningsSource;
import org.rerate.domain.FiscalPeriod;
import org.rerate.domain.Status;
import org.rerate.history.FactHistory;
import org.rerate.history.FiscalBook;
import org.rerate.history.FiscalBook.Period;
import org.rerate.history.FiscalBook.Series;
import org.rerate.history.Rates;
import org.rerate.methodology.Methodology;
import org.rerate.methodology.NextTwelveMonths;

/**
 * The earnings of one issuer as seen on one day, on any basis (methodology section 3).
 *
 * <p>Reused from day to day: {@link #on} sets the day, {@link #value} fills the fields. Per fiscal
 * period the order is: reported net income, usable estimate of net income, reported EPS, usable
 * estimate of EPS; legs may mix.
 */
public final class IssuerEarnings {

  private static final int NO_PERIOD = Integer.MIN_VALUE;

  /** Months of a year. */
  private static final int MONTHS = 12;

  private final Methodology methodology;
  private final Rates rates;
  private final FiscalBook book;
  private final IssuerCaps caps;
  private final ValuationTrace trace;

  /** USD; NaN unless OK. */
  public double earnings;

  /** OK, or why earnings are missing. */
  public Status status = Status.NO_ESTIMATE;

  /** Where they came from; meaningful if OK. */
  EarningsSource source = EarningsSource.ESTIMATE;

  /** Age of the oldest estimate used, days; -1 if none was used. */
  int age;

  /** Number of the currency of the latest fiscal period used; -1 if missing. */
  int currency;

  private int day;
  private int dayIndex;
  private long limit;
  private int shareDay;
  private long shareLimit;
  private int newestYear;
  private boolean anyEps;
  private boolean anyActual;
  private boolean anyEstimate;

  public IssuerEarnings(
      Methodology methodology,
      Rates rates,
      FiscalBook book,
      IssuerCaps caps,
      ValuationTrace trace) {
    this.methodology = methodology;
    this.rates = rates;
    this.book = book;
    this.caps = caps;
    this.trace = trace;
  }

  /** Turns to another day; {@code caps} must have been valued for it. */
  public void on(int day, int dayIndex, long limit) {
    this.day = day;
    this.dayIndex = dayIndex;
    this.limit = limit;
    this.shareDay = day;
    this.shareLimit = limit;
    this.newestYear = book.newestYear(day, limit);
  }

  /**
   * Earnings per share count on the shares of another day: that for which {@code caps} have been
   * valued.
   */
  public void onSharesOf(int other, long otherLimit) {
    shareDay = other;
    shareLimit = otherLimit;
  }

  /** True if the last value depends on shares, or is missing for want of them. */
  public boolean usesShares() {
    return anyEps;
  }

  /**
   * Standard deviation / |mean| of the estimate that FY1 rests on; NaN if it rests on a reported
   * figure or on nothing, the row has no deviation, or its mean is 0.
   */
  public double dispersion() {
    int first = firstYearAhead();
    if (first == NO_PERIOD) {
      return Double.NaN;
    }
    Period year = book.year(first);
    if (last(year.incomeActual()) >= 0) {
      return Double.NaN;
    }
    int income = usable(year.incomeEstimate());
    if (income >= 0) {
      return dispersion(year.incomeEstimate(), income);
    }
    int eps = last(year.epsActual()) >= 0 ? -1 : usable(year.epsEstimate());
    return eps < 0 ? Double.NaN : dispersion(year.epsEstimate(), eps);
  }

  private static double dispersion(FactHistory rows, int row) {
    double mean = rows.number(row);
    return mean == 0 ? Double.NaN : rows.number(1, row) / Math.abs(mean);
  }

  /** Earnings on {@code basis}. */
  public void value(Basis basis) {
    earnings = 0;
    status = Status.OK;
    age = -1;
    currency = -1;
    anyEps = false;
    anyActual = false;
    anyEstimate = false;
    switch (basis.kind()) {
      case CALENDAR_YEAR -> calendarYear(basis.year());
      case NTM -> nextTwelveMonths();
      case FY1 -> fiscalYearAhead(0);
      case FY2 -> fiscalYearAhead(12);
      case LFY -> lastFiscalYear();
      case TTM -> trailingTwelveMonths();
    }
    if (status != Status.OK) {
      earnings = Double.NaN;
      age = -1;
      currency = -1;
    }
    source =
        anyEps
            ? EarningsSource.EPS
            : !anyActual
                ? EarningsSource.ESTIMATE
                : anyEstimate ? EarningsSource.MIXED : EarningsSource.ACTUAL;
  }

  private void calendarYear(int year) {
    if (newestYear == NO_PERIOD) {
      status = Status.NO_ESTIMATE;
      return;
    }
    if (book.hasYearsOfOtherLengths(day, limit)) {
      coveredMonths(year);
      return;
    }
    int month = FiscalPeriod.month(newestYear);
    double same = methodology.calendarisation().weightOfSameYear(month);
    int period = FiscalPeriod.of(year, month);
    leg(book.year(period), period, same);
    leg(book.year(period + 12), period + 12, 1 - same);
  }

  /**
   * The calendar year out of fiscal years of any length: the months that each shares with it, of
   * years that together cover every month once. A year without a row that counts covers nothing.
   */
  private void coveredMonths(int year) {
    int first = FiscalPeriod.of(year, 1);
    int[] covering = new int[MONTHS];
    List<Period> years = book.yearsOldestFirst();
    double[] weights = new double[years.size()];
    for (int y = 0; y < weights.length; y++) {
      Period period = years.get(y);
      int months = monthsCovered(period);
      int from = Math.max(first, period.period() - months + 1);
      int until = Math.min(first + MONTHS - 1, period.period());
      for (int month = from; month <= until; month++) {
        covering[month - first]++;
      }
      weights[y] = months == 0 ? 0 : Math.max(0, until - from + 1) / (double) months;
    }
    if (Arrays.stream(covering).anyMatch(times -> times != 1)) {
      trace.missing(first + MONTHS - 1, 1, Status.NO_ESTIMATE);
      missing(Status.NO_ESTIMATE);
      return;
    }
    for (int y = 0; y < weights.length; y++) {
      leg(years.get(y), years.get(y).period(), weights[y]);
    }
  }

  /** The months that the row of a fiscal year that counts covers; 0 if none counts. */
  private int monthsCovered(Period year) {
    int row = last(year.incomeActual());
    if (row >= 0) {
      return year.incomeActual().periodMonths(row, MONTHS);
    }
    row = usable(year.incomeEstimate());
    if (row >= 0) {
      return year.incomeEstimate().periodMonths(row, MONTHS);
    }
    row = last(year.epsActual());
    if (row >= 0) {
      return year.epsActual().periodMonths(row, MONTHS);
    }
    row = usable(year.epsEstimate());
    return row < 0 ? 0 : year.epsEstimate().periodMonths(row, MONTHS);
  }

  private void nextTwelveMonths() {
    Period vendor = book.nextTwelveMonths();
    if (usable(vendor.incomeEstimate()) >= 0 || usable(vendor.epsEstimate()) >= 0) {
      leg(vendor, vendor.period(), 1);
      return;
    }
    int first = firstYearAhead();
    if (first == NO_PERIOD) {
      status = Status.NO_ESTIMATE;
      return;
    }
    double weight = NextTwelveMonths.weightOfFirst(yearEnd(first), day);
    leg(book.year(first), first, weight);
    leg(book.year(first + 12), first + 12, 1 - weight);
  }

  private void fiscalYearAhead(int months) {
    int first = firstYearAhead();
    if (first == NO_PERIOD) {
      status = Status.NO_ESTIMATE;
      return;
    }
    leg(book.year(first + months), first + months, 1);
  }

  /** The first year end of the issuer's fiscal calendar after the day, rows or not. */
  private int firstYearAhead() {
    if (newestYear == NO_PERIOD) {
      return NO_PERIOD;
    }
    int period = FiscalPeriod.of(Days.date(day).getYear() - 1, FiscalPeriod.month(newestYear));
    while (yearEnd(period) <= day) {
      period += 12;
    }
    return period;
  }

  private int yearEnd(int period) {
    return book.yearEnd(period, day, limit);
  }

  private void lastFiscalYear() {
    Period newest = book.lastReportedYear(day, limit);
    if (newest == null) {
      status = Status.NO_ACTUAL;
      return;
    }
    reported(newest, newest.period());
  }

  private void trailingTwelveMonths() {
    Period newest = book.lastReportedThreeMonths(day, limit);
    if (newest == null) {
      status = Status.NO_ACTUAL;
      return;
    }
    for (int months = 9; months >= 0; months -= 3) {
      int number = newest.period() - months;
      Period quarter = book.quarter(number);
      if (quarter.isThreeMonths(day, limit)) {
        reported(quarter, number);
      } else {
        trace.missing(number, 1, Status.NO_ACTUAL);
        missing(Status.NO_ACTUAL);
      }
    }
  }

  private void reported(Period period, int number) {
    int income = last(period.incomeActual());
    int eps = income >= 0 ? -1 : last(period.epsActual());
    if (income >= 0) {
      trace.leg(number, Series.INCOME_ACTUAL, period.incomeActual(), income, 1);
      money(period.incomeActual(), income, 1);
      anyActual = true;
    } else if (eps >= 0) {
      trace.leg(number, Series.EPS_ACTUAL, period.epsActual(), eps, 1);
      perShare(period.epsActual(), eps, 1);
    } else {
      trace.missing(number, 1, Status.NO_ACTUAL);
      missing(Status.NO_ACTUAL);
    }
  }

  private void leg(Period period, int number, double weight) {
    if (weight == 0) {
      return;
    }
    int actual = last(period.incomeActual());
    if (actual >= 0) {
      trace.leg(number, Series.INCOME_ACTUAL, period.incomeActual(), actual, weight);
      money(period.incomeActual(), actual, weight);
      anyActual = true;
      return;
    }
    int estimate = usable(period.incomeEstimate());
    if (estimate >= 0) {
      trace.leg(number, Series.INCOME_ESTIMATE, period.incomeEstimate(), estimate, weight);
      money(period.incomeEstimate(), estimate, weight);
      aged(period.incomeEstimate(), estimate);
      anyEstimate = true;
      return;
    }
    int epsActual = last(period.epsActual());
    if (epsActual >= 0) {
      trace.leg(number, Series.EPS_ACTUAL, period.epsActual(), epsActual, weight);
      perShare(period.epsActual(), epsActual, weight);
      return;
    }
    int epsEstimate = usable(period.epsEstimate());
    if (epsEstimate >= 0) {
      trace.leg(number, Series.EPS_ESTIMATE, period.epsEstimate(), epsEstimate, weight);
      perShare(period.epsEstimate(), epsEstimate, weight);
      aged(period.epsEstimate(), epsEstimate);
      return;
    }
    Status reason = reason(period);
    trace.missing(number, weight, reason);
    missing(reason);
  }

  private void money(FactHistory rows, int row, double weight) {
    add(rows, row, rows.number(row), weight);
  }

  private void perShare(FactHistory rows, int row, double weight) {
    anyEps = true;
    Status shares = caps.sharesStatus();
    if (shares != Status.OK) {
      missing(shares);
      return;
    }
    double perShare = rows.number(row);
    if (caps.primary != null) {
      perShare =
          caps.primary.perShareOn(perShare, FiscalBook.shareBasis(rows, row), shareDay, shareLimit);
    }
    add(rows, row, perShare * caps.ordinaryShares(), weight);
  }

  private void add(FactHistory rows, int row, double amount, double weight) {
    Rates.Quote quote = rates.quote(rows.text(row));
    Status rate = rates.status(quote, dayIndex);
    if (rate != Status.OK) {
      missing(rate);
      return;
    }
    earnings += weight * (amount * rates.usd(quote, dayIndex));
    currency = quote.number();
  }

  private void aged(FactHistory rows, int row) {
    age = Math.max(age, day - rows.day(row));
  }

  /** The reason of the earliest missing leg stands. */
  private void missing(Status reason) {
    if (status == Status.OK) {
      status = reason;
    }
  }

  private int last(FactHistory rows) {
    return rows == null ? -1 : rows.last(day, limit);
  }

  /** The newest fresh row with enough analysts; rows with too few are passed over. */
  private int usable(FactHistory rows) {
    return UsableEstimates.last(rows, day, limit, methodology);
  }

  private boolean isFresh(FactHistory rows, int row) {
    return UsableEstimates.isFresh(rows, row, day, methodology);
  }

  private Status reason(Period period) {
    int income = last(period.incomeEstimate());
    int eps = last(period.epsEstimate());
    if (income < 0 && eps < 0) {
      return Status.NO_ESTIMATE;
    }
    boolean fresh =
        (income >= 0 && isFresh(period.incomeEstimate(), income))
            || (eps >= 0 && isFresh(period.epsEstimate(), eps));
    return fresh ? Status.FEW_ANALYSTS : Status.STALE_ESTIMATE;
  }
}
