package org.rerate.jobs.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.rerate.action.CheckAction;
import org.rerate.check.CheckOutcome;
import org.rerate.check.Checks;
import org.rerate.check.Suspicions;
import org.rerate.check.Suspicions.Suspicion;
import org.rerate.domain.RerateException;
import org.rerate.jobs.command.CommonOptions.Format;
import org.rerate.jobs.command.Output;
import org.rerate.jobs.command.RerateCommand;
import org.rerate.jobs.command.TextTable;
import org.rerate.run.Settings;
import org.rerate.valuation.ResultVariant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rerate check}: do the stored results hold together. */
@Command(
    name = "check",
    description = {
      "Re-checks every stored result and lists the rows that violate an invariant.",
      "",
      "Among the invariants: sub-sectors sum to ALL, the parts of a change sum to it, every NULL has",
      "a status that explains it, and the ledger's row counts add up. The command writes ops.checks.",
      "It also lists what is odd about share counts, splits and caps and is not settled yet",
      "(status SUSPECT): warnings of loads, and caps that moved over 2.5 times while no close did.",
      "--new looks at what runs have written since the last check that found no violation: results",
      "from their first date on, and loads. It leaves out the invariants of whole series, so run a",
      "check of everything now and then.",
      "Exit status 4: at least one row violates an invariant."
    },
    footer = {
      "",
      "Examples:",
      "  rerate check",
      "  rerate check --new",
      "  rerate check --format csv",
      "  rerate sql -e \"SELECT check, scope, expected, actual FROM ops.checks WHERE status = 'FAILED'\""
    })
public final class CheckCommand extends RerateCommand {

  private static final List<String> COLUMNS =
      List.of("check", "relation", "rows", "status", "scope", "expected", "actual");

  @Option(
      names = "--new",
      description = "Only what was written since the last check that found no violation.")
  boolean isNew;

  @Override
  protected Map<String, String> sparkSettings(Settings settings, ResultVariant variant) {
    return interpreted(settings.spark());
  }

  @Override
  public Integer call() {
    CheckAction.Report report = isNew ? rerate().checkNew() : rerate().check();
    Format format = options().format();
    if (format == Format.table) {
      text(report);
    } else {
      Output output = new Output(out(), format);
      List<List<Object>> rows = rows(report.outcomes());
      report.suspicions().forEach(one -> rows.add(row(one)));
      output.cells(COLUMNS, rows);
    }
    out().flush();
    return (report.holds() ? RerateException.Exit.DONE : RerateException.Exit.CHECK_FAILED).code();
  }

  private void text(CheckAction.Report report) {
    TextTable table = new TextTable("", "llrll");
    table.row("check", "relation", "rows", "status", "what holds");
    for (CheckOutcome outcome : report.outcomes()) {
      table.row(
          outcome.check(),
          outcome.relation(),
          outcome.rows(),
          outcome.holds() ? "OK" : "FAILED",
          outcome.meaning());
    }
    table.print(out());
    if (!report.skipped().isEmpty()) {
      out().println();
      out().println("Nothing stored yet, nothing checked: " + String.join(", ", report.skipped()));
    }
    report.outcomes().stream().filter(outcome -> !outcome.holds()).forEach(this::broken);
    long failed = report.outcomes().stream().filter(outcome -> !outcome.holds()).count();
    suspicions(report.suspicions());
    out().println();
    out()
        .println(
            failed == 0
                ? report.outcomes().size() + " checks hold."
                : failed + " of " + report.outcomes().size() + " checks FAILED.");
  }

  private void suspicions(List<Suspicion> open) {
    if (open.isEmpty()) {
      return;
    }
    out().println();
    out()
        .println(
            "Odd and not settled ("
                + (open.size() == Suspicions.MOST ? "the newest " : "")
                + open.size()
                + "): correct the row, or load the action that explains it");
    TextTable table = new TextTable("  ", "llllll");
    table.row("what", "of", "on", "before", "after", "from");
    open.forEach(
        one ->
            table.row(
                one.rule(), one.subject(), one.day(), one.before(), one.after(), one.where()));
    table.print(out());
  }

  private void broken(CheckOutcome outcome) {
    out().println();
    int rows = outcome.violations().size();
    out()
        .println(
            "FAILED "
                + outcome.check()
                + ": "
                + outcome.meaning()
                + "; not so in "
                + (rows == Checks.MOST ? "at least " : "")
                + rows
                + (rows == 1 ? " row" : " rows"));
    TextTable table = new TextTable("  ", "lll");
    table.row("row", "expected", "stored");
    outcome.violations().forEach(v -> table.row(v.scope(), v.expected(), v.actual()));
    table.print(out());
  }

  private static List<List<Object>> rows(List<CheckOutcome> outcomes) {
    List<List<Object>> rows = new ArrayList<>();
    for (CheckOutcome outcome : outcomes) {
      if (outcome.holds()) {
        rows.add(row(outcome, "OK", null, null, null));
      }
      outcome
          .violations()
          .forEach(v -> rows.add(row(outcome, "FAILED", v.scope(), v.expected(), v.actual())));
    }
    return rows;
  }

  /** A suspicion among checks: what stood before for what was expected. */
  private static List<Object> row(Suspicion one) {
    return Arrays.asList(
        one.rule(),
        one.where(),
        1L,
        "SUSPECT",
        one.subject() + " " + one.day(),
        one.before(),
        one.after());
  }

  private static List<Object> row(CheckOutcome outcome, String status, Object... rest) {
    List<Object> row = new ArrayList<>();
    row.add(outcome.check());
    row.add(outcome.relation());
    row.add(outcome.rows());
    row.add(status);
    for (Object cell : rest) {
      row.add(cell);
    }
    return row;
  }
}
