package org.rerate.valuation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.rerate.domain.Days;
import org.rerate.engine.delta.TableScan;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.filter.KeySet;
import org.rerate.history.AsOf;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * Asks of the rows of some runs. Files are read side by side, and of each row only what it changes
 * is kept: the names and days of a bulk load, not its rows.
 */
final class NewRows {

  private final Warehouse warehouse;
  private final AsOf asOf;
  private final Map<FeedSpec, List<String>> runs;

  /** The rows of {@code runs}, by feed. */
  NewRows(Warehouse warehouse, AsOf asOf, Map<FeedSpec, List<String>> runs) {
    this.warehouse = warehouse;
    this.asOf = asOf;
    this.runs = runs;
  }

  /** True if there may be any. */
  boolean has(FeedSpec feed) {
    return runs.containsKey(feed);
  }

  /** Each owner's first day on which one of the rows counts. */
  Map<String, Integer> firstDays(ImpactRule rule) {
    boolean everyDay = rule.day() == null;
    String[] columns =
        everyDay
            ? new String[] {rule.owner()}
            : new String[] {rule.owner(), rule.day(), "known_at"};
    TableScan scan = visible(scan(rule.feed(), columns), rule.knownLimit(asOf));
    rule.condition().ifPresent(scan::where);
    Map<String, Integer> days = new ConcurrentHashMap<>();
    scan.where(Filter.present(rule.owner()))
        .forEachSideBySide(
            row -> {
              int own = everyDay ? 0 : row.whole(1, RecomputeScope.ALWAYS);
              int known = everyDay ? 0 : Days.dayOf(row.whole(2, Long.MIN_VALUE));
              days.merge(row.text(0), rule.firstDay(own, known, asOf.knowledge()), Math::min);
            });
    return days;
  }

  /**
   * Lines with an action among the rows, every day of which it reaches: it also undoes the
   * adjustment of closes, counts and EPS before its ex-date, whenever it was known. Lines of which
   * nothing is adjusted are not among them.
   */
  Set<String> adjustedLines() {
    if (!has(MarketTables.CORPORATE_ACTIONS)) {
      return Set.of();
    }
    Set<String> lines =
        texts(
            scan(MarketTables.CORPORATE_ACTIONS, "security_id")
                .where(Filter.notIn("action", List.of("cash_dividend"))));
    if (lines.isEmpty()) {
      return lines;
    }
    Filter ofLines = Filter.in("security_id", lines);
    Filter isAdjusted = Filter.is("basis", "SPLIT_ADJUSTED");
    Set<String> adjusted = new HashSet<>();
    for (FeedSpec feed : List.of(MarketTables.PRICES, MarketTables.SHARES)) {
      adjusted.addAll(
          texts(warehouse.scan(feed.table(), "security_id").where(ofLines).where(isAdjusted)));
    }
    Set<String> others = new HashSet<>(linesOfAdjustedEps());
    others.retainAll(lines);
    adjusted.addAll(others);
    return adjusted;
  }

  private Set<String> linesOfAdjustedEps() {
    Set<String> issuers = new HashSet<>();
    for (FeedSpec feed : List.of(MarketTables.ESTIMATES, MarketTables.ACTUALS)) {
      issuers.addAll(
          texts(
              warehouse
                  .scan(feed.table(), "issuer_id")
                  .where(Filter.in("metric", List.of("eps")))
                  .where(Filter.present("adjusted_to"))));
    }
    return issuers.isEmpty()
        ? Set.of()
        : IssuersOfLines.owners(warehouse, KeySet.of(issuers)).keySet();
  }

  /** The different texts of the first column. */
  private static Set<String> texts(TableScan scan) {
    Set<String> texts = ConcurrentHashMap.newKeySet();
    scan.forEachSideBySide(row -> texts.add(row.text(0)));
    return texts;
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

  /** Metrics that are named by the rows of estimates and reported figures and by no others. */
  Set<String> newMetrics() {
    Set<String> ours = new HashSet<>();
    Set<String> others = new HashSet<>();
    for (FeedSpec feed : List.of(MarketTables.ESTIMATES, MarketTables.ACTUALS)) {
      if (has(feed)) {
        ours.addAll(texts(scan(feed, "metric")));
      }
    }
    for (FeedSpec feed : List.of(MarketTables.ESTIMATES, MarketTables.ACTUALS)) {
      if (!others.containsAll(ours)) {
        others.addAll(
            texts(
                recorded(warehouse.scan(feed.table(), "metric"))
                    .where(Filter.in("metric", ours))
                    .where(Filter.notIn("run_id", ofRuns(feed)))));
      }
    }
    ours.removeAll(others);
    return ours;
  }

  /** Days of rates that can be seen. */
  Set<Integer> rateDays() {
    Set<Integer> days = ConcurrentHashMap.newKeySet();
    visible(scan(MarketTables.FX, "rate_date"), ImpactRule.RATES.knownLimit(asOf))
        .forEachSideBySide(row -> days.add(row.whole(0, 0)));
    return days;
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

  private static Set<Integer> days(TableScan prices) {
    Set<Integer> days = ConcurrentHashMap.newKeySet();
    prices.forEachSideBySide(row -> days.add(row.whole(0, 0)));
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
