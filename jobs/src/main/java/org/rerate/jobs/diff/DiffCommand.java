package org.rerate.jobs.diff;

import java.time.LocalDate;
import java.util.List;
import org.rerate.domain.RerateException;
import org.rerate.explain.RestatementExplanation;
import org.rerate.jobs.command.CommonOptions;
import org.rerate.jobs.command.OptionParser;
import org.rerate.jobs.command.Output;
import org.rerate.jobs.command.RerateCommand;
import org.rerate.report.ReportBridge;
import org.rerate.report.ReportSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rerate diff}: why a number, or those of a report, are others now. */
@Command(
    name = "diff",
    description = {
      "Shows why a basket's number of a past day, or a report's headlines, have changed since.",
      "",
      "It values the day from the rows taken in by an earlier instant and from those taken in since,",
      "and exchanges the inputs one after the other: memberships, references, corporate actions,",
      "share counts, prices, exchange rates, reported figures, estimates. The effects of the inputs",
      "sum to the change. Below each stand the members and rows behind it, most effect first, with",
      "file and line. The command writes valuation.restatements for every sub-sector.",
      "",
      "With --report it follows each headline of a report from an earlier report of that name: what",
      "was restated of the earlier date, then what came since: members that joined or left, new and",
      "lost caps, earnings, currency, re-rating. It stores no result."
    },
    footer = {
      "",
      "Examples:",
      "  rerate diff --basket china-ai --on 2026-01-13 --basis CY2026",
      "  rerate diff --basket us-ai --on 2026-01-05 --basis NTM --since 2026-01-06T08:00:00Z",
      "  rerate diff --basket us-ai --on 2026-01-05 --basis NTM --subsector MEMORY --format json",
      "  rerate diff --report us-vs-china --against 2025-12-31",
      "  rerate sql -e \"SELECT * FROM valuation.restatements WHERE subsector = 'ALL'\""
    })
public final class DiffCommand extends RerateCommand {

  @Option(names = "--basket", paramLabel = "B", description = "The basket.")
  String basket;

  @Option(
      names = "--report",
      paramLabel = "NAME",
      description = "Instead of a basket: a file of reports/ in a configuration folder.")
  String report;

  @Option(
      names = "--on",
      paramLabel = "D",
      description = "The day valued; of a report its date (default: as its file says).")
  String on;

  @Option(
      names = "--against",
      paramLabel = "D",
      description = "The date of the earlier report (default: of the last one made).")
  String against;

  @Option(
      names = "--basis",
      paramLabel = "BASIS",
      description = "Earnings basis: CY2026, NTM, FY1, FY2, LFY or TTM.")
  String basis;

  @Option(
      names = "--since",
      paramLabel = "INSTANT|RUN_ID",
      description = {
        "What counts as before: rows taken in by this instant, or by this run, its own included.",
        "Default: the run before the last one that took rows in; of a report the run that made it."
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
    if (report == null) {
      ofBasket();
    } else {
      ofReport();
    }
    out().flush();
    return 0;
  }

  private void ofBasket() {
    if (basket == null || on == null || basis == null || against != null) {
      throw RerateException.usage(
          against == null
              ? "diff needs --basket, --on and --basis, or --report"
              : "--against is the date of an earlier report",
          "Write rerate diff --basket B --on DATE --basis BASIS, or rerate diff --report NAME"
              + " --against DATE");
    }
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
  }

  private void ofReport() {
    if (basket != null || basis != null) {
      throw RerateException.usage(
          "--report names its own baskets and bases", "Leave out --basket and --basis");
    }
    ReportSpec spec = ReportSpec.read(conf(), report);
    if (on != null) {
      spec = spec.on(OptionParser.date("--on", on));
    }
    LocalDate earlier = against == null ? null : OptionParser.date("--against", against);
    ReportBridge bridge = rerate().bridge(spec).against(earlier).since(since).tell();
    CommonOptions.Format format = options().format();
    Output output = new Output(out(), format);
    switch (format) {
      case csv -> output.csv(BridgeRows.COLUMNS, BridgeRows.of(bridge));
      case json -> output.document(bridge);
      case table -> new BridgeText(out(), bridge).print();
    }
  }

  private RerateException unknown(List<RestatementExplanation> groups) {
    return RerateException.usage(
        basket + " has no sub-sector '" + subsector + "' on that day, neither then nor now",
        "It has "
            + String.join(", ", groups.stream().map(RestatementExplanation::subsector).toList()));
  }
}
