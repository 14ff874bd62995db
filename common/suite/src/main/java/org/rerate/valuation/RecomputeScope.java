package org.rerate.valuation;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rerate.domain.Days;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.filter.KeySet;

/**
 * Which part of the results a valuation computes and replaces: some days for everyone, and per
 * issuer and per basket some days more.
 *
 * @param whole days that are valued for every issuer and basket
 * @param issuers days per issuer whose rows are replaced
 * @param baskets days per basket whose rows are replaced
 * @param needed days per issuer on which its numbers are needed, replaced or not
 * @param indexes first day per basket on which its index may have changed, whatever caps did
 */
public record RecomputeScope(
    DayRanges whole,
    Map<String, DayRanges> issuers,
    Map<String, DayRanges> baskets,
    Map<String, DayRanges> needed,
    Map<String, Integer> indexes)
    implements Serializable {

  /** From the first day on. */
  static final int ALWAYS = Integer.MIN_VALUE;

  /** On no day. */
  static final int NEVER = Integer.MAX_VALUE;

  /** Every issuer and basket on every day of the plan. */
  public static final RecomputeScope EVERYTHING =
      new RecomputeScope(DayRanges.ALL, Map.of(), Map.of(), Map.of(), Map.of());

  /** With more first days and ends than this, chunks become small; they are widened. */
  private static final int MOST_EDGES = 100;

  /** Stretches of days this near to each other are one. */
  private static final int GAP = 4;

  /** What a stretch begins with at most: a month, or if those are still many, a year. */
  private static final List<UnaryOperator<LocalDate>> STARTS =
      List.of(date -> date.withDayOfMonth(1), date -> date.withDayOfYear(1));

  /** What it ends before. */
  private static final List<UnaryOperator<LocalDate>> ENDS =
      List.of(date -> date.plusMonths(1), date -> date.plusYears(1));

  /** True if nothing is left out. */
  public boolean isEverything() {
    return whole.isAll();
  }

  boolean hasIssuer(String issuerId, int day) {
    return whole.has(day) || needed.getOrDefault(issuerId, DayRanges.NONE).has(day);
  }

  boolean replacesIssuer(String issuerId, int day) {
    return whole.has(day) || issuers.getOrDefault(issuerId, DayRanges.NONE).has(day);
  }

  boolean hasBasket(String basketId, int day) {
    return whole.has(day) || baskets.getOrDefault(basketId, DayRanges.NONE).has(day);
  }

  /** The first day on which the index of a basket may have changed; {@link #NEVER} if none. */
  int indexFrom(String basketId) {
    return indexes.getOrDefault(basketId, NEVER);
  }

  /** The issuers to read. */
  KeySet issuersToRead() {
    return whole.isEmpty() ? KeySet.of(needed.keySet()) : KeySet.ALL;
  }

  /** The days of {@code calendar}, ascending, on which anyone is valued. */
  public int[] days(int[] calendar) {
    DayRanges any = parts().distinct().reduce(whole, DayRanges::and);
    return Arrays.stream(calendar).filter(any::has).toArray();
  }

  /** The days of every issuer and basket that has some besides the whole ones. */
  private Stream<DayRanges> parts() {
    return Stream.of(issuers, baskets, needed).flatMap(part -> part.values().stream());
  }

  /** The first day that a basket has besides the whole ones; {@link #NEVER} if none. */
  int firstDay(String basketId) {
    return baskets.getOrDefault(basketId, DayRanges.NONE).first();
  }

  /** Days on which a chunk must begin: between two of them, the same names are valued. */
  NavigableSet<Integer> edges() {
    return Stream.concat(Stream.of(whole), parts().distinct())
        .flatMapToInt(spans -> IntStream.of(spans.edges()))
        .boxed()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The same scope, or a little more, with few different stretches and nothing said twice. */
  RecomputeScope simplified() {
    if (isEverything()) {
      return EVERYTHING;
    }
    RecomputeScope kept =
        new RecomputeScope(
            whole, simplified(issuers, 0), simplified(baskets, 0), simplified(needed, 0), indexes);
    for (int step = 1; step <= STARTS.size() && kept.edges().size() > MOST_EDGES; step++) {
      kept =
          new RecomputeScope(
              whole,
              simplified(issuers, step),
              simplified(baskets, step),
              simplified(needed, step),
              indexes);
    }
    return kept;
  }

  private Map<String, DayRanges> simplified(Map<String, DayRanges> part, int step) {
    Map<DayRanges, DayRanges> simple = new HashMap<>();
    new HashSet<>(part.values())
        .forEach(
            spans -> simple.put(spans, step == 0 ? spans.closed(GAP) : widened(spans, step - 1)));
    Map<String, DayRanges> kept = new HashMap<>();
    part.forEach(
        (name, spans) -> {
          if (!whole.covers(spans)) {
            kept.put(name, simple.get(spans));
          }
        });
    return kept;
  }

  private static DayRanges widened(DayRanges spans, int step) {
    UnaryOperator<LocalDate> start = STARTS.get(step);
    return spans.widened(
        day -> Days.of(start.apply(Days.date(day))),
        end -> Days.of(ENDS.get(step).apply(start.apply(Days.date(end - 1)))));
  }

  /** The rows of issuers that are replaced. */
  Filter issuerFilter() {
    return filter("issuer_id", issuers);
  }

  /** The rows of baskets that are replaced. */
  Filter basketFilter() {
    return filter("basket_id", baskets);
  }

  private Filter filter(String column, Map<String, DayRanges> part) {
    Map<DayRanges, List<String>> byDays = new HashMap<>();
    part.forEach((name, days) -> byDays.computeIfAbsent(days, d -> new ArrayList<>()).add(name));
    List<Filter> groups = new ArrayList<>();
    byDays.forEach((days, names) -> groups.add(Filter.and(Filter.in(column, names), filter(days))));
    // Most rows are of no one named: one look tells, where each group would be asked.
    Filter named =
        groups.size() > 1
            ? Filter.and(Filter.in(column, part.keySet()), Filter.or(groups))
            : Filter.or(groups);
    return Filter.or(List.of(filter(whole), named));
  }

  private static Filter filter(DayRanges days) {
    int[] edges = days.edges();
    List<Filter> parts = new ArrayList<>();
    for (int i = 0; i < edges.length; i += 2) {
      LocalDate first = edges[i] == ALWAYS ? null : Days.date(edges[i]);
      LocalDate last = edges[i + 1] == NEVER ? null : Days.date(edges[i + 1] - 1);
      parts.add(
          first == null && last == null
              ? Filter.all()
              : new Filter.Range("valuation_date", first, last));
    }
    return Filter.or(parts);
  }

  /** For people: how much is computed. */
  @Override
  public String toString() {
    if (isEverything()) {
      return "everything";
    }
    List<String> parts = new ArrayList<>();
    int[] edges = whole.edges();
    if (edges.length > 0) {
      parts.add(
          "everyone "
              + (edges[edges.length - 1] == NEVER
                  ? "on days from " + Days.date(edges[0])
                  : "on new days from " + Days.date(edges[0])));
    }
    if (!issuers.isEmpty() || !baskets.isEmpty()) {
      parts.add(issuers.size() + " issuers and " + baskets.size() + " baskets besides");
    }
    return String.join(", ", parts);
  }
}
