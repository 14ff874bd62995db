package org.rerate.valuation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.rerate.history.AsOf;
import org.rerate.history.MembershipHistory;

/**
 * What rows that came in can have changed, before baskets are told what their members mean to them.
 *
 * @param newDays days on which a close came in for the first time; everyone is valued on them
 * @param everyone days on which every issuer may have changed
 * @param issuers days per issuer on which its cap or its earnings may have changed
 * @param figures days per issuer on which other figures of it may have changed
 * @param rates days of exchange rates that came in; once it is known which caps and earnings these
 *     changed, the days on which they may have changed other figures of anyone
 * @param returns first days on which returns may have changed, whatever caps did
 * @param baskets days per basket on which its own rows may have changed it
 */
public record ImpactedDays(
    Set<Integer> newDays,
    DayRanges everyone,
    Map<String, DayRanges> issuers,
    Map<String, DayRanges> figures,
    DayRanges rates,
    Returns returns,
    Map<String, DayRanges> baskets) {

  /**
   * First days on which returns of members may have changed.
   *
   * @param everyone of anyone, by exchange rates; {@link RecomputeScope#NEVER} if none
   * @param issuers by issuer
   */
  public record Returns(int everyone, Map<String, Integer> issuers) {

    /** The first day of any. */
    int first() {
      return issuers.values().stream().reduce(everyone, Math::min);
    }

    /** The first day of any of {@code members}. */
    int first(Set<String> members) {
      return members.stream()
          .map(member -> issuers.getOrDefault(member, RecomputeScope.NEVER))
          .reduce(everyone, Math::min);
    }
  }

  /** The days of {@code calendar} on which not everyone is valued anyway. */
  int[] olderDays(int[] calendar) {
    return Arrays.stream(calendar).filter(day -> !newDays.contains(day)).toArray();
  }

  /**
   * True if anything may have changed on one of {@code days}, ascending, or between two of them.
   */
  public boolean touches(int[] days) {
    int last = days.length - 1;
    if (newDays.stream().anyMatch(day -> day >= days[0] && day <= days[last])) {
      return true;
    }
    ImpactedDays reached = on(days);
    return !reached.everyone.isEmpty()
        || !reached.issuers.isEmpty()
        || !reached.figures.isEmpty()
        || !reached.rates.isEmpty()
        || returns.first() <= days[last]
        || !reached.baskets.isEmpty();
  }

  /** Without issuers and baskets that it reaches on new days alone, or on none that is valued. */
  public ImpactedDays on(int[] calendar) {
    int[] days = olderDays(calendar);
    Map<DayRanges, Boolean> met = new HashMap<>();
    Predicate<DayRanges> meets =
        spans -> met.computeIfAbsent(spans, s -> Arrays.stream(days).anyMatch(s::has));
    return new ImpactedDays(
        newDays,
        meets.test(everyone) ? everyone : DayRanges.NONE,
        only(issuers, meets),
        only(figures, meets),
        meets.test(rates) ? rates : DayRanges.NONE,
        returns,
        only(baskets, meets));
  }

  private static Map<String, DayRanges> only(
      Map<String, DayRanges> all, Predicate<DayRanges> kept) {
    Map<String, DayRanges> some = new HashMap<>(all);
    some.values().removeIf(kept.negate());
    return some;
  }

  /**
   * What to compute and to replace: a basket changes on the days on which a member did, and then
   * all its members are needed; revisions of later days look back to it.
   *
   * @param horizons how many days they look back
   */
  public RecomputeScope scope(
      MembershipHistory memberships,
      List<BasketRequest> requests,
      AsOf asOf,
      int[] calendar,
      List<Integer> horizons) {
    Map<String, DayRanges> changed = new HashMap<>(issuers);
    figures.forEach((issuer, its) -> changed.merge(issuer, its, DayRanges::and));
    DayRanges whole = DayRanges.of(newDays).and(everyone);
    LookBack seen = new LookBack(calendar, horizons);
    DayRanges any = changed.values().stream().distinct().reduce(DayRanges.NONE, DayRanges::and);
    int[] days = Arrays.stream(olderDays(calendar)).filter(day -> seen.meets(any, day)).toArray();
    DayRanges ofAll =
        DayRanges.of(
            Arrays.stream(olderDays(calendar))
                .filter(day -> seen.meets(rates, day) || seen.meets(whole, day))
                .boxed()
                .toList());
    Map<String, DayRanges> touched = new HashMap<>(baskets);
    Map<String, DayRanges> needed = new HashMap<>(issuers);
    Map<String, Integer> indexes = new HashMap<>();
    for (BasketRequest request : requests) {
      Set<String> ever = memberships.issuers(List.of(request.basketId()));
      touched.merge(request.basketId(), ofAll, DayRanges::and);
      if (!Collections.disjoint(ever, changed.keySet())) {
        touched.merge(
            request.basketId(),
            ofMembers(changed, memberships, request, asOf, days, seen),
            DayRanges::and);
      }
      int index =
          Math.min(
              returns.first(ever),
              baskets.getOrDefault(request.basketId(), DayRanges.NONE).first());
      Arrays.stream(calendar)
          .filter(day -> day >= index)
          .findFirst()
          .ifPresent(
              day -> {
                indexes.put(request.basketId(), day);
                touched.merge(request.basketId(), DayRanges.of(Set.of(day)), DayRanges::and);
              });
      DayRanges its = touched.getOrDefault(request.basketId(), DayRanges.NONE);
      if (!its.isEmpty()) {
        ever.forEach(member -> needed.merge(member, its, DayRanges::and));
      }
    }
    touched.values().removeIf(DayRanges::isEmpty);
    return new RecomputeScope(whole, issuers, touched, needed, indexes).simplified();
  }

  private static DayRanges ofMembers(
      Map<String, DayRanges> changed,
      MembershipHistory memberships,
      BasketRequest request,
      AsOf asOf,
      int[] days,
      LookBack seen) {
    List<Integer> touched = new ArrayList<>();
    DayRanges ofMembers = DayRanges.NONE;
    for (int i = 0; i < days.length; i++) {
      if (i == 0 || memberships.mayChange(request.basketId(), days[i - 1], days[i])) {
        ofMembers =
            request.members(memberships, asOf, days[i]).stream()
                .map(member -> changed.getOrDefault(member.issuerId(), DayRanges.NONE))
                .distinct()
                .reduce(DayRanges.NONE, DayRanges::and);
      }
      if (seen.meets(ofMembers, days[i])) {
        touched.add(days[i]);
      }
    }
    return DayRanges.of(touched);
  }
}
