package org.rerate.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.rerate.engine.delta.Warehouse;
import org.rerate.methodology.Methodology;
import org.rerate.table.Dictionary;
import org.rerate.table.OpsTables;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/**
 * Derives the invariants of the stored results once more. Each is one query for the rows that break
 * it; what cannot be missing in a correct table counts as broken when it is.
 */
public final class Checks {

  /** Most rows that are named of a broken invariant. */
  public static final int MOST = 100;

  private static final int AT_ONCE = 4;

  private final Warehouse warehouse;
  private final CheckScope scope;
  private final Set<String> skipped = new TreeSet<>();

  /** Checks of what {@code warehouse} has. */
  public Checks(Warehouse warehouse, CheckScope scope) {
    this.warehouse = warehouse;
    this.scope = scope;
  }

  /** The names of the methodologies that the results looked at name. */
  public Set<String> methodologies() {
    Set<String> names = new TreeSet<>();
    for (TableSpec table : List.of(ValuationTables.ISSUER_CAPS, ValuationTables.BASKET_CHANGES)) {
      if (scope.isTouched(table.fullName()) && warehouse.exists(table)) {
        warehouse
            .spark()
            .sql(
                "SELECT DISTINCT methodology FROM "
                    + table.fullName()
                    + scope.where(table.fullName()))
            .collectAsList()
            .forEach(row -> names.add(row.getString(0)));
      }
    }
    return names;
  }

  /** Every invariant, for results of these methodologies. */
  private List<Check> all(Map<String, Methodology> methodologies) {
    List<Check> checks = new ArrayList<>(new ValuationChecks(methodologies, scope).all());
    checks.addAll(SpanChecks.all(scope));
    checks.addAll(IncrementalChecks.all(methodologies));
    checks.addAll(FigureChecks.all(scope));
    checks.addAll(RestatementChecks.all());
    checks.addAll(ReasonChecks.all());
    checks.addAll(MeasureChecks.all());
    checks.addAll(LedgerChecks.all(scope));
    return checks;
  }

  /**
   * Runs the checks whose relation has been written: those of one source in one pass, a few passes
   * at a time.
   *
   * @param methodologies by name, every one of {@link #methodologies}
   * @return outcomes in the order of the checks
   */
  public List<CheckOutcome> run(Map<String, Methodology> methodologies, Consumer<String> progress) {
    Map<String, List<Check>> bySource = new LinkedHashMap<>();
    List<Check> due = new ArrayList<>();
    for (Check check : all(methodologies)) {
      if (!isWritten(check.relation())) {
        skipped.add(check.relation());
      } else if (scope.isTouched(check.relation())) {
        due.add(check);
        bySource.computeIfAbsent(check.violators().source(), s -> new ArrayList<>()).add(check);
      }
    }
    Map<String, List<CheckOutcome.Violation>> found = new ConcurrentHashMap<>();
    List<List<Check>> passes = List.copyOf(bySource.values());
    for (int from = 0; from < passes.size(); from += AT_ONCE) {
      List<List<Check>> some = passes.subList(from, Math.min(passes.size(), from + AT_ONCE));
      progress.accept(
          some.stream()
              .flatMap(pass -> pass.stream())
              .map(Check::name)
              .collect(Collectors.joining(", ")));
      warehouse.together(
          some.stream().map(pass -> (Runnable) () -> found.putAll(violations(pass))).toList());
    }
    Map<String, Long> counts = counts(due);
    return due.stream()
        .map(
            check ->
                new CheckOutcome(
                    check.name(),
                    check.relation(),
                    check.meaning(),
                    counts.get(check.relation()),
                    found.getOrDefault(check.name(), List.of())))
        .toList();
  }

  /** Violations by check, of checks that share a source. */
  private Map<String, List<CheckOutcome.Violation>> violations(List<Check> pass) {
    String structs =
        pass.stream()
            .map(check -> check.violators().struct(check.name()))
            .collect(Collectors.joining(", "));
    // Empty ones go after explode(): filter() works out the type of the array anew at every row,
    // and
    // a condition before it may be evaluated below the source's joins, where a divisor can be 0.
    String query =
        "SELECT v.name, v.scope, v.expected, v.actual FROM (SELECT explode(array("
            + structs
            + ")) AS v FROM "
            + pass.get(0).violators().source()
            + scope.where(pass.get(0).relation())
            + ") WHERE v IS NOT NULL QUALIFY row_number() OVER (PARTITION BY v.name ORDER BY v.scope) <= "
            + MOST;
    Map<String, List<CheckOutcome.Violation>> found = new HashMap<>();
    for (Row row : warehouse.spark().sql(query).collectAsList()) {
      found
          .computeIfAbsent(row.getString(0), name -> new ArrayList<>())
          .add(new CheckOutcome.Violation(text(row, 1), text(row, 2), text(row, 3)));
    }
    return found;
  }

  /** Rows of each relation, by one query. */
  private Map<String, Long> counts(List<Check> checks) {
    String query =
        checks.stream()
            .map(Check::relation)
            .distinct()
            .map(
                relation ->
                    "SELECT '" + relation + "', count(*) FROM " + relation + scope.where(relation))
            .collect(Collectors.joining(" UNION ALL "));
    Map<String, Long> counts = new HashMap<>();
    if (!query.isEmpty()) {
      warehouse
          .spark()
          .sql(query)
          .collectAsList()
          .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    }
    return counts;
  }

  private static String text(Row row, int column) {
    return row.isNullAt(column) ? null : row.getString(column);
  }

  private boolean isWritten(String relation) {
    // A view, such as ops.runs, is there as soon as anything is.
    return Dictionary.tables().stream()
        .filter(table -> table.fullName().equals(relation))
        .findFirst()
        .map(warehouse::exists)
        .orElse(true);
  }

  /** Keeps the outcomes in {@code ops.checks}: a row for each that holds, one a row if not. */
  public static void write(Warehouse warehouse, List<CheckOutcome> outcomes, String runId) {
    List<Row> rows = new ArrayList<>();
    for (CheckOutcome outcome : outcomes) {
      if (outcome.holds()) {
        String scope = outcome.relation() + ", " + outcome.rows() + " rows";
        rows.add(RowFactory.create(runId, outcome.check(), scope, outcome.meaning(), null, "OK"));
      }
      Set<String> named = new TreeSet<>();
      for (CheckOutcome.Violation v : outcome.violations()) {
        String scope = outcome.relation() + " " + v.scope();
        if (named.add(scope)) {
          rows.add(
              RowFactory.create(runId, outcome.check(), scope, v.expected(), v.actual(), "FAILED"));
        }
      }
    }
    warehouse.appendRows(OpsTables.CHECKS, rows, runId);
  }

  /** The relations that have not been written yet, so that nothing of them was checked. */
  public Set<String> skipped() {
    return skipped;
  }
}
