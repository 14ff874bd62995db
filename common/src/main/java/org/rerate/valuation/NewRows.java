package org.rerate.valuation;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.rerate.domain.Days;
import org.rerate.series.AsOf;
import org.rerate.storage.Filter;
import org.rerate.storage.TableScan;
import org.rerate.storage.Warehouse;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * Asks of the rows of some runs. A day's rows are looked up in this process; those of a bulk load
 * are Spark's.
 */
final class NewRows {

  /** More lines than this are not asked for by name. */
  private static final int MOST_LINES = 1000;

  private final Warehouse warehouse;
  private final AsOf asOf;
  private final Map<FeedSpec, List<String>> runs;
  private final boolean here;

  /**
   * @param runs the runs, by feed
   * @param here false to leave all to Spark, however little it is
   */
  NewRows(Warehouse warehouse, AsOf asOf, Map<FeedSpec, List<String>> runs, boolean here) {
    this.warehouse = warehouse;
    this.asOf = asOf;
    this.runs = runs;
    this.here = here;
  }

  /** True if there may be any. */
  boolean has(FeedSpec feed) {
    return runs.containsKey(feed);
  }

  /** Each owner's first day on which one of the rows counts. */
  Map<String, Integer> firstDays(ImpactRule fresh) {
    Map<String, Integer> days = new HashMap<>();
    String[] columns =
        fresh.day() == null
            ? new String[] {fresh.owner()}
            : new String[] {fresh.owner(), fresh.day(), "known_at"};
    TableScan scan = visible(scan(fresh.feed(), columns), fresh.knownLimit(asOf));
    fresh.condition().ifPresent(scan::where);
    scan.where(Filter.present(fresh.owner()));
    if (!isSmall(scan)) {
      scan.rows()
          .selectExpr(fresh.owner() + " AS owner", fresh.firstDay(asOf.knowledge()) + " AS day")
          .groupBy("owner")
          .min("day")
          .collectAsList()
          .forEach(row -> days.put(row.getString(0), row.getInt(1)));
      return days;
    }
    scan.forEach(
        row -> {
          boolean everyDay = columns.length == 1;
          int own = everyDay ? 0 : row.whole(1, RecomputeScope.ALWAYS);
          int known = everyDay ? 0 : Days.dayOf(row.whole(2, Long.MIN_VALUE));
          days.merge(row.text(0), fresh.firstDay(own, known, asOf.knowledge()), Math::min);
        });
    return days;
  }

  private boolean isSmall(TableScan scan) {
    return here && scan.isSmall();
  }

  /**
   * Lines with an action among the rows, every day of which it reaches: it also undoes the
   * adjustment of closes, counts and EPS before its ex-date, whenever it was known. Lines of which
   * nothing is adjusted are not among them.
   */
  Collection<String> adjustedLines() {
    if (!has(MarketTables.CORPORATE_ACTIONS)) {
      return List.of();
    }
    TableScan actions =
        scan(MarketTables.CORPORATE_ACTIONS, "security_id")
            .where(Filter.notIn("action", List.of("cash_dividend")));
    Dataset<Row> lines = actions.rows().select("security_id").distinct();
    List<String> named =
        isSmall(actions)
            ? actions.texts().stream().distinct().toList()
            : lines.limit(MOST_LINES + 1).as(Encoders.STRING()).collectAsList();
    if (named.isEmpty()) {
      return List.of();
    }
    Dataset<Row> closes =
        warehouse.read(MarketTables.PRICES.table()).where("basis = 'SPLIT_ADJUSTED'");
    Set<String> adjusted =
        new HashSet<>(
            (named.size() > MOST_LINES
                    ? closes.join(functions.broadcast(lines), "security_id")
                    : closes.where(Filter.in("security_id", named).sql()))
                .select("security_id")
                .distinct()
                .as(Encoders.STRING())
                .collectAsList());
    Set<String> others = new HashSet<>(linesOfAdjustedCounts());
    others.addAll(linesOfAdjustedEps());
    if (named.size() <= MOST_LINES) {
      others.retainAll(Set.copyOf(named));
    }
    adjusted.addAll(others);
    return adjusted;
  }

  private List<String> linesOfAdjustedCounts() {
    return warehouse
        .scan(MarketTables.SHARES.table(), "security_id")
        .where(Filter.in("basis", List.of("SPLIT_ADJUSTED")))
        .texts();
  }

  private Set<String> linesOfAdjustedEps() {
    Set<String> issuers = new HashSet<>();
    for (FeedSpec feed : List.of(MarketTables.ESTIMATES, MarketTables.ACTUALS)) {
      issuers.addAll(
          warehouse
              .scan(feed.table(), "issuer_id")
              .where(Filter.in("metric", List.of("eps")))
              .where(Filter.present("adjusted_to"))
              .texts());
    }
    return issuers.isEmpty() ? Set.of() : IssuersOfLines.owners(warehouse, issuers).keySet();
  }

  /** Baskets that are named by the rows and by no others. */
  Set<String> newBaskets() {
    Set<String> ours = new HashSet<>();
    Set<String> others = new HashSet<>();
    for (FeedSpec feed : List.of(MarketTables.BASKETS, MarketTables.MEMBERS)) {
      ours.addAll(scan(feed, "basket_id").texts());
      others.addAll(
          warehouse
              .scan(feed.table(), "basket_id")
              .where(Filter.notIn("run_id", ofRuns(feed)))
              .texts());
    }
    ours.removeAll(others);
    return ours;
  }

  /** A membership that begins. */
  record Joined(String basket, int validFrom, int knownDay) {}

  /** The memberships that may be seen on any day. */
  Set<Joined> memberships() {
    Set<Joined> joined = new HashSet<>();
    long limit = asOf.knowledge().isFixed() ? asOf.knowledge().limit(0) : Long.MAX_VALUE;
    visible(scan(MarketTables.MEMBERS, "basket_id", "valid_from", "known_at"), limit)
        .forEach(
            row ->
                joined.add(
                    new Joined(
                        row.text(0),
                        row.whole(1, RecomputeScope.ALWAYS),
                        Days.dayOf(row.whole(2, Long.MIN_VALUE)))));
    return joined;
  }

  /** Days on which a close came in for the first time. */
  Set<Integer> newDays() {
    Set<Integer> brought = days(scan(MarketTables.PRICES, "trade_date"));
    if (!brought.isEmpty()) {
      brought.removeAll(
          days(
              recorded(warehouse.scan(MarketTables.PRICES.table(), "trade_date"))
                  .where(Filter.days("trade_date", brought))
                  .where(Filter.notIn("run_id", ofRuns(MarketTables.PRICES)))));
    }
    return brought;
  }

  private Set<Integer> days(TableScan prices) {
    Set<Integer> days = new HashSet<>();
    if (isSmall(prices)) {
      prices.forEach(row -> days.add(row.whole(0, 0)));
    } else {
      days.addAll(
          prices
              .rows()
              .selectExpr("unix_date(trade_date)")
              .distinct()
              .as(Encoders.INT())
              .collectAsList());
    }
    return days;
  }

  private TableScan scan(FeedSpec feed, String... columns) {
    return recorded(warehouse.scan(feed.table(), columns)).where(Filter.in("run_id", ofRuns(feed)));
  }

  private List<String> ofRuns(FeedSpec feed) {
    return runs.getOrDefault(feed, List.of());
  }

  private TableScan recorded(TableScan rows) {
    return asOf.recordedBy() == null
        ? rows
        : rows.where(Filter.notAfter("ingested_at", asOf.recordedLimit()));
  }

  private static TableScan visible(TableScan rows, long limit) {
    return limit == Long.MAX_VALUE ? rows : rows.where(Filter.notAfter("known_at", limit));
  }
}
