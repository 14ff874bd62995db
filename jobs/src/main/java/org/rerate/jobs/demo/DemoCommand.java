package org.rerate.jobs.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rerate.action.ActionContext;
import org.rerate.action.Rerate;
import org.rerate.domain.Membership;
import org.rerate.domain.RerateException;
import org.rerate.ingest.load.FileOutcome;
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
    Rerate rerate = rerate();
    ActionContext context = rerate.context();
    load(rerate);
    value(rerate, spec);
    ReportRows rows = rerate.report().measure(spec, true);
    rerate.measure().execute(DemoMeasures.ASKED);
    files.write(new ReportBuilder(rows).build());
    new NoteText(out(), new ReportNote(rows).read())
        .print(
            context.warehouse().root(),
            files.page(),
            () -> new DemoMeasures(out(), context.warehouse(), context.variant()).print());
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

  private void load(Rerate rerate) {
    String feed = home().resolve("examples/ai-baskets").toString();
    List<FileOutcome> outcomes = rerate.ingest(feed).execute().files();
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
  private static void value(Rerate rerate, ReportSpec spec) {
    List<BasketRequest> restated = new ArrayList<>();
    Membership compared = Membership.backcast(spec.comparedOn());
    for (ReportSpec.Span span : spec.spans()) {
      restated.add(new BasketRequest(span.basket(), span.membership()));
      if (!span.membership().equals(compared)) {
        restated.add(new BasketRequest(span.basket(), compared));
      }
    }
    rerate
        .value()
        .baskets(spec.basketA(), spec.basketB())
        .besides(restated)
        .withoutRolling()
        .execute();
  }
}
