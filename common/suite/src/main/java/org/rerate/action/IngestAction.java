package org.rerate.action;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.rerate.blocks.SeriesStore;
import org.rerate.domain.Secrets;
import org.rerate.engine.delta.TableState;
import org.rerate.engine.disk.FeedFolder;
import org.rerate.ingest.load.FileOutcome;
import org.rerate.ingest.load.FilePreview;
import org.rerate.ingest.load.Ingest;
import org.rerate.ingest.load.IngestOptions;
import org.rerate.ingest.load.Preview;
import org.rerate.ingest.load.QuarantineLimit;
import org.rerate.ingest.load.QuarantineRetry;
import org.rerate.ingest.read.SourceMapping;
import org.rerate.ingest.read.SourceMappings;
import org.rerate.run.Intake;
import org.rerate.run.Intake.RowCounts;
import org.rerate.run.Run;
import org.rerate.run.RunResult;
import org.rerate.table.OpsTables;

/** Loads one feed: files into the market tables, then the packed series brought up to date. */
public final class IngestAction {

  /** Stands for the feed in counts of rows that were held back before. */
  private static final String HELD = OpsTables.QUARANTINE.fullName();

  private final ActionContext context;
  private final String feed;
  private SourceMapping mapping;
  private Set<String> only = Set.of();

  /** A load of a folder or Hadoop URI; of the canonical feed, if nothing else is said. */
  IngestAction(ActionContext context, String feed) {
    this.context = context;
    this.feed = feed;
  }

  /**
   * Reads a vendor's files.
   *
   * @param name a mapping of {@code conf/sources}
   * @throws org.rerate.domain.RerateException with {@code USAGE} if there is none
   */
  public IngestAction source(String name) {
    return source(SourceMappings.read(context.folders(), name));
  }

  /** Reads a vendor's files; null for the canonical feed. */
  public IngestAction source(SourceMapping format) {
    mapping = format;
    return this;
  }

  /** Loads these files of the feed only; none for all. */
  public IngestAction only(Set<String> files) {
    only = Set.copyOf(files);
    return this;
  }

  /** Judges again what the quarantine still holds, and takes in what passes. */
  static IngestResult retry(ActionContext context) {
    context.warehouse().requireExisting();
    IngestAction held = new IngestAction(context, HELD);
    return held.recorded(context.run("retry-quarantine", ""), held::retry);
  }

  private IngestResult recorded(Run run, Function<Run, List<FileOutcome>> load) {
    return context.recorded(run, r -> new IngestResult(r.runId(), load.apply(r)), this::result);
  }

  private Optional<SourceMapping> mapping(String name) {
    return SourceMappings.find(context.folders(), name);
  }

  private List<FileOutcome> retry(Run run) {
    List<FileOutcome> outcomes =
        new QuarantineRetry(
                context.warehouse(), options(run), this::mapping, line -> context.say("  " + line))
            .retryAll();
    new SeriesStore(context.warehouse()).catchUp(run.runId());
    writeFiles(run, outcomes);
    return outcomes;
  }

  private IngestOptions options(Run run) {
    return new IngestOptions(
        mapping,
        only,
        new QuarantineLimit(
            context.settings().number("ingest.max_quarantine_fraction"),
            (long) context.settings().number("ingest.min_quarantined_rows")),
        run.runId(),
        run.startedAt(),
        run.startedAt().atZone(ZoneOffset.UTC).toLocalDate());
  }

  /**
   * Loads the feed and records what became of each file; a file that is not in is no error.
   *
   * @throws org.rerate.domain.RerateException with {@code USAGE} if there is no such feed, with
   *     {@code RETRY} if others write the same tables again and again
   */
  public IngestResult execute() {
    // A folder that is not there is wrong usage: nothing runs, nothing is recorded.
    FeedFolder.open(context.warehouse().spark(), feed);
    String arguments =
        feed
            + (mapping == null ? "" : " --source " + mapping.name())
            + (only.isEmpty() ? "" : " --only " + String.join(",", new TreeSet<>(only)));
    return recorded(context.run("ingest", arguments), this::load);
  }

  /** What a load would do; nothing is written, no run is recorded. */
  public List<FilePreview> preview() {
    context.say("Looking at " + feed + (mapping == null ? "" : " as " + mapping.name()));
    return new Preview(
            context.warehouse(),
            options(context.run("ingest", "")),
            line -> context.say("  " + line))
        .of(feed);
  }

  private List<FileOutcome> load(Run run) {
    context.say("Loading " + feed + (mapping == null ? "" : " as " + mapping.name()));
    if (mapping != null && mapping.proof() == SourceMapping.Proof.ASSUMED) {
      context.say(
          "  The mapping "
              + mapping.name()
              + " was never held against a file or the vendor's documentation: compare a few rows"
              + " with the file, then say so in it (proved_on)");
    }
    List<FileOutcome> outcomes =
        new Ingest(
                context.warehouse(), options(run), this::mapping, line -> context.say("  " + line))
            .load(feed);
    new SeriesStore(context.warehouse()).catchUp(run.runId());
    writeFiles(run, outcomes);
    return outcomes;
  }

  private void writeFiles(Run run, List<FileOutcome> outcomes) {
    if (outcomes.isEmpty()) {
      return;
    }
    List<Row> rows = new ArrayList<>();
    for (FileOutcome outcome : outcomes) {
      rows.add(
          RowFactory.create(
              run.runId(),
              outcome.isRetried() ? HELD : feed,
              outcome.file(),
              outcome.read(),
              outcome.accepted(),
              outcome.unchanged(),
              outcome.quarantined(),
              outcome.withheld(),
              outcome.whatIsRefused().orElse(null),
              outcome.overLimit(),
              outcome.sourceRows(),
              outcome.emptyRows(),
              outcome.loggedContent().orElse(null),
              outcome.standsAt().map(TableState::version).orElse(null)));
    }
    context.warehouse().appendRows(OpsTables.RUN_FILES, rows, run.runId());
  }

  private RunResult result(IngestResult result) {
    Map<String, RowCounts> tables = new TreeMap<>();
    for (FileOutcome file : result.files()) {
      tables.merge(
          "market." + file.file(),
          new RowCounts(file.read(), file.accepted(), file.quarantined()),
          RowCounts::and);
    }
    return new RunResult(context.written(result.versions()), result.read(), result.accepted())
        .withIntake(new Intake(feed.equals(HELD) ? "" : Secrets.masked(feed), tables));
  }
}
