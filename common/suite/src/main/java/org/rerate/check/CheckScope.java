package org.rerate.check;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.rerate.domain.Days;
import org.rerate.engine.delta.TableState;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.run.Run;
import org.rerate.run.RunInputs;
import org.rerate.run.RunLedger;
import org.rerate.table.Dictionary;
import org.rerate.table.MeasureTables;
import org.rerate.table.OpsTables;
import org.rerate.table.TableSpec;

/**
 * What a check looks at: everything that is stored, or what was written since a check that found no
 * violation.
 *
 * <p>Of results those are all rows from the first day on that a run wrote since, of the ledger the
 * rows of the runs since. Each such check goes on from the versions that the one before looked at,
 * so that together they see every row, but for the invariants that speak of a whole series, which
 * are left to a check of everything ({@link #isPart}).
 */
public final class CheckScope {

  /** The days of result tables: the one of a row, or its later one. */
  private static final List<String> DAYS = List.of("valuation_date", "to_date", "trade_date");

  /** What values, and all that is worked out with them, share; each measure has its own. */
  private static final String VALUATION = "valuation";

  private static final TableSpec FILES = OpsTables.RUN_FILES;

  private static final CheckScope EVERYTHING = new CheckScope(null, Set.of(), Map.of());

  private final Instant since;
  private final Set<String> intakes;
  private final Map<String, Integer> from;

  private CheckScope(Instant since, Set<String> intakes, Map<String, Integer> from) {
    this.since = since;
    this.intakes = intakes;
    this.from = from;
  }

  /** Everything that is stored. */
  public static CheckScope everything() {
    return EVERYTHING;
  }

  /** What there is now for a check to look at; a later one goes on from there. */
  public static RunInputs states(Warehouse warehouse) {
    Map<String, String> results = new TreeMap<>();
    Map<String, String> ledger = new TreeMap<>();
    Stream.concat(Dictionary.results().stream(), Stream.of(FILES))
        .forEach(
            table ->
                warehouse
                    .history(table)
                    .state()
                    .ifPresent(
                        state ->
                            (table.equals(FILES) ? ledger : results)
                                .put(table.fullName(), state.toString())));
    return new RunInputs(ledger, results);
  }

  /**
   * What was written since the last check that found no violation; everything if there is none, or
   * if another program has changed a table since.
   */
  public static CheckScope sinceTheLast(Warehouse warehouse, RunLedger ledger) {
    Set<String> failed = failed(warehouse);
    List<Run> checks = ledger.done("check");
    for (int i = checks.size() - 1; i >= 0; i--) {
      Run last = checks.get(i);
      if (!failed.contains(last.runId())) {
        return ledger
            .inputs(last.runId())
            .filter(seen -> !seen.equals(RunInputs.NONE))
            .flatMap(seen -> since(warehouse, last, seen))
            .orElse(EVERYTHING);
      }
    }
    return EVERYTHING;
  }

  private static Set<String> failed(Warehouse warehouse) {
    return warehouse.exists(OpsTables.CHECKS)
        ? new HashSet<>(
            warehouse.scan(OpsTables.CHECKS, "run_id").where(Filter.is("status", "FAILED")).texts())
        : Set.of();
  }

  /** Empty if it cannot be told what was written since. */
  private static Optional<CheckScope> since(Warehouse warehouse, Run last, RunInputs seen) {
    Map<String, Integer> from = new TreeMap<>();
    for (TableSpec table : Dictionary.results()) {
      Optional<List<String>> runs = writers(warehouse, table, seen.results());
      if (runs.isEmpty()) {
        return Optional.empty();
      }
      if (!runs.get().isEmpty()) {
        warehouse
            .scan(table, dayOf(table))
            .where(Filter.in("run_id", runs.get()))
            .forEach(cells -> from.merge(group(table), cells.whole(0, 0), Math::min));
      }
    }
    return writers(warehouse, FILES, seen.facts())
        .map(intakes -> new CheckScope(last.startedAt(), Set.copyOf(intakes), from));
  }

  private static Optional<List<String>> writers(
      Warehouse warehouse, TableSpec table, Map<String, String> states) {
    return warehouse
        .history(table)
        .committersSince(TableState.parse(states.get(table.fullName())).orElse(null));
  }

  private static String group(TableSpec table) {
    return MeasureTables.all().contains(table) ? table.fullName() : VALUATION;
  }

  private static String dayOf(TableSpec table) {
    return DAYS.stream()
        .filter(column -> table.column(column).isPresent())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(table.fullName() + " has no day"));
  }

  /** True if not everything is looked at. */
  public boolean isPart() {
    return since != null;
  }

  /** When the check started that this goes on from; empty if everything is looked at. */
  public Optional<Instant> since() {
    return Optional.ofNullable(since);
  }

  /** The first valuation date looked at; empty for everything, or if no run wrote any. */
  public Optional<LocalDate> from() {
    return Optional.ofNullable(from.get(VALUATION)).map(Days::date);
  }

  /** True if rows of that relation are looked at. */
  boolean isTouched(String relation) {
    if (!isPart()) {
      return true;
    }
    return relation.equals(FILES.fullName())
        ? !intakes.isEmpty()
        : result(relation).map(table -> from.containsKey(group(table))).orElse(!from.isEmpty());
  }

  /** {@code " WHERE "} and which rows of a relation are looked at; or nothing. */
  String where(String relation) {
    if (!isPart()) {
      return "";
    }
    return relation.equals(FILES.fullName())
        ? " WHERE " + ofIntakes()
        : result(relation).map(table -> " WHERE " + isSince(table)).orElse("");
  }

  private String isSince(TableSpec table) {
    return dayOf(table) + " >= " + day(from.get(group(table)));
  }

  /** {@code " AND "} and that {@code column} is not more than {@code days} before; or nothing. */
  String notBefore(String column, int days) {
    return from().map(first -> since(column, first.minusDays(days))).orElse("");
  }

  /** {@code " AND "} and that {@code column} is no earlier than the first month; or nothing. */
  String notBeforeMonth(String column) {
    return from().map(first -> since(column, first.withDayOfMonth(1))).orElse("");
  }

  private static String since(String column, LocalDate first) {
    return " AND " + column + " >= " + day(Days.of(first));
  }

  /** That a row came in with one of the loads that are looked at. */
  String ofIntakes() {
    return isPart() ? Filter.in("run_id", intakes).sql() : "true";
  }

  private static Optional<TableSpec> result(String relation) {
    return Dictionary.results().stream().filter(t -> t.fullName().equals(relation)).findFirst();
  }

  private static String day(int day) {
    return "DATE'" + Days.date(day) + "'";
  }
}
