package org.rerate.blocks;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ObjLongConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.rerate.domain.KnownNames;
import org.rerate.domain.Metric;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.TableScan;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.history.AsOf;
import org.rerate.history.FactKind;
import org.rerate.history.MembershipHistory;
import org.rerate.history.Rates;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.VersionOrder;

/**
 * What every issuer needs and is small: rates, memberships, the days to value. Read to the driver
 * once, when it is first asked for; a world of 200 currencies and 5,000 baskets of 100 members is
 * some hundred megabytes at most.
 */
public final class ReferenceData {

  private final Warehouse warehouse;
  private final AsOf asOf;
  private final ReadLog log;
  private final SeriesStore series;
  private volatile int[] days;
  private Rates.Builder rates;
  private Set<Metric> metrics;
  private MembershipHistory memberships;

  /** The references of {@code warehouse} for someone who sees {@code cut}. */
  public ReferenceData(Warehouse warehouse, AsOf asOf) {
    this(warehouse, asOf, null);
  }

  /** The same; what is read is kept in {@code log}, unless that is null. */
  public ReferenceData(Warehouse warehouse, AsOf asOf, ReadLog log) {
    this.warehouse = warehouse;
    this.asOf = asOf;
    this.log = log;
    this.series = new SeriesStore(warehouse);
  }

  /** The tables. */
  public Warehouse warehouse() {
    return warehouse;
  }

  /** What they are seen by. */
  public AsOf asOf() {
    return asOf;
  }

  /** The packed series of the same warehouse. */
  public SeriesStore series() {
    return series;
  }

  /** Keeps the rows of {@code feed} that are about to be read in the log, if there is one. */
  void note(FeedSpec feed, Filter where) {
    if (log != null) {
      log.note(feed, recorded(feed).where(where.sql()));
    }
  }

  /**
   * The days between {@code from} and {@code to}, inclusive, on which any close was taken in,
   * whatever its basis, taken back or not.
   */
  public int[] valuationDays(int from, int to) {
    return IntStream.of(days()).filter(day -> day >= from && day <= to).toArray();
  }

  /** First and last day of any close; null if there is none. */
  public int[] span() {
    int[] all = days();
    return all.length == 0 ? null : new int[] {all[0], all[all.length - 1]};
  }

  private int[] days() {
    if (days == null) {
      days = series.days(asOf).orElseGet(this::scannedDays);
    }
    return days;
  }

  private int[] scannedDays() {
    return days(MarketTables.PRICES, "trade_date").stream().mapToInt(Integer::intValue).toArray();
  }

  /** Dollars per unit of every currency on {@code days}. */
  public Rates rates(int[] days, int maxAgeDays) {
    int last = IntStream.of(days).max().orElse(0);
    int first = IntStream.of(days).min().orElse(0) - maxAgeDays;
    note(MarketTables.FX, Filter.days("rate_date", first, last));
    return rates().build(days, asOf, maxAgeDays);
  }

  /**
   * The same as who values other days knows them.
   *
   * @param valued for each of {@code days} the day that is valued
   */
  public Rates ratesAsKnownOn(int[] days, int[] valued, int maxAgeDays) {
    return rates().build(days, valued, asOf, maxAgeDays);
  }

  /** Dollars per unit of every currency on one day, with the rows behind them. */
  public Rates.Both ratesWithRows(int day, int maxAgeDays) {
    return new Rates.Both(
        rates().build(new int[] {day}, asOf, maxAgeDays), rates().rowsOn(day, asOf));
  }

  /**
   * Units of a currency per US dollar on every day that has a usable rate, by day.
   *
   * @throws RerateException with {@code USAGE} if no rate of the currency is on file
   */
  public NavigableMap<Integer, Double> unitsPerDollar(String currency, int maxAgeDays) {
    int[] days = rates().days(maxAgeDays);
    Rates all = rates().build(days, asOf, maxAgeDays);
    Rates.Quote quote = all.quote(currency);
    if (quote == null) {
      throw RerateException.usage(
          "no rate of the currency '" + currency + "' is loaded",
          KnownNames.said(currency, all.quoted()));
    }
    NavigableMap<Integer, Double> units = new TreeMap<>();
    for (int i = 0; i < days.length; i++) {
      double usd = all.usd(quote, i);
      if (!Double.isNaN(usd)) {
        units.put(days[i], 1 / usd);
      }
    }
    return units;
  }

  private synchronized Rates.Builder rates() {
    if (rates == null) {
      rates = readRates();
    }
    return rates;
  }

  private Rates.Builder readRates() {
    Rates.Builder builder = new Rates.Builder();
    versions(MarketTables.FX, "currency", "rate_date", "usd_per_unit", "retracted", "known_at")
        .forEach(
            (row, delivered) ->
                builder.add(
                    (String) row[0],
                    (Integer) row[1],
                    row[2] == null ? 0 : (Double) row[2],
                    (Long) row[4],
                    delivered,
                    Boolean.TRUE.equals(row[3])));
    return builder;
  }

  /**
   * The metrics of which any estimate or reported figure was taken in, of whatever period, issuer
   * or date, taken back or not.
   */
  public synchronized Set<Metric> metrics() {
    if (metrics == null) {
      metrics = EnumSet.noneOf(Metric.class);
      for (String word : series.metrics(asOf).orElseGet(this::scannedMetrics)) {
        Metric.of(word).ifPresent(metrics::add);
      }
    }
    return metrics;
  }

  private Set<String> scannedMetrics() {
    Set<String> words = new HashSet<>();
    for (FeedSpec feed : List.of(MarketTables.ESTIMATES, MarketTables.ACTUALS)) {
      scan(feed, "metric").forEach(row -> words.add(row.text(0)));
    }
    return words;
  }

  /** Who belongs to which basket. */
  public synchronized MembershipHistory memberships() {
    if (memberships == null) {
      memberships = readMemberships();
    }
    return memberships;
  }

  private MembershipHistory readMemberships() {
    MembershipHistory.Builder builder = new MembershipHistory.Builder();
    scan(MarketTables.BASKETS, "basket_id").forEach(row -> builder.basket(row.text(0)));
    versions(
            MarketTables.MEMBERS,
            "basket_id",
            "issuer_id",
            "subsector",
            "valid_from",
            "valid_to",
            "inclusion_factor",
            "retracted",
            "known_at")
        .forEach(
            (row, delivered) ->
                builder.add(
                    (String) row[0],
                    (String) row[1],
                    (String) row[2],
                    (Integer) row[3],
                    row[4] == null ? FactKind.NONE : (Integer) row[4],
                    row[5] == null ? 1 : (Double) row[5],
                    (Long) row[7],
                    delivered,
                    Boolean.TRUE.equals(row[6])));
    return builder.build(asOf);
  }

  /** Stored versions in the order in which they count, each with the instant of its delivery. */
  interface Ordered {
    void forEach(ObjLongConsumer<Object[]> taker);
  }

  /** The versions of a table with these columns, the last of which is known_at. */
  private Ordered versions(FeedSpec feed, String... columns) {
    return versions(feed, Filter.all(), columns);
  }

  /** The same of the rows that meet {@code where}. */
  Ordered versions(FeedSpec feed, Filter where, String... columns) {
    int first = columns.length;
    List<Object[]> rows = Collections.synchronizedList(new ArrayList<>());
    scan(
            feed,
            Stream.concat(Stream.of(columns), VersionOrder.COLUMNS.stream()).toArray(String[]::new))
        .where(where)
        .forEachSideBySide(row -> rows.add(row.values()));
    rows.sort(Comparator.comparing(row -> VersionOrder.at(row, first - 1, first)));
    return taker -> rows.forEach(row -> taker.accept(row, VersionOrder.delivered(row, first)));
  }

  /** The days of a column of the rows that were taken in, whatever became of them. */
  public NavigableSet<Integer> days(FeedSpec feed, String column) {
    NavigableSet<Integer> found = new TreeSet<>();
    scan(feed, column).forEach(row -> found.add(row.whole(0, FactKind.NONE)));
    found.remove(FactKind.NONE);
    return found;
  }

  /** The texts of a column of the rows that were taken in and meet {@code where}. */
  public NavigableSet<String> texts(FeedSpec feed, String column, Filter where) {
    NavigableSet<String> found = new TreeSet<>();
    scan(feed, column)
        .where(where)
        .forEach(row -> Optional.ofNullable(row.text(0)).ifPresent(found::add));
    return found;
  }

  TableScan scan(FeedSpec feed, String... columns) {
    TableScan scan = warehouse.scan(feed.table(), columns);
    return asOf.recordedBy() == null
        ? scan
        : scan.where(Filter.notAfter("ingested_at", asOf.recordedLimit()));
  }

  /** The market table without the rows taken in after the cut. */
  public Dataset<Row> recorded(FeedSpec feed) {
    Dataset<Row> rows = warehouse.read(feed.table());
    return asOf.recordedBy() == null
        ? rows
        : rows.where(
            functions.col("ingested_at").leq(functions.lit(Timestamp.from(asOf.recordedBy()))));
  }
}
