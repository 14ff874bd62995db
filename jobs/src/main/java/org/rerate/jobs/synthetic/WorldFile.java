package org.rerate.jobs.synthetic;

import org.rerate.domain.Days;

/** Writes the rows of a file of the feed that belong to no company. */
interface WorldFile {

  /** Days before the history for which there are rates. */
  int RATES_BEFORE = 14;

  /** Writes them. */
  void write(World world, RowSink sink);

  /** {@code fx}: a rate a trading day for every currency, few days left out. */
  static void fx(World world, RowSink sink) {
    Delivery delivery = new Delivery(0.002, 0.001, 0, 10);
    for (String currency : World.CURRENCIES) {
      Draws draws = new Draws(world.universe.seed(), "fx " + currency, 0);
      double first = printed(world.rate(currency, 0));
      for (int day = world.universe.firstDay() - RATES_BEFORE; day < world.days[0]; day++) {
        sink.row(day, null, false, currency, day, first);
      }
      for (int i = 0; i < world.days.length; i++) {
        int day = world.days[i];
        double rate = world.rate(currency, i);
        if (draws.chance(0.003)) {
          continue;
        }
        delivery.send(
            draws,
            day,
            (factor, known, gone) ->
                sink.row(day, known, gone, currency, day, printed(rate * factor)));
      }
    }
  }

  private static double printed(double rate) {
    return Math.rint(rate * 1e8) / 1e8;
  }

  /** {@code baskets}. */
  static void baskets(World world, RowSink sink) {
    for (int b = 0; b < world.universe.baskets(); b++) {
      sink.row(
          RowSink.ALWAYS,
          null,
          false,
          BasketStay.basketId(b),
          "Basket " + b,
          "made up",
          world.universe.firstDay());
    }
  }

  /** {@code members} of all companies in [{@code from}, {@code to}). */
  static WorldFile members(int from, int to) {
    return (world, sink) -> {
      for (int b = 0; b < world.universe.baskets(); b++) {
        for (BasketStay member : BasketStay.of(world.universe, b)) {
          if (member.company() >= from && member.company() < to) {
            sink.row(
                member.from(),
                Days.endOf(member.from() - 7),
                false,
                BasketStay.basketId(b),
                new Company(world.universe, member.company()).id,
                member.subsector(),
                member.from(),
                member.to(),
                member.factor());
          }
        }
      }
    };
  }
}
