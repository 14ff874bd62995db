package org.rerate.valuation;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.rerate.domain.Days;
import org.rerate.storage.Warehouse;

/**
 * Which part of the results a valuation computes and replaces: single days for everyone, and per
 * issuer and per basket all days from one on.
 *
 * @param wholeDays days that are valued for every issuer and basket
 * @param wholeFrom day from which on everyone is valued; {@link #NEVER} if there is none
 * @param issuers first day per issuer; {@link #ALWAYS} for all days
 * @param baskets first day per basket
 */
public record Scope(
    Set<Integer> wholeDays,
    int wholeFrom,
    Map<String, Integer> issuers,
    Map<String, Integer> baskets)
    implements Serializable {

  /** From the first day on. */
  public static final int ALWAYS = Integer.MIN_VALUE;

  /** On no day. */
  public static final int NEVER = Integer.MAX_VALUE;

  /** Every issuer and basket on every day of the plan. */
  public static final Scope EVERYTHING = new Scope(Set.of(), ALWAYS, Map.of(), Map.of());

  /** With more different first days than this, conditions become long; they are rounded down. */
  private static final int MOST_FIRST_DAYS = 12;

  /** Down to a month, or if those are still many, to a year. */
  private static final List<UnaryOperator<LocalDate>> STARTS =
      List.of(date -> date.withDayOfMonth(1), date -> date.withDayOfYear(1));

  /** True if nothing is left out. */
  public boolean isEverything() {
    return wholeFrom == ALWAYS;
  }

  boolean hasIssuer(String issuerId, int day) {
    return isWhole(day) || day >= issuers.getOrDefault(issuerId, NEVER);
  }

  boolean hasBasket(String basketId, int day) {
    return isWhole(day) || day >= baskets.getOrDefault(basketId, NEVER);
  }

  private boolean isWhole(int day) {
    return day >= wholeFrom || wholeDays.contains(day);
  }

  /** The issuers to read; null for all. */
  Collection<String> issuersToRead() {
    return wholeFrom == NEVER && wholeDays.isEmpty() ? issuers.keySet() : null;
  }

  /** The days of {@code calendar}, ascending, on which anyone is valued. */
  public int[] days(int[] calendar) {
    int least = wholeFrom;
    for (int from : issuers.values()) {
      least = Math.min(least, from);
    }
    for (int from : baskets.values()) {
      least = Math.min(least, from);
    }
    int first = least;
    return Arrays.stream(calendar).filter(day -> day >= first || wholeDays.contains(day)).toArray();
  }

  /** The first day on which everyone is valued. */
  int firstWholeDay() {
    return wholeDays.stream().mapToInt(Integer::intValue).reduce(wholeFrom, Math::min);
  }

  /** The baskets whose first day is before {@code day}. */
  Set<String> basketsBefore(int day) {
    return baskets.keySet().stream()
        .filter(basket -> baskets.get(basket) < day)
        .collect(Collectors.toSet());
  }

  /** The earliest first day of a basket; {@link #NEVER} if none is named. */
  int firstBasketDay() {
    return baskets.values().stream().mapToInt(Integer::intValue).reduce(NEVER, Math::min);
  }

  /** Days on which a chunk must begin: between two of them, the same names are valued. */
  NavigableSet<Integer> edges() {
    NavigableSet<Integer> edges = new TreeSet<>();
    edges.add(wholeFrom);
    edges.addAll(issuers.values());
    edges.addAll(baskets.values());
    for (int day : wholeDays) {
      edges.add(day);
      edges.add(day + 1);
    }
    return edges;
  }

  /** The same scope, or a little more, with few different first days and nothing said twice. */
  Scope simplified() {
    if (isEverything()) {
      return EVERYTHING;
    }
    return new Scope(wholeDays, wholeFrom, simplified(issuers), simplified(baskets));
  }

  private Map<String, Integer> simplified(Map<String, Integer> firstDays) {
    Map<String, Integer> kept = new HashMap<>(firstDays);
    kept.values().removeIf(from -> from >= wholeFrom);
    for (UnaryOperator<LocalDate> start : STARTS) {
      if (new HashSet<>(kept.values()).size() > MOST_FIRST_DAYS) {
        kept.replaceAll(
            (name, from) -> from == ALWAYS ? ALWAYS : Days.of(start.apply(Days.date(from))));
      }
    }
    return kept;
  }

  /** The rows of issuers that are replaced, as SQL. */
  String issuerCondition() {
    return condition("issuer_id", issuers);
  }

  /** The rows of baskets that are replaced, as SQL. */
  String basketCondition() {
    return condition("basket_id", baskets);
  }

  private String condition(String column, Map<String, Integer> firstDays) {
    List<String> parts = new ArrayList<>();
    if (wholeFrom == ALWAYS) {
      return "true";
    }
    if (wholeFrom != NEVER) {
      parts.add("valuation_date >= " + date(wholeFrom));
    }
    if (!wholeDays.isEmpty()) {
      List<String> dates = new TreeSet<>(wholeDays).stream().map(Scope::date).toList();
      parts.add("valuation_date IN (" + String.join(", ", dates) + ")");
    }
    Map<Integer, List<String>> byDay = new TreeMap<>();
    firstDays.forEach(
        (name, from) -> byDay.computeIfAbsent(from, f -> new ArrayList<>()).add(name));
    byDay.forEach(
        (from, names) -> {
          String these = Warehouse.anyOf(column, names.stream().sorted().toList());
          parts.add(
              from == ALWAYS ? these : "(" + these + " AND valuation_date >= " + date(from) + ")");
        });
    return parts.isEmpty() ? "false" : "(" + String.join(" OR ", parts) + ")";
  }

  /** The rows of these days, as two comparisons: Delta skips no file by a BETWEEN. */
  static String range(int first, int last) {
    return "valuation_date >= " + date(first) + " AND valuation_date <= " + date(last);
  }

  private static String date(int day) {
    return "DATE'" + Days.date(day) + "'";
  }

  /** For people: how much is computed. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    int first = firstWholeDay();
    if (isEverything()) {
      return "everything";
    }
    if (first != NEVER) {
      parts.add(
          "everyone on "
              + (wholeFrom == NEVER
                  ? wholeDays.size() + " new days"
                  : "days from " + Days.date(first)));
    }
    if (!issuers.isEmpty()) {
      parts.add(issuers.size() + " issuers and " + baskets.size() + " baskets besides");
    }
    return String.join(", ", parts);
  }
}
