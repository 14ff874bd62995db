package org.rerate.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.rerate.domain.FiscalPeriod;

/**
 * Estimates and reported figures of net income and EPS of one issuer, by fiscal period.
 *
 * <p>Rows of one period under different period ends (a 52/53-week year) compete by date.
 */
public final class FiscalBook {

  /** Period types, as stored in blocks. */
  public static final List<String> PERIOD_TYPES = List.of("FY", "FQ", "NTM");

  /** A fiscal year. */
  public static final int FY = 0;

  /** A fiscal quarter. */
  public static final int FQ = 1;

  /** The next twelve months as the vendor delivers them. */
  public static final int NTM = 2;

  /** The four series of a fiscal period, in the order in which one is preferred. */
  public enum Series {
    /** Reported net income. */
    INCOME_ACTUAL,
    /** Estimated net income. */
    INCOME_ESTIMATE,
    /** Reported EPS. */
    EPS_ACTUAL,
    /** Estimated EPS. */
    EPS_ESTIMATE;

    /** True for what was reported, false for estimates. */
    public boolean isReported() {
      return this == INCOME_ACTUAL || this == EPS_ACTUAL;
    }

    /** True for earnings per share. */
    public boolean isEps() {
      return this == EPS_ACTUAL || this == EPS_ESTIMATE;
    }
  }

  /** Months of a usual fiscal year. */
  private static final int MONTHS = 12;

  private static final int QUARTER_MONTHS = 3;

  private static final Period EMPTY = new Period(0, null, null, null, null);

  private final Months years;
  private final Months quarters;
  private final Period nextTwelveMonths;
  private final List<Period> yearsNewestFirst;
  private final List<Period> quartersNewestFirst;
  private final List<Period> yearsOldestFirst;
  private final boolean anyOtherLength;

  public FiscalBook(Map<Integer, Period> years, Map<Integer, Period> quarters, Period ntm) {
    this.years = new Months(years);
    this.quarters = new Months(quarters);
    this.nextTwelveMonths = ntm == null ? EMPTY : ntm;
    Comparator<Period> newestFirst = Comparator.comparingInt(Period::period).reversed();
    this.yearsNewestFirst = years.values().stream().sorted(newestFirst).toList();
    this.quartersNewestFirst = quarters.values().stream().sorted(newestFirst).toList();
    this.yearsOldestFirst = years.values().stream().sorted(newestFirst.reversed()).toList();
    this.anyOtherLength = years.values().stream().anyMatch(Period::mayHaveOtherLength);
  }

  /** The fiscal year that ends in that month; empty of rows if there are none. */
  public Period year(int period) {
    return or(years.get(period));
  }

  /** The end of a fiscal year, see {@link Period#end}; there need not be rows of it. */
  public int yearEnd(int period, int day, long limit) {
    Period year = years.get(period);
    return year == null ? FiscalPeriod.monthEnd(period) : year.end(day, limit);
  }

  /** The fiscal quarter that ends in that month; empty of rows if there are none. */
  public Period quarter(int period) {
    return or(quarters.get(period));
  }

  private static Period or(Period period) {
    return period == null ? EMPTY : period;
  }

  /** The vendor's own next twelve months. */
  public Period nextTwelveMonths() {
    return nextTwelveMonths;
  }

  /**
   * The newest fiscal year of any visible row of {@code day} or before, which sets the month in
   * which fiscal years end; {@code Integer.MIN_VALUE} if there is none.
   */
  public int newestYear(int day, long limit) {
    for (Period period : yearsNewestFirst) {
      if (period.isVisible(day, limit)) {
        return period.period();
      }
    }
    return Integer.MIN_VALUE;
  }

  /** Every fiscal year with rows, whatever is visible of them. */
  public List<Period> yearsOldestFirst() {
    return yearsOldestFirst;
  }

  /**
   * True if a visible row of {@code day} or before says that a fiscal year covers other than twelve
   * months: calendar years are then made of covered months (methodology 3.6).
   */
  public boolean hasYearsOfOtherLengths(int day, long limit) {
    return anyOtherLength
        && yearsOldestFirst.stream().anyMatch(year -> year.hasOtherLength(day, limit));
  }

  /**
   * The day whose share basis an EPS row is on: as it says, else the day of the consensus or of the
   * report.
   */
  public static int shareBasis(FactHistory rows, int row) {
    int adjustedTo = rows.adjustedTo(row);
    return adjustedTo == FactKind.NONE ? rows.day(row) : adjustedTo;
  }

  /** The newest reported fiscal year of twelve months, or null. */
  public Period lastReportedYear(int day, long limit) {
    for (Period year : yearsNewestFirst) {
      if (year.isReported(day, limit) && year.reportedMonths(day, limit) == MONTHS) {
        return year;
      }
    }
    return null;
  }

  /** The newest reported fiscal quarter of three months, or null. */
  public Period lastReportedThreeMonths(int day, long limit) {
    for (Period quarter : quartersNewestFirst) {
      if (quarter.isThreeMonths(day, limit)) {
        return quarter;
      }
    }
    return null;
  }

  /** The newest reported period that is delivered as a quarter, of any length, or null. */
  public Period lastReportedQuarter(int day, long limit) {
    return lastReported(quartersNewestFirst, day, limit);
  }

  /** The newest reported fiscal year of any length, or null. */
  public Period newestReportedYear(int day, long limit) {
    return lastReported(yearsNewestFirst, day, limit);
  }

  private static Period lastReported(List<Period> newestFirst, int day, long limit) {
    for (Period period : newestFirst) {
      if (period.isReported(day, limit)) {
        return period;
      }
    }
    return null;
  }

  /** Periods by the month they end in, side by side: every day of an issuer asks for several. */
  private static final class Months {

    private final int first;
    private final Period[] periods;

    Months(Map<Integer, Period> byMonth) {
      first = byMonth.keySet().stream().mapToInt(Integer::intValue).min().orElse(0);
      int last = byMonth.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1);
      periods = new Period[last - first + 1];
      byMonth.forEach((month, period) -> periods[month - first] = period);
    }

    /** The period that ends in that month; null if there are no rows of it. */
    Period get(int month) {
      int at = month - first;
      return at < 0 || at >= periods.length ? null : periods[at];
    }
  }

  /** The four series of one fiscal period; a series that has no rows is null. */
  public static final class Period {

    private final int period;
    private final FactHistory incomeActual;
    private final FactHistory incomeEstimate;
    private final FactHistory epsActual;
    private final FactHistory epsEstimate;
    private final boolean endsWithMonth;

    Period(
        int period,
        FactHistory incomeActual,
        FactHistory incomeEstimate,
        FactHistory epsActual,
        FactHistory epsEstimate) {
      this.period = period;
      this.incomeActual = incomeActual;
      this.incomeEstimate = incomeEstimate;
      this.epsActual = epsActual;
      this.epsEstimate = epsEstimate;
      this.endsWithMonth = endsWithMonth();
    }

    /** Year and month of the snapped end, see {@link FiscalPeriod}. */
    public int period() {
      return period;
    }

    /** Reported net income, or null. */
    public FactHistory incomeActual() {
      return incomeActual;
    }

    /** Estimated net income, or null. */
    public FactHistory incomeEstimate() {
      return incomeEstimate;
    }

    /** Reported EPS, or null. */
    public FactHistory epsActual() {
      return epsActual;
    }

    /** Estimated EPS, or null. */
    public FactHistory epsEstimate() {
      return epsEstimate;
    }

    boolean isReported(int day, long limit) {
      return any(incomeActual, day, limit) || any(epsActual, day, limit);
    }

    /** True if any row, whoever may see it, says that the year covers other than twelve months. */
    boolean mayHaveOtherLength() {
      return rows().anyMatch(rows -> rows.anyMonthsBut(MONTHS));
    }

    boolean hasOtherLength(int day, long limit) {
      return rows().anyMatch(rows -> hasOtherLength(rows, day, limit));
    }

    private static boolean hasOtherLength(FactHistory rows, int day, long limit) {
      int row = rows.last(day, limit);
      while (row >= 0 && rows.periodMonths(row, MONTHS) == MONTHS) {
        row = rows.before(row, limit);
      }
      return row >= 0;
    }

    private Stream<FactHistory> rows() {
      return Stream.of(incomeActual, incomeEstimate, epsActual, epsEstimate)
          .filter(Objects::nonNull);
    }

    /** Months that the reported figure of a year covers; only of a reported period. */
    int reportedMonths(int day, long limit) {
      return reportedMonths(day, limit, MONTHS);
    }

    private int reportedMonths(int day, long limit, int unsaid) {
      FactHistory reported = any(incomeActual, day, limit) ? incomeActual : epsActual;
      return reported.periodMonths(reported.last(day, limit), unsaid);
    }

    /**
     * True if the reported figure that counts covers a quarter of a year. Half-years, and figures
     * of the year to date, are delivered as quarters too; four of them are no twelve months.
     */
    public boolean isThreeMonths(int day, long limit) {
      return isReported(day, limit) && reportedMonths(day, limit, QUARTER_MONTHS) == QUARTER_MONTHS;
    }

    boolean isVisible(int day, long limit) {
      return isReported(day, limit)
          || any(incomeEstimate, day, limit)
          || any(epsEstimate, day, limit);
    }

    private static boolean any(FactHistory versions, int day, long limit) {
      return versions != null && versions.any(day, limit);
    }

    /**
     * The period's end as its visible rows have it, the latest of several; without any, the end of
     * its month.
     */
    public int end(int day, long limit) {
      if (endsWithMonth) {
        return FiscalPeriod.monthEnd(period);
      }
      int end = snappedEnd(day, limit);
      return end == FactKind.NONE ? FiscalPeriod.monthEnd(period) : end;
    }

    /** True if no row says anything else than the end of the month, which spares looking. */
    private boolean endsWithMonth() {
      int end = FiscalPeriod.monthEnd(period);
      return rows().allMatch(rows -> rows.allEndOn(end));
    }

    /** The latest snapped end that a visible row gives the period; NONE if no row is visible. */
    int snappedEnd(int day, long limit) {
      int end = FactKind.NONE;
      end = Math.max(end, snappedEnd(incomeActual, day, limit));
      end = Math.max(end, snappedEnd(incomeEstimate, day, limit));
      end = Math.max(end, snappedEnd(epsActual, day, limit));
      return Math.max(end, snappedEnd(epsEstimate, day, limit));
    }

    private static int snappedEnd(FactHistory versions, int day, long limit) {
      if (versions == null) {
        return FactKind.NONE;
      }
      int row = versions.last(day, limit);
      if (row < 0 || versions.hasOnePeriodEnd()) {
        return row < 0 ? FactKind.NONE : FiscalPeriod.snap(versions.integer(1, row));
      }
      int end = FactKind.NONE;
      for (; row >= 0; row = versions.before(row, limit)) {
        end = Math.max(end, FiscalPeriod.snap(versions.integer(1, row)));
      }
      return end;
    }
  }

  /** Gathers rows into periods. */
  public static final class Builder {

    /** So many ends are looked through for a row's own. */
    private static final int MOST_ENDS = 32;

    private final AsOf asOf;
    private final Map<Integer, FactColumns[]> byPeriod = new HashMap<>();

    public Builder(AsOf asOf) {
      this.asOf = asOf;
    }

    /** Files the rows of a block of estimates or reported figures of one metric. */
    public void file(FactKind kind, boolean eps, FactColumns rows) {
      int series = (kind == FactKind.ESTIMATES ? 1 : 0) + (eps ? 2 : 0);
      int[] types = rows.integers[0];
      int[] ends = rows.integers[1];
      List<Filed> filed = new ArrayList<>();
      int at = 0;
      for (int i = 0; i < rows.size; i++) {
        if (rows.ingestedAt[i] > asOf.recordedLimit()) {
          continue;
        }
        // A few ends come again and again, mostly in the same order.
        int tried = 0;
        at = at + 1 < filed.size() ? at + 1 : 0;
        while (tried < filed.size() && !filed.get(at).is(types[i], ends[i])) {
          at = at + 1 < filed.size() ? at + 1 : 0;
          tried++;
        }
        if (tried == filed.size()) {
          if (tried == MOST_ENDS) {
            filed.clear();
          }
          at = filed.size();
          filed.add(new Filed(types[i], ends[i], series(kind, series, types[i], ends[i])));
        }
        filed.get(at).rows.addFrom(rows, i);
      }
    }

    /** Where rows with a period type and end go. */
    private record Filed(int type, int end, FactColumns rows) {

      boolean is(int otherType, int otherEnd) {
        return type == otherType && end == otherEnd;
      }
    }

    private FactColumns series(FactKind kind, int series, int type, int end) {
      int period = type == NTM ? 0 : FiscalPeriod.of(end);
      FactColumns[] four = byPeriod.computeIfAbsent(period * 4 + type, p -> new FactColumns[4]);
      if (four[series] == null) {
        four[series] = new FactColumns(kind, 8);
      }
      return four[series];
    }

    public FiscalBook build() {
      Map<Integer, Period> years = new HashMap<>();
      Map<Integer, Period> quarters = new HashMap<>();
      Period[] ntm = new Period[1];
      byPeriod.forEach(
          (key, four) -> {
            int number = Math.floorDiv(key, 4);
            Period period =
                new Period(
                    number,
                    versions(FactKind.ACTUALS, four[0]),
                    versions(FactKind.ESTIMATES, four[1]),
                    versions(FactKind.ACTUALS, four[2]),
                    versions(FactKind.ESTIMATES, four[3]));
            switch (Math.floorMod(key, 4)) {
              case FY -> years.put(number, period);
              case FQ -> quarters.put(number, period);
              default -> ntm[0] = period;
            }
          });
      return new FiscalBook(years, quarters, ntm[0]);
    }

    private FactHistory versions(FactKind kind, FactColumns rows) {
      return rows == null ? null : asOf.versions(kind, rows, 1);
    }
  }
}
