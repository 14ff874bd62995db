package org.rerate.jobs.synthetic;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.rerate.domain.Days;

/** A made-up company: where it is at home, its lines, its fiscal year, when it was listed. */
final class Company {

  static final int NEVER = Integer.MAX_VALUE;

  final int number;
  final String id;
  final Market market;

  /** Currency of its reports and of estimates. */
  final String reporting;

  /** Month in which its fiscal year ends. */
  final int yearEnd;

  /** True if its years end on the Saturday nearest to the month's end. */
  final boolean wholeWeeks;

  /** First listed day, days since 1970-01-01; may lie before the history. */
  final int listedOn;

  /** First day on which it is no longer listed, or NEVER. */
  final int delistedOn;

  final List<ListedLine> lines;

  private final long seed;

  Company(Universe universe, int number) {
    this.number = number;
    this.seed = universe.seed();
    this.id = "C" + Integer.toString(1_000_000 + number).substring(1);
    Draws draws = draws("company");
    this.market = Market.at(draws.uniform());
    this.reporting = draws.chance(0.08) ? "USD" : market.currency;
    this.yearEnd =
        draws.chance(0.75) ? market.usualYearEnd : new int[] {1, 3, 6, 9, 12}[draws.below(5)];
    this.wholeWeeks = draws.chance(0.04);
    int first = universe.firstDay();
    int last = universe.finalDay();
    this.listedOn =
        draws.chance(0.06) ? draws.between(first, last - 90) : first - draws.between(1, 9000);
    int earliestEnd = Math.max(first, listedOn) + 60;
    this.delistedOn =
        draws.chance(0.04) && earliestEnd < last ? draws.between(earliestEnd, last) : NEVER;
    this.lines = lines(universe, draws);
  }

  /** Numbers for a purpose of this company's own. */
  Draws draws(String purpose) {
    return new Draws(seed, purpose, number);
  }

  private List<ListedLine> lines(Universe universe, Draws draws) {
    int blocks = universe.securities() / Universe.LINES_OF_BLOCK;
    boolean blocked = number < blocks * Universe.COMPANIES_OF_BLOCK;
    int place = blocked ? number % Universe.COMPANIES_OF_BLOCK : 0;
    boolean receiptOnly = market == Market.CN && draws.chance(0.1);
    List<ListedLine> lines = new ArrayList<>();
    if (place == 15) {
      lines.add(home("A", "A", 1, 1, true));
      lines.add(home("B", "B", draws.between(0.9, 1.05), draws.between(0.1, 0.6), false));
    } else if (place == 16) {
      lines.add(home("A", null, 1, 1, true));
      lines.add(abroad("R", "USD".equals(market.currency) ? "EUR" : "USD", 4));
      lines.add(abroad("F", "HKD", 1));
    } else if (receiptOnly) {
      lines.add(new ListedLine(id + ".R", "XNYS", "USD", "USD", null, 8, 1, 1, true));
    } else {
      lines.add(home("A", null, 1, 1, true));
    }
    return List.copyOf(lines);
  }

  private ListedLine home(
      String letter, String shareClass, double spread, double shares, boolean primary) {
    return new ListedLine(
        id + "." + letter,
        market.mic,
        market.quoted,
        market.currency,
        shareClass,
        1,
        spread,
        shares,
        primary);
  }

  /** A line of the same shares elsewhere; without a count of its own. */
  private ListedLine abroad(String letter, String currency, double ordinaryPerUnit) {
    return new ListedLine(
        id + "." + letter, "XOTC", currency, currency, null, ordinaryPerUnit, 1, 0, false);
  }

  /** The last day of the fiscal period that ends in a month. */
  int periodEnd(YearMonth month) {
    LocalDate end = month.atEndOfMonth();
    if (wholeWeeks) {
      int past = Math.floorMod(end.getDayOfWeek().getValue() - DayOfWeek.SATURDAY.getValue(), 7);
      end = past <= 3 ? end.minusDays(past) : end.plusDays(7 - past);
    }
    return Days.of(end);
  }

  /** The last day of the fiscal year that ends in {@code year}. */
  int yearEndOf(int year) {
    return periodEnd(YearMonth.of(year, yearEnd));
  }

  /** The first fiscal year that ends after {@code day}. */
  int yearAfter(int day) {
    int year = Days.date(day).getYear() - 1;
    while (yearEndOf(year) <= day) {
      year++;
    }
    return year;
  }
}
