package org.rerate.jobs.synthetic;

import java.time.YearMonth;
import org.rerate.domain.Days;

/** What a made-up company earns, is expected to earn and reports. */
final class Consensus {

  private static final int YEARS_AHEAD = 3;
  private static final int WEEK = 7;

  private final World world;
  private final Company company;
  private final ShareLife path;
  private final double yield;
  private final double margin;
  private final String home;

  Consensus(World world, Company company) {
    this.world = world;
    this.company = company;
    this.path = new ShareLife(world, company);
    Draws draws = company.draws("earnings");
    double cheap = draws.uniform();
    this.yield = 0.022 + 0.09 * cheap * cheap;
    this.margin = draws.between(0.04, 0.3);
    this.home = company.market.currency;
  }

  /** Net income of a fiscal year in the reporting currency: a yield on what it was worth before. */
  private double income(int year) {
    Draws draws = company.draws("income " + year);
    int day = company.yearEndOf(year) - 365;
    int place = Math.min(Math.max(world.placeOf(day), 0), world.days.length - 1);
    double rate = world.rate(home, place) / world.rate(company.reporting, place);
    double normal = path.worth(world, company, day) * rate * yield * draws.between(0.75, 1.25);
    return draws.chance(0.05) ? -0.4 * normal : normal;
  }

  void estimates(RowSink sink) {
    if (!path.isTraded()) {
      return;
    }
    Draws draws = company.draws("estimates");
    Delivery delivery = new Delivery(0.01, 0.01, 0.0003, 60);
    int first = Math.max(world.universe.firstDay() - 28, company.listedOn - 60);
    int last = Math.min(world.universe.finalDay(), company.delistedOn - 10);
    boolean dropped = draws.chance(0.03);
    int gap = dropped ? draws.between(first, last + 1) : Integer.MAX_VALUE - 400;
    boolean perShare = draws.chance(0.2);
    double[] truths = new double[YEARS_AHEAD];
    double[] biases = new double[YEARS_AHEAD];
    int known = Integer.MIN_VALUE;
    int week = 0;
    for (int day = first + draws.below(WEEK); day <= last; day += WEEK, week++) {
      int year = company.yearAfter(day);
      if (year != known) {
        for (int y = 0; y < YEARS_AHEAD; y++) {
          truths[y] = income(year + y);
          biases[y] = company.draws("bias " + (year + y)).normal() * 0.12;
        }
        known = year;
      }
      if (day >= gap && day < gap + 300) {
        continue;
      }
      for (int y = 0; y < YEARS_AHEAD; y++) {
        int end = company.yearEndOf(year + y);
        double ahead = (end - day) / 365.0;
        double mean = truths[y] * (1 + biases[y] * ahead + 0.004 * draws.normal());
        estimate(delivery, draws, "net_income", end, day, mean, sink);
        if (week % 4 == 0) {
          estimate(delivery, draws, "revenue", end, day, Math.abs(mean) / margin, sink);
        }
        // From the ninth week on: an EPS is never all that there is.
        if (week % 4 == 0 && week > 8 && y == 0 && perShare) {
          perShare(draws, end, day, mean, sink);
        }
      }
    }
  }

  private void estimate(
      Delivery delivery, Draws draws, String metric, int end, int day, double mean, RowSink sink) {
    Integer analysts = draws.chance(0.02) ? null : (Integer) draws.between(1, 31);
    delivery.send(
        draws,
        day,
        (factor, known, gone) ->
            sink.row(
                day,
                known,
                gone,
                company.id,
                metric,
                end,
                day,
                Math.rint(mean * factor / 1000) * 1000,
                analysts,
                company.reporting));
  }

  private void perShare(Draws draws, int end, int day, double mean, RowSink sink) {
    int place = Math.min(Math.max(world.placeOf(day) - path.from, 0), path.shares.length - 1);
    double eps = Math.rint(mean / path.shares[place] * 1000) / 1000;
    sink.row(
        day,
        null,
        false,
        company.id,
        "eps",
        end,
        day,
        eps,
        draws.between(1, 31),
        company.reporting);
  }

  void actuals(RowSink sink) {
    if (!path.isTraded()) {
      return;
    }
    Draws draws = company.draws("actuals");
    int from = Math.max(world.universe.firstDay() - 400, company.listedOn - 400);
    int until = Math.min(world.universe.finalDay(), company.delistedOn);
    for (int year = company.yearAfter(from); company.yearEndOf(year) <= until; year++) {
      double income = income(year);
      for (int quarter = 3; quarter >= 0; quarter--) {
        YearMonth month = YearMonth.of(year, company.yearEnd).minusMonths(3L * quarter);
        double share = income * draws.between(0.2, 0.3);
        actual(draws, "net_income", "FQ", company.periodEnd(month), share, until, sink);
      }
      int end = company.yearEndOf(year);
      actual(draws, "net_income", "FY", end, income, until, sink);
      actual(draws, "revenue", "FY", end, Math.abs(income) / margin, until, sink);
    }
  }

  private void actual(
      Draws draws, String metric, String type, int end, double value, int until, RowSink sink) {
    int reported = end + draws.between(30, 75);
    boolean restated = draws.chance(0.03);
    reported(metric, type, end, reported, value, until, sink);
    if (restated) {
      reported(metric, type, end, reported + 300, value * 0.97, until, sink);
    }
  }

  private void reported(
      String metric, String type, int end, int day, double value, int until, RowSink sink) {
    if (day <= until) {
      Long known = day % 50 == 0 ? Days.endOf(day) + Days.MICROS : null;
      sink.row(
          day,
          known,
          false,
          company.id,
          metric,
          type,
          end,
          Math.rint(value / 1000) * 1000,
          company.reporting,
          day);
    }
  }
}
