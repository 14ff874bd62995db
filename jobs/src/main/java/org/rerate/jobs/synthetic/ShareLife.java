package org.rerate.jobs.synthetic;

import java.util.ArrayList;
import java.util.List;
import org.rerate.domain.Days;

/**
 * The life of a company's ordinary share from its first to its last day: price as traded in its
 * home currency, shares outstanding, splits.
 */
final class ShareLife {

  private static final int QUARTER = 63;

  /**
   * A split.
   *
   * @param place place of its ex-date among the trading days
   * @param ratio new shares per old
   */
  record Split(int place, double ratio) {}

  /** Place of the first day with a price. */
  final int from;

  /** Place after the last. */
  final int to;

  /** Price by place less {@link #from}. */
  final double[] price;

  /** Ordinary shares of the first line likewise. */
  final double[] shares;

  final List<Split> splits = new ArrayList<>();

  ShareLife(World world, Company company) {
    from = world.placeOf(company.listedOn);
    to =
        company.delistedOn == Company.NEVER ? world.days.length : world.placeOf(company.delistedOn);
    price = new double[Math.max(0, to - from)];
    shares = new double[price.length];
    walk(world, company);
  }

  private void walk(World world, Company company) {
    Draws draws = company.draws("price");
    double dear = company.market.dearness;
    double p = dear * (8 + 120 * draws.uniform() * draws.uniform());
    double size = draws.uniform();
    double s = Math.rint(2e6 + 5e9 * size * size * size);
    double beta = draws.between(0.5, 1.5);
    double deviation = draws.between(0.008, 0.025);
    for (int i = 0; i < price.length; i++) {
      int place = from + i;
      p *= 1 + beta * world.move(company.market, place) + deviation * draws.normal();
      if (draws.chance(0.002)) {
        p *= 1 + draws.between(-0.25, 0.25);
      }
      p = Math.max(p, dear * 0.3);
      double ratio = i > 0 && world.isOpen(company.market, place) ? split(draws, p / dear) : 1;
      if (ratio != 1) {
        splits.add(new Split(place, ratio));
        p /= ratio;
        s = Math.max(1e5, Math.rint(s * ratio));
      }
      if ((i + company.number) % QUARTER == 0) {
        s = Math.rint(s * draws.between(0.99, 1.012));
      }
      price[i] = p;
      shares[i] = s;
    }
  }

  private static double split(Draws draws, double level) {
    if (level > 250 && draws.chance(0.02)) {
      return new double[] {1.5, 2, 3, 4, 5, 10}[draws.below(6)];
    }
    return level < 1 && draws.chance(0.02) ? 0.1 : 1;
  }

  /** True if there is a price at all. */
  boolean isTraded() {
    return price.length > 0;
  }

  /** Value of all ordinary shares around {@code day} in the home currency. */
  double worth(World world, Company company, int day) {
    int i = Math.min(Math.max(world.placeOf(day) - from, 0), price.length - 1);
    double sum = 0;
    for (ListedLine line : company.lines) {
      sum += line.sharesOfCompany();
    }
    return price[i] * shares[i] * sum;
  }

  /** Days since 1970-01-01 of a place. */
  static int day(World world, int place) {
    return world.days[place];
  }

  /** The evening of a day before which most people know of something. */
  static long evening(int day) {
    return Days.endOf(day) - 3 * 3_600_000_000L;
  }
}
