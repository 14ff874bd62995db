package org.rerate.valuation;

import static org.apache.spark.sql.functions.broadcast;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.rerate.domain.Days;
import org.rerate.domain.Knowledge;
import org.rerate.series.Cut;
import org.rerate.storage.Warehouse;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * What the rows that came in since an earlier valuation can have changed. A row counts from its
 * business day on; under {@code as_was} not before the day on which it was known; under an instant
 * only if it was known by then. That is why values of past days stand as they are whatever is
 * loaded late.
 */
public final class ChangedInputs {

  /** Rows that reach every day whatever is known of them, as their existence alone counts. */
  private static final String ALL_DAYS = String.valueOf(Scope.ALWAYS);

  /** Tables of rows that name an issuer, and SQL of the first day that a row can change. */
  private static final Map<FeedSpec, String> OF_ISSUERS =
      Map.of(
          MarketTables.ISSUERS, ALL_DAYS,
          MarketTables.MARKET_CAPS, "unix_date(trade_date)",
          MarketTables.ESTIMATES, "unix_date(as_of_date)",
          MarketTables.ACTUALS, "unix_date(reported_on)");

  /** The same for rows that name a line; for actions see {@link #adjusted}. */
  private static final Map<FeedSpec, String> OF_LINES =
      Map.of(
          MarketTables.SECURITIES,
          ALL_DAYS,
          MarketTables.PRICES,
          "unix_date(trade_date)",
          MarketTables.SHARES,
          "unix_date(effective_date)",
          MarketTables.CORPORATE_ACTIONS,
          "unix_date(ex_date)");

  /** Tables whose rows name neither. */
  private static final List<FeedSpec> OTHERS =
      List.of(MarketTables.FX, MarketTables.BASKETS, MarketTables.MEMBERS);

  private static final String KNOWN_DAY = "int(floor(unix_micros(known_at) / 86400000000))";

  /** More dates than this are asked for as a range. */
  private static final int MOST_DATES = 500;

  /** More lines than this are not asked for by name. */
  private static final int MOST_LINES = 1000;

  private final Warehouse warehouse;
  private final Cut cut;
  private final Map<FeedSpec, List<String>> runs = new HashMap<>();

  private ChangedInputs(Warehouse warehouse, Cut cut) {
    this.warehouse = warehouse;
    this.cut = cut;
  }

  /**
   * What the rows can have changed.
   *
   * @param versions table name to the version that the earlier valuation read
   * @param requests the baskets that are valued
   * @return empty if the tables no longer tell which rows came in since
   */
  public static Optional<Reach> since(
      Warehouse warehouse, Cut cut, Map<String, String> versions, List<BasketRequest> requests) {
    ChangedInputs changed = new ChangedInputs(warehouse, cut);
    if (!changed.findRuns(versions)) {
      return Optional.empty();
    }
    return Optional.of(changed.reach(requests));
  }

  private boolean findRuns(Map<String, String> versions) {
    Set<FeedSpec> feeds = new HashSet<>(OTHERS);
    feeds.addAll(OF_ISSUERS.keySet());
    feeds.addAll(OF_LINES.keySet());
    for (FeedSpec feed : feeds) {
      OptionalLong now = warehouse.version(feed.table());
      long then = Long.parseLong(versions.getOrDefault(feed.table().fullName(), "-1"));
      if (now.isEmpty() || now.getAsLong() == then) {
        continue;
      }
      Optional<List<String>> committers =
          warehouse.committers(feed.table(), then + 1, now.getAsLong());
      if (now.getAsLong() < then || committers.isEmpty()) {
        return false;
      }
      runs.put(feed, committers.get());
    }
    return true;
  }

  private Reach reach(List<BasketRequest> requests) {
    Map<String, Integer> issuers = new ConcurrentHashMap<>();
    Map<String, Integer> baskets = new ConcurrentHashMap<>();
    Set<Integer> newDays = ConcurrentHashMap.newKeySet();
    AtomicInteger ratesFrom = new AtomicInteger(Scope.NEVER);
    List<Runnable> questions = new ArrayList<>();
    questions.add(() -> baskets.putAll(touchedBaskets(requests)));
    whereChanged(
        OF_LINES, (feed, day) -> questions.add(() -> collect(byOwner(feed, day), issuers)));
    whereChanged(
        OF_ISSUERS, (feed, day) -> questions.add(() -> collect(byIssuer(feed, day), issuers)));
    if (runs.containsKey(MarketTables.PRICES)) {
      questions.add(() -> newDays.addAll(newDays()));
    }
    if (runs.containsKey(MarketTables.FX)) {
      questions.add(() -> ratesFrom.set(ratesFrom()));
    }
    warehouse.together(questions);
    return new Reach(newDays, Spans.from(ratesFrom.get()), spans(issuers), spans(baskets));
  }

  private void whereChanged(Map<FeedSpec, String> feeds, BiConsumer<FeedSpec, String> action) {
    feeds.forEach(
        (feed, day) -> {
          if (runs.containsKey(feed)) {
            action.accept(feed, day);
          }
        });
  }

  private static Map<String, Spans> spans(Map<String, Integer> firstDays) {
    Map<String, Spans> spans = new HashMap<>();
    firstDays.forEach((name, from) -> spans.put(name, Spans.from(from)));
    return spans;
  }

  private Dataset<Row> fresh(FeedSpec feed) {
    return recorded(warehouse.read(feed.table())).where(isFresh(feed));
  }

  private String isFresh(FeedSpec feed) {
    return Warehouse.anyOf("run_id", runs.getOrDefault(feed, List.of()));
  }

  /** The fresh rows that may be seen on any day. */
  private Dataset<Row> visible(FeedSpec feed) {
    Knowledge knowledge = cut.knowledge();
    return knowledge.kind() == Knowledge.Kind.INSTANT
        ? fresh(feed).where("unix_micros(known_at) <= " + Days.micros(knowledge.instant()))
        : fresh(feed);
  }

  /** Key and first day of each fresh row: its own day, but as it was not before it was known. */
  private Dataset<Row> firstDays(FeedSpec feed, String key, String day) {
    if (day.equals(ALL_DAYS)) {
      return fresh(feed).selectExpr(key, "int(" + day + ") AS day");
    }
    boolean asWas = cut.knowledge().kind() == Knowledge.Kind.AS_WAS;
    Dataset<Row> rows = visible(feed);
    if (feed.equals(MarketTables.PRICES)) {
      rows = rows.where("basis <> 'TOTAL_RETURN'");
    } else if (feed.equals(MarketTables.CORPORATE_ACTIONS)) {
      rows = rows.where("action <> 'cash_dividend'");
    } else if (feed.equals(MarketTables.ESTIMATES) || feed.equals(MarketTables.ACTUALS)) {
      rows = rows.where("metric IN ('net_income', 'eps')");
    }
    return rows.selectExpr(
        key, (asWas ? "greatest(" + day + ", " + KNOWN_DAY + ")" : day) + " AS day");
  }

  private Dataset<Row> byIssuer(FeedSpec feed, String day) {
    return firstDays(feed, "issuer_id", day).where("issuer_id IS NOT NULL");
  }

  /** By every issuer that the line was ever filed under. */
  private Dataset<Row> byOwner(FeedSpec feed, String day) {
    Dataset<Row> owners =
        warehouse
            .read(MarketTables.SECURITIES.table())
            .where("issuer_id IS NOT NULL")
            .select("security_id", "issuer_id")
            .distinct();
    Dataset<Row> days = firstDays(feed, "security_id", day);
    return (feed.equals(MarketTables.CORPORATE_ACTIONS) ? days.unionAll(adjusted()) : days)
        .groupBy("security_id")
        .agg(functions.min("day").as("day"))
        .join(broadcast(owners), "security_id")
        .select("issuer_id", "day");
  }

  /**
   * Lines with a fresh action, every day of which it reaches: it also undoes the adjustment of
   * closes before its ex-date, whenever it was known. Lines quoted as traded are not among them.
   */
  private Dataset<Row> adjusted() {
    Dataset<Row> lines =
        fresh(MarketTables.CORPORATE_ACTIONS)
            .where("action <> 'cash_dividend'")
            .select("security_id")
            .distinct();
    List<String> named = lines.limit(MOST_LINES + 1).as(Encoders.STRING()).collectAsList();
    Dataset<Row> closes =
        warehouse.read(MarketTables.PRICES.table()).where("basis = 'SPLIT_ADJUSTED'");
    return (named.size() > MOST_LINES
            ? closes.join(broadcast(lines), "security_id")
            : closes.where(Warehouse.anyOf("security_id", named)))
        .select("security_id")
        .distinct()
        .selectExpr("security_id", "int(" + ALL_DAYS + ") AS day");
  }

  private static void collect(Dataset<Row> rows, Map<String, Integer> firstDays) {
    for (Row row : rows.groupBy("issuer_id").min("day").collectAsList()) {
      firstDays.merge(row.getString(0), row.getInt(1), Math::min);
    }
  }

  private Map<String, Integer> touchedBaskets(List<BasketRequest> requests) {
    Map<String, Integer> baskets = new HashMap<>();
    boolean described = runs.containsKey(MarketTables.BASKETS);
    boolean filled = runs.containsKey(MarketTables.MEMBERS);
    if (described || filled) {
      // A basket that was not there has rows from the first day on, whatever is known of it.
      Set<String> added = baskets(true);
      added.removeAll(baskets(false));
      added.forEach(basket -> baskets.put(basket, Scope.ALWAYS));
    }
    if (filled) {
      touchedByMembers(requests, baskets);
    }
    return baskets;
  }

  private Set<String> baskets(boolean fresh) {
    Set<String> names = new HashSet<>();
    for (FeedSpec feed : List.of(MarketTables.BASKETS, MarketTables.MEMBERS)) {
      names.addAll(
          warehouse
              .read(feed.table())
              .where((fresh ? "" : "NOT ") + isFresh(feed))
              .select("basket_id")
              .distinct()
              .as(Encoders.STRING())
              .collectAsList());
    }
    return names;
  }

  private void touchedByMembers(List<BasketRequest> requests, Map<String, Integer> baskets) {
    Map<String, List<BasketRequest>> byBasket = new HashMap<>();
    for (BasketRequest request : requests) {
      byBasket.computeIfAbsent(request.basketId(), b -> new ArrayList<>()).add(request);
    }
    for (Row row :
        visible(MarketTables.MEMBERS)
            .selectExpr("basket_id", "unix_date(valid_from)", KNOWN_DAY)
            .distinct()
            .collectAsList()) {
      for (BasketRequest request : byBasket.getOrDefault(row.getString(0), List.of())) {
        int from =
            request.membership().firstDayChangedBy(row.getInt(1), row.getInt(2), cut.knowledge());
        baskets.merge(row.getString(0), from, Math::min);
      }
    }
    baskets.values().removeIf(from -> from == Scope.NEVER);
  }

  /** Days on which a close came in for the first time: they have to be valued for everyone. */
  private Set<Integer> newDays() {
    Set<Integer> brought = new TreeSet<>(days(fresh(MarketTables.PRICES)));
    if (!brought.isEmpty()) {
      List<String> dates = brought.stream().map(day -> "DATE'" + Days.date(day) + "'").toList();
      String among =
          dates.size() > MOST_DATES
              ? "trade_date >= " + dates.get(0)
              : "trade_date IN (" + String.join(", ", dates) + ")";
      days(recorded(warehouse.read(MarketTables.PRICES.table()))
              .where(among)
              .where("NOT " + isFresh(MarketTables.PRICES)))
          .forEach(brought::remove);
    }
    return brought;
  }

  private Dataset<Row> recorded(Dataset<Row> rows) {
    return cut.recordedBy() == null
        ? rows
        : rows.where("unix_micros(ingested_at) <= " + cut.recordedLimit());
  }

  private static List<Integer> days(Dataset<Row> prices) {
    return prices.selectExpr("unix_date(trade_date)").distinct().as(Encoders.INT()).collectAsList();
  }

  /** A rate reaches everyone. */
  private int ratesFrom() {
    Row least =
        firstDays(MarketTables.FX, "currency", "unix_date(rate_date)")
            .selectExpr("min(day)")
            .head();
    return least.isNullAt(0) ? Scope.NEVER : least.getInt(0);
  }
}
