package org.rerate.valuation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.rerate.series.Memberships;

/**
 * What rows that came in can have changed, before baskets are told what their members mean to them.
 *
 * @param newDays days on which a close came in for the first time; everyone is valued on them
 * @param everyone days on which every issuer may have changed
 * @param issuers days per issuer on which it may have changed
 * @param baskets days per basket on which its own rows may have changed it
 */
public record Reach(
    Set<Integer> newDays, Spans everyone, Map<String, Spans> issuers, Map<String, Spans> baskets) {

  /** The days of {@code calendar} on which not everyone is valued anyway. */
  int[] olderDays(int[] calendar) {
    return Arrays.stream(calendar).filter(day -> !newDays.contains(day)).toArray();
  }

  /** Without issuers and baskets that it reaches on new days alone, or on none that is valued. */
  public Reach on(int[] calendar) {
    int[] days = olderDays(calendar);
    Map<Spans, Boolean> met = new HashMap<>();
    Predicate<Spans> meets =
        spans -> met.computeIfAbsent(spans, s -> Arrays.stream(days).anyMatch(s::has));
    return new Reach(
        newDays,
        meets.test(everyone) ? everyone : Spans.NONE,
        only(issuers, meets),
        only(baskets, meets));
  }

  private static Map<String, Spans> only(Map<String, Spans> all, Predicate<Spans> kept) {
    Map<String, Spans> some = new HashMap<>(all);
    some.values().removeIf(kept.negate());
    return some;
  }

  /** What to compute and to replace: a basket changes with any member, and then needs them all. */
  public Scope scope(Memberships memberships, List<BasketRequest> requests) {
    Map<String, Spans> touched = new HashMap<>(baskets);
    Map<String, Spans> needed = new HashMap<>(issuers);
    for (BasketRequest request : requests) {
      Set<String> members = memberships.issuers(List.of(request.basketId()));
      Spans days = touched.getOrDefault(request.basketId(), Spans.NONE);
      for (String member : members) {
        days = days.and(issuers.getOrDefault(member, Spans.NONE));
      }
      if (!days.isEmpty()) {
        touched.put(request.basketId(), days);
        for (String member : members) {
          needed.merge(member, days, Spans::and);
        }
      }
    }
    return new Scope(Spans.of(newDays).and(everyone), issuers, touched, needed).simplified();
  }
}
