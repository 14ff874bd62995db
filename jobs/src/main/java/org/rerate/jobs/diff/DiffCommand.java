package org.rerate.jobs.diff;

import java.util.List;
import org.rerate.domain.RerateException;
import org.rerate.explain.RestatementExplanation;
import org.rerate.jobs.command.OptionParser;
import org.rerate.jobs.command.Output;
import org.rerate.jobs.command.RerateCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rerate diff}: why a number is another now. */
@Command(
    name = "diff",
    description = {
      "Shows why a basket's number of a past day differs from what it was before.",
      "",
      "It values the day from the rows taken in by an earlier instant and from those taken in since,",
      "and exchanges the inputs one after the other: memberships, references, corporate actions,",
      "share counts, prices, exchange rates, reported figures, estimates. The effects of the inputs",
      "sum to the change. Below each stand the members and rows behind it, most effect first, with",
      "file and line. The command writes valuation.restatements for every sub-sector."
    },
    footer = {
      "",
      "Examples:",
      "  rerate diff --basket china-ai --on 2026-01-13 --basis CY2026",
      "  rerate diff --basket us-ai --on 2026-01-05 --basis NTM --since 2026-01-06T08:00:00Z",
      "  rerate diff --basket us-ai --on 2026-01-05 --basis NTM --subsector MEMORY --format json",
      "  rerate sql -e \"SELECT * FROM valuation.restatements WHERE subsector = 'ALL'\""
    })
public final class DiffCommand extends RerateCommand {

  @Option(names = "--basket", paramLabel = "B", required = true, description = "The basket.")
  String basket;

  @Option(names = "--on", paramLabel = "D", required = true, description = "The day valued.")
  String on;

  @Option(
      names = "--basis",
      paramLabel = "BASIS",
      required = true,
      description = "Earnings basis: CY2026, NTM, FY1, FY2, LFY or TTM.")
  String basis;

  @Option(
      names = "--since",
      paramLabel = "INSTANT|RUN_ID",
      description = {
        "What counts as before: rows taken in by this instant, or by this run, its own included.",
        "Default: the run before the last one that took rows in."
      })
  String since;

  @Option(
      names = "--subsector",
      paramLabel = "S",
      description = "A sub-sector, a composite, or ALL (default).")
  String subsector = "ALL";

  @Option(
      names = "--membership",
      paramLabel = "RULE",
      description = "point_in_time (default) or backcast:DATE.")
  String membership = "point_in_time";

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Rows and members shown per input in a table (default 5); others show all.")
  int most = 5;

  @Override
  public Integer call() {
    List<RestatementExplanation> groups =
        rerate()
            .diff(basket)
            .membership(OptionParser.membership(membership))
            .since(since)
            .on(OptionParser.date("--on", on), OptionParser.basis(basis));
    RestatementExplanation group =
        groups.stream()
            .filter(one -> one.subsector().equals(subsector))
            .findFirst()
            .orElseThrow(() -> unknown(groups));
    Output output = new Output(out(), options().format());
    switch (options().format()) {
      case csv -> output.csv(DiffRows.COLUMNS, DiffRows.of(group));
      case json -> output.document(group);
      case table -> new DiffText(out(), group, most).print();
    }
    out().flush();
    return 0;
  }

  private RerateException unknown(List<RestatementExplanation> groups) {
    return RerateException.usage(
        basket + " has no sub-sector '" + subsector + "' on that day, neither then nor now",
        "It has "
            + String.join(", ", groups.stream().map(RestatementExplanation::subsector).toList()));
  }
}
