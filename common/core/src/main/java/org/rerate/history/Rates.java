package org.rerate.history;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.rerate.domain.FixedConversion;
import org.rerate.domain.MinorUnit;
import org.rerate.domain.Status;

/**
 * Dollars per unit of every currency on every valued day: the last visible rate of that day or
 * before, at most so many days old; the dollar is 1 (methodology 2.8). A currency that ceased is
 * converted at its fixed rate after its last quoted one ({@link FixedConversion}). Made once, sent
 * everywhere.
 */
public final class Rates implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Number of the US dollar. */
  public static final int USD = 0;

  private final List<String> codes;
  private final Map<String, Quote> quotes;
  private final double[][] rates;
  private final byte[][] statuses;

  private Rates(List<String> codes, double[][] rates, byte[][] statuses) {
    this.codes = codes;
    this.rates = rates;
    this.statuses = statuses;
    this.quotes = new HashMap<>();
    for (int i = 0; i < codes.size(); i++) {
      quotes.put(codes.get(i), new Quote(i, 1.0));
    }
    MinorUnit.ALL.forEach(
        (minor, unit) -> {
          Quote major = quotes.get(unit.major());
          if (major != null) {
            quotes.put(minor, new Quote(major.number(), unit.factor()));
          }
        });
  }

  /**
   * Which series of rates a code is quoted in.
   *
   * @param number the number of the currency's major unit
   * @param factor how many major units the code's unit is
   */
  public record Quote(int number, double factor) implements Serializable {}

  /** How a currency is quoted; null if no rate of it was ever on file. */
  public Quote quote(String currency) {
    return quotes.get(currency);
  }

  /** Every code that is quoted on any day, minor units too, in order. */
  public SortedSet<String> quoted() {
    return new TreeSet<>(quotes.keySet());
  }

  /** Dollars per unit of a code that is quoted; NaN if missing. */
  public double usd(Quote quote, int dayIndex) {
    return rates[quote.number()][dayIndex] * quote.factor();
  }

  /** Dollars per unit of the currency with that {@link Quote#number}; NaN if missing. */
  public double usd(int number, int dayIndex) {
    return rates[number][dayIndex];
  }

  /** OK, or why {@link #usd(Quote, int)} is missing: NO_FX, STALE_FX; NO_FX for null. */
  public Status status(Quote quote, int dayIndex) {
    return quote == null ? Status.NO_FX : Status.of(statuses[quote.number()][dayIndex]);
  }

  /** The code of a currency's {@link Quote#number}. */
  public String code(int number) {
    return codes.get(number);
  }

  /** Dollars per unit of a code (a minor unit counts as its part of the major); NaN if missing. */
  public double usd(String currency, int dayIndex) {
    Quote quote = quote(currency);
    return quote == null ? Double.NaN : usd(quote, dayIndex);
  }

  /** OK, or why {@link #usd(String, int)} is missing: NO_FX, STALE_FX. */
  public Status status(String currency, int dayIndex) {
    return status(quote(currency), dayIndex);
  }

  /**
   * The row that a rate of a day rests on.
   *
   * @param rateDate its day
   * @param knownAt when it could be known, microseconds of UTC
   * @param deliveredAt when it was delivered, microseconds of UTC
   */
  public record RateRow(int rateDate, long knownAt, long deliveredAt) {}

  /**
   * Rates of one day and the rows behind them.
   *
   * @param rates the rates
   * @param rows the last row of each major currency, stale or not
   */
  public record Both(Rates rates, Map<String, RateRow> rows) {}

  /** Gathers the rows of {@code market.fx}. */
  public static final class Builder {

    private final Map<String, FactColumns> rows = new TreeMap<>();

    /** Files one row; a rate of a minor unit serves its major currency. */
    public void add(
        String currency, int day, double usdPerUnit, long knownAt, long deliveredAt, boolean gone) {
      FactColumns block =
          rows.computeIfAbsent(
              MinorUnit.majorOf(currency), c -> new FactColumns(FactKind.RATES, 64));
      int row = block.add();
      block.day[row] = day;
      block.knownAt[row] = knownAt;
      block.deliveredAt[row] = deliveredAt;
      block.retracted[row] = gone ? 1 : 0;
      block.numbers[0][row] = usdPerUnit / MinorUnit.factorOf(currency);
    }

    /** Every day from that of the first row to the last on which the last row is fresh. */
    public int[] days(int maxAgeDays) {
      int first = Integer.MAX_VALUE;
      int last = Integer.MIN_VALUE;
      for (FactColumns block : rows.values()) {
        for (int row = 0; row < block.size(); row++) {
          first = Math.min(first, block.day[row]);
          last = Math.max(last, block.day[row] + maxAgeDays);
        }
      }
      return first > last ? new int[0] : IntStream.rangeClosed(first, last).toArray();
    }

    /** The last row of each major currency on {@code day}, stale or not. */
    public Map<String, RateRow> rowsOn(int day, AsOf asOf) {
      Map<String, RateRow> last = new TreeMap<>();
      rows.forEach(
          (code, block) -> {
            FactHistory versions = asOf.versions(FactKind.RATES, block, -1);
            int row = versions.last(day, asOf.knowledge().limit(day));
            if (row >= 0) {
              last.put(
                  code,
                  new RateRow(versions.day(row), versions.knownAt(row), versions.deliveredAt(row)));
            }
          });
      return last;
    }

    /** The rates on {@code days}, ascending, for someone who sees {@code cut}. */
    public Rates build(int[] days, AsOf asOf, int maxAgeDays) {
      return build(days, days, asOf, maxAgeDays);
    }

    /** The same as known on the days of {@code valued}. */
    public Rates build(int[] days, int[] valued, AsOf asOf, int maxAgeDays) {
      List<String> codes = new ArrayList<>();
      List<double[]> rates = new ArrayList<>();
      List<byte[]> statuses = new ArrayList<>();
      codes.add("USD");
      double[] ones = new double[days.length];
      Arrays.fill(ones, 1.0);
      rates.add(ones);
      statuses.add(new byte[days.length]);
      rows.forEach(
          (code, block) -> {
            if (!code.equals("USD")) {
              codes.add(code);
              double[] rate = new double[days.length];
              byte[] status = new byte[days.length];
              FactHistory versions = asOf.versions(FactKind.RATES, block, -1);
              fill(versions, days, valued, asOf, maxAgeDays, rate, status);
              rates.add(rate);
              statuses.add(status);
            }
          });
      FixedConversion.ALL.forEach(one -> convert(one, days, codes, rates, statuses));
      return new Rates(codes, rates.toArray(double[][]::new), statuses.toArray(byte[][]::new));
    }

    /**
     * Fills the days on which a currency that ceased has no fresh rate of its own by its successor,
     * which is converted first if it ceased too.
     */
    private static void convert(
        FixedConversion one,
        int[] days,
        List<String> codes,
        List<double[]> rates,
        List<byte[]> statuses) {
      FixedConversion.ALL.stream()
          .filter(next -> next.currency().equals(one.successor()))
          .forEach(next -> convert(next, days, codes, rates, statuses));
      int successor = codes.indexOf(one.successor());
      if (successor < 0) {
        return;
      }
      int own = codes.indexOf(one.currency());
      if (own < 0) {
        own = codes.size();
        codes.add(one.currency());
        double[] none = new double[days.length];
        Arrays.fill(none, Double.NaN);
        rates.add(none);
        byte[] missing = new byte[days.length];
        Arrays.fill(missing, Status.NO_FX.code());
        statuses.add(missing);
      }
      int since = (int) one.since().toEpochDay();
      for (int i = 0; i < days.length; i++) {
        if (days[i] >= since && Double.isNaN(rates.get(own)[i])) {
          rates.get(own)[i] = rates.get(successor)[i] / one.unitsPerSuccessor();
          statuses.get(own)[i] = statuses.get(successor)[i];
        }
      }
    }

    private static void fill(
        FactHistory versions,
        int[] days,
        int[] valued,
        AsOf asOf,
        int maxAgeDays,
        double[] rate,
        byte[] status) {
      for (int i = 0; i < days.length; i++) {
        int row = versions.last(days[i], asOf.knowledge().limit(valued[i]));
        boolean fresh = row >= 0 && days[i] - versions.day(row) <= maxAgeDays;
        rate[i] = fresh ? versions.number(row) : Double.NaN;
        status[i] = (fresh ? Status.OK : row < 0 ? Status.NO_FX : Status.STALE_FX).code();
      }
    }
  }
}
