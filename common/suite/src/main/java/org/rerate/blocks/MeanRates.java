package org.rerate.blocks;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.rerate.domain.MinorUnit;
import org.rerate.domain.Status;
import org.rerate.engine.filter.Filter;
import org.rerate.history.AsOf;
import org.rerate.table.MarketTables;

/**
 * Mean daily rates over fiscal periods as known on one day: what a flow of money is converted at
 * (methodology section 7).
 *
 * <p>The mean is over the days that have a rate, each counted once; weekends and holidays have none
 * and are not filled. Where more than {@code fx_max_age_days} in a row have none, at an end of the
 * period or inside it, the mean would not speak for the period and is missing: {@code STALE_FX}, or
 * {@code NO_FX} without any rate.
 */
public final class MeanRates {

  private final Map<String, TreeMap<Integer, Double>> rates = new HashMap<>();
  private final int maxAgeDays;

  /**
   * The rates as known on {@code day}.
   *
   * @param from first day of the earliest period that will be asked for
   * @param maxAgeDays longest stretch of days without a rate
   */
  public MeanRates(ReferenceData references, AsOf asOf, int from, int day, int maxAgeDays) {
    this.maxAgeDays = maxAgeDays;
    Filter range = Filter.days("rate_date", from, day);
    for (Fact rate : Facts.of(references, asOf, MarketTables.FX, range).on(day)) {
      String currency = rate.text("currency");
      rates
          .computeIfAbsent(MinorUnit.majorOf(currency), c -> new TreeMap<>())
          .put(rate.day("rate_date"), rate.number("usd_per_unit") / MinorUnit.factorOf(currency));
    }
  }

  /** Mean dollars per unit over {@code [from, to]}; NaN if missing. */
  public double usd(String currency, int from, int to) {
    if (status(currency, from, to) != Status.OK) {
      return Double.NaN;
    }
    if (isDollar(currency)) {
      return MinorUnit.factorOf(currency);
    }
    double mean =
        of(currency).subMap(from, true, to, true).values().stream()
            .mapToDouble(Double::doubleValue)
            .average()
            .orElse(Double.NaN);
    return mean * MinorUnit.factorOf(currency);
  }

  /** OK, or why {@link #usd} is missing. */
  public Status status(String currency, int from, int to) {
    if (isDollar(currency)) {
      return Status.OK;
    }
    int last = from - 1;
    boolean hole = false;
    for (int day : of(currency).subMap(from, true, to, true).keySet()) {
      hole |= day - last - 1 > maxAgeDays;
      last = day;
    }
    if (last < from) {
      return Status.NO_FX;
    }
    return hole || to - last > maxAgeDays ? Status.STALE_FX : Status.OK;
  }

  private NavigableMap<Integer, Double> of(String currency) {
    return rates.getOrDefault(MinorUnit.majorOf(currency), new TreeMap<>());
  }

  private static boolean isDollar(String currency) {
    return MinorUnit.majorOf(currency).equals("USD");
  }
}
