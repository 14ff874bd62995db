package org.rerate.valuation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rerate.domain.Knowledge;
import org.rerate.domain.Metric;
import org.rerate.engine.filter.Filter;
import org.rerate.history.AsOf;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * Which rows of a feed can change a value, and from which day on. A row counts from its business
 * day on; under {@code as_was} not before the day on which it was known; under an instant only if
 * it was known by then.
 *
 * @param feed the table
 * @param owner column that says whose value it can change
 * @param day column of the day from which a row counts; null if its existence alone counts, on
 *     every day and whatever is known of it
 * @param tested column by which rows that no value reads are told; null if every row counts
 * @param wanted true if the rows with one of the words count, false if the others do
 * @param words the words
 */
record ImpactRule(
    FeedSpec feed, String owner, String day, String tested, boolean wanted, List<String> words) {

  private static final List<String> OF_EARNINGS =
      Arrays.stream(Metric.values()).filter(Metric::isOfEarnings).map(Metric::word).toList();

  private static final String ISSUER = "issuer_id";
  private static final String LINE = "security_id";

  /** Feeds whose rows name an issuer. */
  static final List<ImpactRule> OF_ISSUERS =
      List.of(
          everyDay(MarketTables.ISSUERS, ISSUER),
          all(MarketTables.MARKET_CAPS, ISSUER, "trade_date"),
          earnings(MarketTables.ESTIMATES, "as_of_date"),
          earnings(MarketTables.ACTUALS, "reported_on"));

  /** Feeds whose rows name an issuer and change no cap and no earnings, but other figures. */
  static final List<ImpactRule> OF_FIGURES =
      List.of(
          figures(MarketTables.ESTIMATES, "as_of_date"),
          figures(MarketTables.ACTUALS, "reported_on"));

  /** Feeds whose rows name a line. */
  static final List<ImpactRule> OF_LINES =
      List.of(
          everyDay(MarketTables.SECURITIES, LINE),
          except(MarketTables.PRICES, "trade_date", "basis", "TOTAL_RETURN"),
          all(MarketTables.SHARES, LINE, "effective_date"),
          except(MarketTables.CORPORATE_ACTIONS, "ex_date", "action", "cash_dividend"));

  /** What lines pay, which changes returns and no cap. */
  static final ImpactRule DIVIDENDS =
      new ImpactRule(
          MarketTables.CORPORATE_ACTIONS,
          LINE,
          "ex_date",
          "action",
          true,
          List.of("cash_dividend"));

  /** Rates, which reach everyone. */
  static final ImpactRule RATES = all(MarketTables.FX, "currency", "rate_date");

  private static ImpactRule everyDay(FeedSpec feed, String owner) {
    return new ImpactRule(feed, owner, null, null, false, List.of());
  }

  private static ImpactRule all(FeedSpec feed, String owner, String day) {
    return new ImpactRule(feed, owner, day, null, false, List.of());
  }

  private static ImpactRule except(FeedSpec feed, String day, String tested, String word) {
    return new ImpactRule(feed, LINE, day, tested, false, List.of(word));
  }

  private static ImpactRule earnings(FeedSpec feed, String day) {
    return new ImpactRule(feed, ISSUER, day, "metric", true, OF_EARNINGS);
  }

  private static ImpactRule figures(FeedSpec feed, String day) {
    return new ImpactRule(feed, ISSUER, day, "metric", false, OF_EARNINGS);
  }

  /** The rows that count, as a condition; empty if all do. */
  Optional<Filter> condition() {
    return tested == null
        ? Optional.empty()
        : Optional.of(wanted ? Filter.in(tested, words) : Filter.notIn(tested, words));
  }

  /** The day from which a row counts. */
  int firstDay(int own, int knownDay, Knowledge knowledge) {
    if (day == null) {
      return RecomputeScope.ALWAYS;
    }
    return isAsWas(knowledge) ? Math.max(own, knownDay) : own;
  }

  private static boolean isAsWas(Knowledge knowledge) {
    return knowledge.kind() == Knowledge.Kind.AS_WAS;
  }

  /** Greatest {@code known_at} with which a row may be seen on any day, microseconds of UTC. */
  long knownLimit(AsOf asOf) {
    return day != null && asOf.knowledge().kind() == Knowledge.Kind.INSTANT
        ? asOf.knowledge().limit(0)
        : Long.MAX_VALUE;
  }
}
