package org.rerate.jobs.pipeline;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.rerate.action.ActionContext;
import org.rerate.action.CheckAction;
import org.rerate.action.MeasureAction;
import org.rerate.action.PipelineLedger;
import org.rerate.action.Rerate;
import org.rerate.domain.Membership;
import org.rerate.domain.RerateException;
import org.rerate.domain.RerateException.Exit;
import org.rerate.engine.disk.FeedFolder;
import org.rerate.ingest.load.FileOutcome;
import org.rerate.ingest.read.SourceMapping;
import org.rerate.ingest.read.SourceMappings;
import org.rerate.jobs.pipeline.DayOutcome.FileRows;
import org.rerate.jobs.pipeline.DayOutcome.StepOutcome;
import org.rerate.jobs.pipeline.PipelineSpec.Checked;
import org.rerate.jobs.pipeline.PipelineSpec.DailyFeed;
import org.rerate.jobs.report.ReportFiles;
import org.rerate.measure.MeasureOption;
import org.rerate.measure.Measures;
import org.rerate.report.ReportBuilder;
import org.rerate.report.ReportSpec;
import org.rerate.run.ConfFolders;

/** Takes the steps of a pipeline for one date after the other. */
final class PipelineRun {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  private final Rerate rerate;
  private final ActionContext context;
  private final ConfFolders folders;
  private final PipelineSpec spec;
  private final PipelineLedger ledger;

  PipelineRun(Rerate rerate, ConfFolders folders, PipelineSpec spec) {
    this.rerate = rerate;
    this.context = rerate.context();
    this.folders = folders;
    this.spec = spec;
    this.ledger = new PipelineLedger(context, spec.name());
  }

  PipelineLedger ledger() {
    return ledger;
  }

  /** Stops a date at a step, whose status it has. */
  private static final class StepFailure extends RerateException {

    private static final long serialVersionUID = 1L;

    StepFailure(Exit exit, String message) {
      super(exit, message, null);
    }
  }

  /** Takes a date; what it returns says how that went, unless it was internal. */
  DayOutcome take(LocalDate date) {
    DayOutcome day = new DayOutcome(date, ledger.attempts(date) + 1);
    if (ledger.isDone(date)) {
      context.say(spec.name() + " " + date + ": done before");
      return day.nothing("done before", true);
    }
    try {
      return ledger.run(date, () -> steps(day, date));
    } catch (RerateException e) {
      context.say(spec.name() + " " + date + ": " + e.getMessage());
      return day.ended(e.exit(), e.getMessage());
    }
  }

  private DayOutcome steps(DayOutcome day, LocalDate date) {
    if (!spec.isOpen(date)) {
      context.say(spec.name() + " " + date + ": no trading on that date");
      return day.nothing("no trading on that date", false);
    }
    for (DailyFeed feed : spec.feeds()) {
      String folder = feed.on(date);
      step(day, date, "ingest " + folder, () -> load(feed, folder));
    }
    boolean hasClose = ledger.hasClose(date);
    if (!spec.memberships().isEmpty()) {
      // Not asked of the ledger's steps: it finds out itself what changed, also after a late feed.
      timed(day, "value", () -> value());
    }
    if (!hasClose) {
      context.say(spec.name() + " " + date + ": no close on that date");
      return day.nothing("no close on that date", false);
    }
    if (!spec.measures().isEmpty()) {
      timed(day, "measure", () -> measure(date));
    }
    if (spec.check() != Checked.NONE) {
      step(day, date, "check", this::check);
    }
    for (String report : spec.reports()) {
      step(day, date, "report " + report, () -> report(report, date));
    }
    if (spec.maintain().map(ledger::needsUpkeep).orElse(false)) {
      timed(day, "maintain", this::maintain);
    }
    return day;
  }

  private void step(DayOutcome day, LocalDate date, String step, Supplier<StepOutcome> work) {
    if (ledger.isDone(date, step)) {
      day.add(new StepOutcome(step, "SKIPPED", 0, "done before", List.of()));
      return;
    }
    timed(day, step, () -> ledger.step(date, step, work));
  }

  private static void timed(DayOutcome day, String step, Supplier<StepOutcome> work) {
    long start = System.nanoTime();
    try {
      StepOutcome done = work.get();
      day.add(new StepOutcome(step, done.status(), seconds(start), done.message(), done.files()));
    } catch (RerateException e) {
      day.add(new StepOutcome(step, "FAILED", seconds(start), e.getMessage(), List.of()));
      throw e;
    }
  }

  private static double seconds(long start) {
    return Math.round((System.nanoTime() - start) / 1e6) / 1e3;
  }

  private static StepOutcome done(String status, String message, List<FileRows> files) {
    return new StepOutcome("", status, 0, message, files);
  }

  private StepOutcome load(DailyFeed feed, String folder) {
    if (!arrived(feed, folder)) {
      String message = "there is no feed folder '" + folder + "'";
      if (feed.required()) {
        throw new StepFailure(
            Exit.REFUSED,
            message + ", and it is required. Deliver it and run the same command again");
      }
      return done("SKIPPED", message, List.of());
    }
    SourceMapping mapping =
        feed.source().map(name -> SourceMappings.read(folders, name)).orElse(null);
    List<FileOutcome> outcomes =
        rerate.ingest(folder).source(mapping).only(feed.only()).execute().files();
    List<FileRows> files = outcomes.stream().map(outcome -> rows(folder, outcome)).toList();
    List<String> notIn = outcomes.stream().filter(o -> !o.isIn()).map(FileOutcome::file).toList();
    if (notIn.isEmpty()) {
      return done("DONE", null, files);
    }
    String message = "not loaded: " + String.join(", ", notIn) + " of " + folder;
    if (feed.required()) {
      throw new StepFailure(
          Exit.REFUSED,
          message + ". ops.run_files says why; run the same command again after that");
    }
    return done("DONE", message, files);
  }

  private boolean arrived(DailyFeed feed, String folder) {
    long deadline = System.nanoTime() + feed.patience().toNanos();
    while (true) {
      try {
        FeedFolder.open(context.warehouse().spark(), folder);
        return true;
      } catch (RerateException e) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        context.say("Waiting for " + folder);
        try {
          Thread.sleep(Math.min(LOOK_AGAIN.toMillis(), left / 1_000_000 + 1));
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
    }
  }

  private static FileRows rows(String feed, FileOutcome outcome) {
    return new FileRows(
        feed,
        outcome.file(),
        outcome.read(),
        outcome.accepted(),
        outcome.unchanged(),
        outcome.quarantined(),
        outcome.withheld(),
        outcome.refused().orElse(null));
  }

  private StepOutcome value() {
    boolean computed = false;
    for (Membership membership : spec.memberships()) {
      computed |= rerate.value().bases(spec.bases()).membership(membership).execute().isComputed();
    }
    return done(computed ? "DONE" : "SKIPPED", null, List.of());
  }

  private StepOutcome measure(LocalDate date) {
    boolean computed =
        rerate
            .measure()
            .execute(spec.measures().stream().map(asked -> on(date, asked)).toList())
            .isComputed();
    return done(computed ? "DONE" : "SKIPPED", null, List.of());
  }

  /**
   * A measure that looks from a day looks from the date of the run, unless its options say more.
   */
  private static MeasureAction.Asked on(LocalDate date, MeasureAction.Asked asked) {
    Map<String, String> options = new TreeMap<>(asked.options());
    if (Measures.named(asked.measure()).options().contains(MeasureOption.ON)) {
      options.putIfAbsent(MeasureOption.ON.name(), date.toString());
    }
    return new MeasureAction.Asked(asked.measure(), options);
  }

  private StepOutcome check() {
    CheckAction.Report report = spec.check() == Checked.ALL ? rerate.check() : rerate.checkNew();
    if (report.holds()) {
      return done("DONE", report.outcomes().size() + " checks hold", List.of());
    }
    List<String> failed =
        report.outcomes().stream().filter(o -> !o.holds()).map(o -> o.check()).toList();
    throw new StepFailure(
        Exit.CHECK_FAILED,
        "checks failed: " + String.join(", ", failed) + ". rerate check lists the rows");
  }

  private StepOutcome report(String name, LocalDate date) {
    ReportSpec report = ReportSpec.read(folders, name).on(date);
    ReportFiles files = new ReportFiles(spec.out()).prepared();
    files.write(new ReportBuilder(rerate.report().measure(report, false)).build());
    return done("DONE", files.page().toString(), List.of());
  }

  private StepOutcome maintain() {
    rerate.maintain().execute();
    return done("DONE", null, List.of());
  }
}
