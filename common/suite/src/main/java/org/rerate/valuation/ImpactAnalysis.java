package org.rerate.valuation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.rerate.engine.delta.TableHistory;
import org.rerate.engine.delta.TableState;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.KeySet;
import org.rerate.history.AsOf;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * What the rows that came in since an earlier valuation can have changed. A row counts from its
 * business day on; under {@code as_was} not before the day on which it was known; under an instant
 * only if it was known by then. That is why values of past days stand as they are whatever is
 * loaded late.
 */
public final class ImpactAnalysis {

  /** Tables whose rows name neither. */
  private static final List<FeedSpec> OTHERS =
      List.of(MarketTables.FX, MarketTables.BASKETS, MarketTables.MEMBERS);

  private final Warehouse warehouse;
  private final AsOf asOf;
  private final Map<FeedSpec, List<String>> runs = new HashMap<>();

  private ImpactAnalysis(Warehouse warehouse, AsOf asOf) {
    this.warehouse = warehouse;
    this.asOf = asOf;
  }

  /**
   * What the rows can have changed.
   *
   * @param read what each of some earlier valuations read: table name to {@link TableState} as text
   * @param requests the baskets that are valued
   * @return empty if the tables no longer tell which rows came in since
   */
  public static Optional<ImpactedDays> since(
      Warehouse warehouse,
      AsOf asOf,
      List<Map<String, String>> read,
      List<BasketRequest> requests) {
    ImpactAnalysis changed = new ImpactAnalysis(warehouse, asOf);
    if (!changed.findRuns(read)) {
      return Optional.empty();
    }
    return Optional.of(changed.impact(new NewRows(warehouse, asOf, changed.runs), requests));
  }

  private boolean findRuns(List<Map<String, String>> read) {
    Set<FeedSpec> feeds = new HashSet<>(OTHERS);
    ImpactRule.OF_ISSUERS.forEach(fresh -> feeds.add(fresh.feed()));
    ImpactRule.OF_LINES.forEach(fresh -> feeds.add(fresh.feed()));
    for (FeedSpec feed : feeds) {
      Set<String> since = new LinkedHashSet<>();
      Set<String> states = new HashSet<>();
      read.forEach(versions -> states.add(versions.get(feed.table().fullName())));
      for (String state : states) {
        Optional<List<String>> committers = committersSince(feed, state);
        if (committers.isEmpty()) {
          return false;
        }
        since.addAll(committers.get());
      }
      if (!since.isEmpty()) {
        runs.put(feed, List.copyOf(since));
      }
    }
    return true;
  }

  /** The runs that wrote since a state; since ever if the table was not there, which is null. */
  private Optional<List<String>> committersSince(FeedSpec feed, String state) {
    TableHistory history = warehouse.history(feed.table());
    return state == null
        ? history.committersSince(null)
        : TableState.parse(state).flatMap(history::committersSince);
  }

  private ImpactedDays impact(NewRows rows, List<BasketRequest> requests) {
    Map<String, Integer> issuers = new ConcurrentHashMap<>();
    Map<String, Integer> lines = new ConcurrentHashMap<>();
    Map<String, Integer> figures = new ConcurrentHashMap<>();
    Map<String, Integer> dividends = new ConcurrentHashMap<>();
    Set<Integer> rateDays = ConcurrentHashMap.newKeySet();
    AtomicBoolean newMetrics = new AtomicBoolean();
    Map<String, Integer> baskets = new ConcurrentHashMap<>();
    Set<Integer> newDays = ConcurrentHashMap.newKeySet();
    AtomicInteger ratesFrom = new AtomicInteger(RecomputeScope.NEVER);
    List<Runnable> questions = new ArrayList<>();
    questions.add(() -> baskets.putAll(touchedBaskets(rows, requests)));
    ImpactRule.OF_LINES.forEach(fresh -> questions.add(() -> collect(rows, fresh, lines)));
    ImpactRule.OF_ISSUERS.forEach(fresh -> questions.add(() -> collect(rows, fresh, issuers)));
    ImpactRule.OF_FIGURES.forEach(fresh -> questions.add(() -> collect(rows, fresh, figures)));
    questions.add(() -> collect(rows, ImpactRule.DIVIDENDS, dividends));
    questions.add(() -> newMetrics.set(!rows.newMetrics().isEmpty()));
    questions.add(
        () ->
            rows.adjustedLines()
                .forEach(line -> lines.merge(line, RecomputeScope.ALWAYS, Math::min)));
    if (rows.has(MarketTables.PRICES)) {
      questions.add(() -> newDays.addAll(rows.newDays()));
    }
    if (rows.has(MarketTables.FX)) {
      questions.add(() -> rateDays.addAll(rows.rateDays()));
      questions.add(
          () ->
              ratesFrom.set(
                  rows.firstDays(ImpactRule.RATES).values().stream()
                      .reduce(RecomputeScope.NEVER, Math::min)));
    }
    warehouse.together(questions);
    if (newMetrics.get()) {
      // What is published of baskets for the first time has rows from the first day on.
      requests.forEach(request -> baskets.put(request.basketId(), RecomputeScope.ALWAYS));
    }
    Map<String, Integer> returns = new HashMap<>();
    if (rows.has(MarketTables.MARKET_CAPS)) {
      ImpactRule.OF_ISSUERS.stream()
          .filter(rule -> rule.feed().equals(MarketTables.MARKET_CAPS))
          .forEach(rule -> collect(rows, rule, returns));
    }
    if (!lines.isEmpty() || !dividends.isEmpty()) {
      Map<String, Set<String>> owners = IssuersOfLines.owners(warehouse, KeySet.ALL);
      toIssuers(lines, owners, issuers);
      toIssuers(lines, owners, returns);
      toIssuers(dividends, owners, returns);
    }
    return new ImpactedDays(
        newDays,
        DayRanges.from(ratesFrom.get()),
        spans(issuers),
        spans(figures),
        DayRanges.of(rateDays),
        new ImpactedDays.Returns(ratesFrom.get(), returns),
        spans(baskets));
  }

  private static void toIssuers(
      Map<String, Integer> lines, Map<String, Set<String>> owners, Map<String, Integer> issuers) {
    lines.forEach(
        (line, day) ->
            owners
                .getOrDefault(line, Set.of())
                .forEach(issuer -> issuers.merge(issuer, day, Math::min)));
  }

  private static void collect(NewRows rows, ImpactRule fresh, Map<String, Integer> firstDays) {
    if (rows.has(fresh.feed())) {
      rows.firstDays(fresh).forEach((name, day) -> firstDays.merge(name, day, Math::min));
    }
  }

  private static Map<String, DayRanges> spans(Map<String, Integer> firstDays) {
    Map<String, DayRanges> spans = new HashMap<>();
    firstDays.forEach((name, from) -> spans.put(name, DayRanges.from(from)));
    return spans;
  }

  private Map<String, Integer> touchedBaskets(NewRows rows, List<BasketRequest> requests) {
    Map<String, Integer> baskets = new HashMap<>();
    if (rows.has(MarketTables.BASKETS) || rows.has(MarketTables.MEMBERS)) {
      // A basket that was not there has rows from the first day on, whatever is known of it.
      rows.newBaskets().forEach(basket -> baskets.put(basket, RecomputeScope.ALWAYS));
    }
    if (rows.has(MarketTables.MEMBERS)) {
      touchedByMembers(rows.memberships(), requests, baskets);
    }
    return baskets;
  }

  private void touchedByMembers(
      Set<NewRows.Joined> joined, List<BasketRequest> requests, Map<String, Integer> baskets) {
    Map<String, List<BasketRequest>> byBasket = new HashMap<>();
    for (BasketRequest request : requests) {
      byBasket.computeIfAbsent(request.basketId(), b -> new ArrayList<>()).add(request);
    }
    for (NewRows.Joined member : joined) {
      for (BasketRequest request : byBasket.getOrDefault(member.basket(), List.of())) {
        int from =
            request
                .membership()
                .firstDayChangedBy(member.validFrom(), member.knownDay(), asOf.knowledge());
        baskets.merge(member.basket(), from, Math::min);
      }
    }
    baskets.values().removeIf(from -> from == RecomputeScope.NEVER);
  }
}
