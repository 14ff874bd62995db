package org.rerate.valuation;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rerate.blocks.ReferenceData;

/**
 * Which days besides those of a valuation need returns, so that an index is one chain over all
 * valuation dates: days never valued before the first one, and those that rows which came in have
 * reached though no cap changed.
 */
final class IndexPass {

  private final int[] calendar;
  private final IndexSeries index;
  private final RecomputeScope scope;

  IndexPass(ReferenceData references, IndexSeries index, RecomputeScope scope) {
    this.calendar = references.valuationDays(Integer.MIN_VALUE, Integer.MAX_VALUE);
    this.index = index;
    this.scope = scope;
  }

  /** The days by basket; none if the returns that were taken are all that is needed. */
  Map<String, DayRanges> missing(List<BasketRequest> requests) {
    Map<IndexSeries.Owner, Integer> firsts = new TreeMap<>();
    for (BasketRequest request : requests) {
      IndexSeries.Owner owner =
          new IndexSeries.Owner(request.basketId(), request.membership().toString());
      int taken = index.firstDay(owner).orElse(RecomputeScope.NEVER);
      int first = Math.min(taken, onOrAfter(scope.indexFrom(request.basketId())));
      if (first != RecomputeScope.NEVER) {
        firsts.put(owner, first);
      }
    }
    Map<String, DayRanges> missing = new HashMap<>();
    if (!firsts.isEmpty()) {
      Map<IndexSeries.Owner, Set<Integer>> stored = stored(firsts);
      firsts.forEach(
          (owner, first) ->
              missing.merge(
                  owner.basketId(), missing(owner, first, stored.get(owner)), DayRanges::and));
      missing.values().removeIf(DayRanges::isEmpty);
    }
    return missing;
  }

  /** Stored days: from the day before the first one on, or if that is not stored, all. */
  private Map<IndexSeries.Owner, Set<Integer>> stored(Map<IndexSeries.Owner, Integer> firsts) {
    Collection<IndexSeries.Owner> owners = firsts.keySet();
    int from = firsts.values().stream().mapToInt(this::before).min().orElseThrow();
    Map<IndexSeries.Owner, Set<Integer>> near = index.storedDays(owners, from);
    boolean areWhole =
        firsts.entrySet().stream()
            .allMatch(
                entry ->
                    entry.getValue() == calendar[0]
                        || near.get(entry.getKey()).contains(before(entry.getValue())));
    return areWhole ? near : index.storedDays(owners, calendar[0]);
  }

  private DayRanges missing(IndexSeries.Owner owner, int first, Set<Integer> stored) {
    boolean isChained = first == calendar[0] || stored.contains(before(first));
    int from = isChained ? first : calendar[0];
    int last =
        Math.max(
            index.lastDay(owner).orElse(RecomputeScope.ALWAYS),
            stored.stream().max(Integer::compare).orElse(RecomputeScope.ALWAYS));
    int changed = scope.indexFrom(owner.basketId());
    Set<Integer> missing = new TreeSet<>();
    for (int day : calendar) {
      if (day >= from
          && day <= last
          && !index.isTaken(owner, day)
          && (day >= changed || !stored.contains(day))) {
        missing.add(day);
      }
    }
    return DayRanges.of(missing);
  }

  private int onOrAfter(int day) {
    int at = Arrays.binarySearch(calendar, day);
    int place = at >= 0 ? at : -at - 1;
    return place < calendar.length ? calendar[place] : RecomputeScope.NEVER;
  }

  private int before(int day) {
    int at = Arrays.binarySearch(calendar, day);
    return calendar[Math.max(0, at - 1)];
  }
}
