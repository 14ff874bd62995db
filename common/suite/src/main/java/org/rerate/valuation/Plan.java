package org.rerate.valuation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Set;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.engine.filter.Period;
import org.rerate.history.AsOf;
import org.rerate.methodology.Methodology;
import org.rerate.value.DayChunk;

/**
 * What a valuation computes: which days, on which bases, by which methodology, for someone who sees
 * what.
 *
 * @param methodology the switches
 * @param asOf what may be seen
 * @param days the days to value, ascending
 * @param chunks the days by period, a calendar year at most, and by what {@code scope} holds
 * @param scope which issuers and baskets on which of the days
 * @param figures what is computed of members besides caps and earnings
 */
@SuppressWarnings("ArrayRecordComponent") // days are walked by index, millions of times
public record Plan(
    Methodology methodology,
    AsOf asOf,
    int[] days,
    List<DayChunk> chunks,
    RecomputeScope scope,
    MemberFigures figures)
    implements Serializable {

  /** A plan for caps and earnings alone. */
  public Plan(
      Methodology methodology, AsOf asOf, int[] days, List<DayChunk> chunks, RecomputeScope scope) {
    this(methodology, asOf, days, chunks, scope, MemberFigures.NONE);
  }

  /** The same plan with other figures of members. */
  Plan with(MemberFigures others) {
    return new Plan(methodology, asOf, days, chunks, scope, others);
  }

  /** Caps and earnings of members that a task holds at a time: 64 MB. */
  private static final long MOST_NUMBERS = 8_000_000;

  /**
   * A plan for {@code days}, ascending.
   *
   * @param bases the bases of every day; empty for those of the methodology, where calendar years
   *     may be relative to the valued day
   */
  public static Plan of(Methodology methodology, AsOf asOf, int[] days, List<Basis> bases) {
    return of(methodology, asOf, days, bases, RecomputeScope.EVERYTHING);
  }

  /** The same for a part of the issuers, baskets and {@code calendar}. */
  public static Plan of(
      Methodology methodology, AsOf asOf, int[] calendar, List<Basis> bases, RecomputeScope scope) {
    int[] days = scope.days(calendar);
    NavigableSet<Integer> edges = scope.edges();
    Period period = period(scope, days);
    List<DayChunk> chunks = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= days.length; i++) {
      if (i == days.length
          || period.start(days[i]) != period.start(days[from])
          || !edges.subSet(days[from], false, days[i], true).isEmpty()) {
        List<Basis> named = bases.isEmpty() ? of(methodology.bases(), year(days[from])) : bases;
        chunks.add(new DayChunk(chunks.size(), from, i, named));
        from = i;
      }
    }
    return new Plan(methodology, asOf, days, List.copyOf(chunks), scope);
  }

  /**
   * The same plan in chunks of so few days that the numbers of {@code members} issuers for one
   * chunk, which a task holds, stay within a bound. Each is a task's of its own: the larger the
   * universe, the more tasks share a year.
   */
  Plan boundedFor(long members) {
    List<DayChunk> bounded = new ArrayList<>();
    for (DayChunk chunk : chunks) {
      long most = Math.max(1, MOST_NUMBERS / Math.max(1, members * numbers(chunk)));
      int pieces = (int) ((chunk.size() + most - 1) / most);
      for (int piece = 0; piece < pieces; piece++) {
        bounded.add(
            new DayChunk(
                bounded.size(),
                chunk.from() + chunk.size() * piece / pieces,
                chunk.from() + chunk.size() * (piece + 1) / pieces,
                piece,
                chunk.bases()));
      }
    }
    return bounded.size() == chunks.size()
        ? this
        : new Plan(methodology, asOf, days, List.copyOf(bounded), scope, figures);
  }

  /** The bases that are asked for, and after them those on which only baskets need earnings. */
  List<Basis> computed(DayChunk chunk) {
    List<Basis> bases = new ArrayList<>(chunk.bases());
    bases.addAll(figures.furtherEarnings(chunk.bases(), year(days[chunk.from()])));
    return bases;
  }

  /** False for numbers that only baskets need. */
  boolean replaces(IssuerBlock block) {
    return scope.replacesIssuer(block.issuerId(), block.days()[0])
        && (block.isCap()
            || chunks.get(block.chunk()).bases().stream()
                .anyMatch(basis -> basis.toString().equals(block.basis())));
  }

  /** The same days without any basis. */
  Plan withoutBases() {
    List<DayChunk> bare =
        chunks.stream()
            .map(c -> new DayChunk(c.number(), c.from(), c.to(), c.part(), List.of()))
            .toList();
    return new Plan(methodology, asOf, days, bare, scope, figures);
  }

  /** How many numbers there are of a member on a day of {@code chunk}. */
  long numbers(DayChunk chunk) {
    return 1L + chunk.bases().size() + figures.count(chunk.bases(), year(days[chunk.from()]));
  }

  /** The bases that {@code names} mean in a year: {@code CY-1}, {@code CY}, {@code CY+1}, .... */
  public static List<Basis> of(List<String> names, int year) {
    Set<Basis> bases = new LinkedHashSet<>();
    for (String name : names) {
      String upper = name.toUpperCase(Locale.ROOT);
      if (upper.matches("CY([+-][0-9]{1,2})?")) {
        int offset = upper.length() == 2 ? 0 : Integer.parseInt(upper.substring(2));
        bases.add(Basis.calendarYear(year + offset));
      } else {
        bases.add(Basis.parse(name));
      }
    }
    return List.copyOf(bases);
  }

  /** The days of a chunk. */
  int[] days(DayChunk chunk) {
    return Arrays.copyOfRange(days, chunk.from(), chunk.to());
  }

  /** The first day that anything is valued on, for its own sake or looked back to. */
  int firstDay() {
    int first = days.length == 0 ? 0 : days[0];
    int[] earlier = figures.earlier().days();
    int before = Math.min(first, figures.index().first(first));
    return earlier.length == 0 ? before : Math.min(before, earlier[0]);
  }

  boolean hasIssuer(String issuerId, DayChunk chunk) {
    return scope.hasIssuer(issuerId, days[chunk.from()]);
  }

  /** How the files that the valuation writes are cut. */
  Period period() {
    return period(scope, days);
  }

  private static Period period(RecomputeScope scope, int[] days) {
    return scope.isEverything() || days.length == 0
        ? Period.YEAR
        : Period.of(days[0], days[days.length - 1]);
  }

  /**
   * Which chunks are valued, and written, together: those of one part of one period. Ascending from
   * 0.
   */
  int[] places() {
    Period period = period();
    int[] places = new int[chunks.size()];
    for (int i = 1; i < places.length; i++) {
      DayChunk one = chunks.get(i);
      DayChunk before = chunks.get(i - 1);
      boolean same =
          one.part() == before.part()
              && period.start(days[one.from()]) == period.start(days[before.from()]);
      places[i] = places[i - 1] + (same ? 0 : 1);
    }
    return places;
  }

  boolean hasBasket(String basketId, DayChunk chunk) {
    return scope.hasBasket(basketId, days[chunk.from()]);
  }

  private static int year(int day) {
    return Days.date(day).getYear();
  }
}
