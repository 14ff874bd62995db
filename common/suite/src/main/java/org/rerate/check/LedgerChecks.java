package org.rerate.check;

import static org.rerate.check.CheckSql.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.rerate.table.Dictionary;
import org.rerate.table.MarketTables;
import org.rerate.table.TableSpec;

/** The ledger adds up, and every row was written by a run that it knows. */
final class LedgerChecks {

  private static final String FILES = "ops.run_files";

  private static final String RUNS = "ops.runs";

  private LedgerChecks() {}

  static List<Check> all(CheckScope scope) {
    List<Check> checks = new ArrayList<>();
    checks.add(
        new Check(
            "ledger",
            FILES,
            "read = accepted + unchanged + quarantined + withheld, per file and run",
            rows(
                FILES,
                "concat_ws(' ', run_id, feed, file)",
                "read",
                "concat_ws(' + ', accepted, unchanged, quarantined, withheld)",
                "coalesce(read <> accepted + unchanged + quarantined + withheld OR read < 0 OR"
                    + " accepted < 0 OR unchanged < 0 OR quarantined < 0 OR withheld < 0, true)")));
    checks.add(
        new Check(
            "ledger-withheld",
            FILES,
            "a file over the limit or refused let no row in",
            rows(
                FILES,
                "concat_ws(' ', run_id, feed, file)",
                "'0 accepted'",
                "concat(accepted, ' accepted')",
                "(over_limit OR refused IS NOT NULL) AND accepted > 0")));
    checks.add(landed(scope));
    if (scope.isTouched(RUNS)) {
      checks.add(runs(scope));
    }
    return checks;
  }

  /** What the ledger says that a run let in is what the market tables have of it. */
  private static Check landed(CheckScope scope) {
    String landed =
        MarketTables.ALL.stream()
            .map(
                feed ->
                    ("SELECT '%s' AS file, run_id, count(*) AS landed FROM %s WHERE %s"
                            + " GROUP BY run_id")
                        .formatted(feed.name(), feed.table().fullName(), scope.ofIntakes()))
            .collect(Collectors.joining(" UNION ALL "));
    return new Check(
        "ledger-landed",
        FILES,
        "a run's rows in each market table are as many as it says it accepted",
        rows(
            "(SELECT f.run_id, f.file, f.accepted, coalesce(m.landed, 0) AS landed FROM (SELECT"
                + " run_id, file, sum(accepted) AS accepted FROM "
                + FILES
                + " GROUP BY run_id, file) f LEFT JOIN ("
                + landed
                + ") m ON m.run_id = f.run_id AND m.file = f.file)",
            "concat_ws(' ', run_id, file)",
            "accepted",
            "landed",
            "accepted <> landed"));
  }

  private static Check runs(CheckScope scope) {
    List<String> relations = new ArrayList<>();
    Dictionary.results().stream()
        .filter(table -> scope.isTouched(table.fullName()))
        .forEach(table -> relations.add(runsOf(table, scope)));
    return new Check(
        "results-have-runs",
        RUNS,
        "every result row names a run that the ledger knows and that did not fail",
        rows(
            "(SELECT r.*, o.status AS ended FROM ("
                + String.join(" UNION ALL ", relations)
                + ") r LEFT JOIN ops.runs o ON o.run_id = r.run_id)",
            "concat_ws(' ', relation, run_id)",
            "'a run that is done'",
            "coalesce(ended, 'unknown run')",
            "coalesce(ended, '') NOT IN ('DONE', 'RUNNING')"));
  }

  private static String runsOf(TableSpec table, CheckScope scope) {
    return "SELECT DISTINCT '"
        + table.fullName()
        + "' AS relation, run_id FROM "
        + table.fullName()
        + scope.where(table.fullName());
  }
}
