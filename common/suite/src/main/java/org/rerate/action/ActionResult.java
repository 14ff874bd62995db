package org.rerate.action;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an action did to the tables of results.
 *
 * @param runs the runs that the ledger has of it, in order; none if the stored results stand
 * @param versions table to the version that it wrote last
 * @param days days that were computed, ascending
 * @param baskets baskets that were computed
 * @param everyIssuer true if every issuer was valued on one of the days
 * @param issuers issuers that were valued besides
 */
public record ActionResult(
    List<String> runs,
    Map<String, Long> versions,
    List<LocalDate> days,
    Set<String> baskets,
    boolean everyIssuer,
    Set<String> issuers) {

  /** Nothing changed since the last run, or nothing was to be done. */
  static final ActionResult NONE =
      new ActionResult(List.of(), Map.of(), List.of(), Set.of(), false, Set.of());

  /** What cannot be changed. */
  public ActionResult {
    runs = List.copyOf(runs);
    versions = Map.copyOf(versions);
    days = List.copyOf(days);
    baskets = Set.copyOf(baskets);
    issuers = Set.copyOf(issuers);
  }

  /** A run that wrote these versions. */
  static ActionResult of(String run, Map<String, Long> versions) {
    return new ActionResult(List.of(run), versions, List.of(), Set.of(), false, Set.of());
  }

  /** True if any run was made. */
  public boolean isComputed() {
    return !runs.isEmpty();
  }

  /** This and what was done after it. */
  ActionResult and(ActionResult next) {
    List<String> allRuns = new ArrayList<>(runs);
    allRuns.addAll(next.runs);
    Map<String, Long> newest = new TreeMap<>(versions);
    newest.putAll(next.versions);
    Set<LocalDate> allDays = new TreeSet<>(days);
    allDays.addAll(next.days);
    return new ActionResult(
        allRuns,
        newest,
        List.copyOf(allDays),
        both(baskets, next.baskets),
        everyIssuer || next.everyIssuer,
        both(issuers, next.issuers));
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    Set<String> both = new TreeSet<>(one);
    both.addAll(other);
    return both;
  }
}
