package org.rerate.jobs.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.rerate.domain.Membership;
import org.rerate.domain.RerateException;
import org.rerate.ingest.load.FileOutcome;
import org.rerate.jobs.action.ActionContext;
import org.rerate.jobs.action.IngestAction;
import org.rerate.jobs.action.MeasureAction;
import org.rerate.jobs.action.ReportAction;
import org.rerate.jobs.action.ValueAction;
import org.rerate.jobs.command.RerateCommand;
import org.rerate.jobs.report.Browser;
import org.rerate.jobs.report.ReportFiles;
import org.rerate.report.ReportBuilder;
import org.rerate.report.ReportNote;
import org.rerate.report.ReportRows;
import org.rerate.report.ReportSpec;
import org.rerate.run.Settings;
import org.rerate.valuation.BasketRequest;
import org.rerate.valuation.ResultVariant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rerate demo}: the main job on the shipped feed. */
@Command(
    name = "demo",
    description = {
      "Loads and values the shipped feed, then prints and charts China AI against US AI.",
      "",
      "The data are illustrative: names are real, prices and estimates are made up. A second run in",
      "the same warehouse reuses the stored results and changes no table."
    },
    footer = {
      "",
      "Examples:",
      "  rerate demo --open",
      "  rerate demo --warehouse /tmp/try --out /tmp/try/reports"
    })
public final class DemoCommand extends RerateCommand {

  private static final String REPORT = "us-vs-china";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the page and its CSV files (default: ./reports).")
  Path folder = Path.of("reports");

  @Option(names = "--open", description = "Open the page in the browser.")
  boolean open;

  @Override
  public Integer call() {
    ReportSpec spec = ReportSpec.read(conf(), REPORT);
    ReportFiles files = new ReportFiles(folder).prepared();
    ActionContext context = context();
    load(context);
    value(context, spec);
    ReportRows rows = new ReportAction(context).measure(spec, true);
    new MeasureAction(context).measure(DemoMeasures.ASKED);
    files.write(new ReportBuilder(rows).build());
    ResultVariant variant = new ResultVariant(context.methodology().name(), context.asOf());
    new NoteText(out(), new ReportNote(rows).read())
        .print(
            context.warehouse().root(),
            files.page(),
            () -> new DemoMeasures(out(), context.warehouse(), variant).print());
    if (open) {
      Browser.ofDesktop(context::say).open(files.page());
    }
    return 0;
  }

  /** Its tables are small. */
  @Override
  protected Map<String, String> sparkSettings(Settings settings, ResultVariant variant) {
    return interpreted(super.sparkSettings(settings, variant));
  }

  private void load(ActionContext context) {
    String feed = home().resolve("examples/ai-baskets").toString();
    List<FileOutcome> outcomes = new IngestAction(context).load(feed, null, Set.of());
    for (FileOutcome outcome : outcomes) {
      if (!outcome.isIn()) {
        throw new RerateException(
            RerateException.Exit.REFUSED,
            "the file "
                + outcome.file()
                + " of the shipped feed is not in: "
                + outcome.refused().orElse("too many bad rows")
                + ". Restore examples/ai-baskets from the distribution",
            null);
      }
    }
  }

  /** Every trading day: as a member would see it, and restated to the members of each end date. */
  private static void value(ActionContext context, ReportSpec spec) {
    List<BasketRequest> restated = new ArrayList<>();
    Membership compared = Membership.backcast(spec.comparedOn());
    for (ReportSpec.Span span : spec.spans()) {
      restated.add(new BasketRequest(span.basket(), span.membership()));
      if (!span.membership().equals(compared)) {
        restated.add(new BasketRequest(span.basket(), compared));
      }
    }
    new ValueAction(context)
        .value(
            new ValueAction.Request(
                null,
                null,
                List.copyOf(new TreeSet<>(List.of(spec.basketA(), spec.basketB()))),
                List.of(),
                List.of(Membership.POINT_IN_TIME),
                restated,
                false,
                false),
            false);
  }
}
