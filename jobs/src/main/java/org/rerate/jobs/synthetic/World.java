package org.rerate.jobs.synthetic;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rerate.domain.Days;

/** What all companies of a universe share: the trading days, the markets' moves, the rates. */
final class World {

  /** Currencies with a rate, and a plausible one. */
  private static final Map<String, Double> LEVELS = new LinkedHashMap<>();

  static {
    LEVELS.put("CAD", 0.77);
    LEVELS.put("CHF", 1.02);
    LEVELS.put("CNY", 0.145);
    LEVELS.put("EUR", 1.15);
    LEVELS.put("GBP", 1.42);
    LEVELS.put("HKD", 0.1285);
    LEVELS.put("INR", 0.0155);
    LEVELS.put("JPY", 0.0088);
    LEVELS.put("KRW", 0.00085);
  }

  static final List<String> CURRENCIES = List.copyOf(LEVELS.keySet());

  final Universe universe;

  /** Weekdays but for New Year and Christmas, days since 1970-01-01. */
  final int[] days;

  private final boolean[][] open;
  private final double[][] moves;
  private final Map<String, double[]> rates = new LinkedHashMap<>();

  World(Universe universe) {
    this.universe = universe;
    LocalDate[] dates =
        LocalDate.ofEpochDay(universe.firstDay())
            .datesUntil(universe.lastDay().plusDays(1))
            .filter(World::isBusinessDay)
            .toArray(LocalDate[]::new);
    days = Arrays.stream(dates).mapToInt(Days::of).toArray();
    open = new boolean[Market.values().length][days.length];
    moves = new double[Market.values().length][days.length];
    double[] everywhere = new double[days.length];
    Draws draws = new Draws(universe.seed(), "world", 0);
    Arrays.setAll(everywhere, i -> 0.0002 + 0.006 * draws.normal());
    for (Market market : Market.values()) {
      Draws own = new Draws(universe.seed(), "market", market.ordinal());
      for (int i = 0; i < days.length; i++) {
        open[market.ordinal()][i] = market.isOpen(dates[i]);
        moves[market.ordinal()][i] = everywhere[i] + 0.005 * own.normal();
      }
    }
    LEVELS.forEach((currency, level) -> rates.put(currency, rates(currency, level)));
    double[] dollar = new double[days.length];
    Arrays.fill(dollar, 1);
    rates.put("USD", dollar);
  }

  private static boolean isBusinessDay(LocalDate date) {
    return date.getDayOfWeek() != DayOfWeek.SATURDAY
        && date.getDayOfWeek() != DayOfWeek.SUNDAY
        && !(date.getDayOfMonth() == 1 && date.getMonthValue() == 1)
        && !(date.getDayOfMonth() == 25 && date.getMonthValue() == 12);
  }

  /** A walk that is pulled back to its level, so that decades do not carry it away. */
  private double[] rates(String currency, double level) {
    Draws draws = new Draws(universe.seed(), "rate " + currency, 0);
    double deviation = currency.equals("HKD") ? 0.0002 : 0.005;
    double[] path = new double[days.length];
    double rate = level;
    for (int i = 0; i < path.length; i++) {
      rate *= 1 + deviation * draws.normal() - 0.002 * (rate / level - 1);
      path[i] = rate;
    }
    return path;
  }

  boolean isOpen(Market market, int place) {
    return open[market.ordinal()][place];
  }

  /** The day's change of the whole market, a fraction. */
  double move(Market market, int place) {
    return moves[market.ordinal()][place];
  }

  /** Dollars per unit of a major currency. */
  double rate(String currency, int place) {
    return rates.get(currency)[place];
  }

  /** Place of the first trading day on or after {@code day}; the number of days if none is. */
  int placeOf(int day) {
    int place = Arrays.binarySearch(days, day);
    return place >= 0 ? place : -place - 1;
  }
}
