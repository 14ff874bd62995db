package org.rerate.jobs.action;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.rerate.blocks.SeriesStore;
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
import org.rerate.run.Run;
import org.rerate.run.RunResult;
import org.rerate.table.OpsTables;

/** Loads one feed: files into the market tables, then the packed series brought up to date. */
public final class IngestAction {

  /** Stands for the feed in counts of rows that were held back before. */
  private static final String HELD = OpsTables.QUARANTINE.fullName();

  private final ActionContext context;
  private final Function<String, Optional<SourceMapping>> mappings;

  /** A load of canonical feeds. */
  public IngestAction(ActionContext context) {
    this(context, name -> Optional.empty());
  }

  /**
   * A load.
   *
   * @param mappings vendors' formats by name
   */
  public IngestAction(ActionContext context, Function<String, Optional<SourceMapping>> mappings) {
    this.context = context;
    this.mappings = mappings;
  }

  /** Judges again what the quarantine still holds, and takes in what passes. */
  public List<FileOutcome> retry() {
    return context.recorded(context.run("retry-quarantine", ""), this::retry, this::result);
  }

  private List<FileOutcome> retry(Run run) {
    List<FileOutcome> outcomes =
        new QuarantineRetry(
                context.warehouse(),
                options(run, null, Set.of()),
                mappings,
                line -> context.say("  " + line))
            .retryAll();
    new SeriesStore(context.warehouse()).catchUp(run.runId());
    writeFiles(run, HELD, outcomes);
    return outcomes;
  }

  private IngestOptions options(Run run, SourceMapping mapping, Set<String> only) {
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
   * Loads a feed and records what became of each file.
   *
   * @param mapping the vendor's format; null for the canonical feed
   * @param only feed files to load; empty for all
   */
  public List<FileOutcome> load(String feed, SourceMapping mapping, Set<String> only) {
    // A folder that is not there is wrong usage: nothing runs, nothing is recorded.
    FeedFolder.open(context.warehouse().spark(), feed);
    String arguments =
        feed
            + (mapping == null ? "" : " --source " + mapping.name())
            + (only.isEmpty() ? "" : " --only " + String.join(",", new TreeSet<>(only)));
    return context.recorded(
        context.run("ingest", arguments), run -> load(run, feed, mapping, only), this::result);
  }

  /** What a load would do; nothing is written, no run is recorded. */
  public List<FilePreview> preview(String feed, SourceMapping mapping, Set<String> only) {
    context.say("Looking at " + feed + (mapping == null ? "" : " as " + mapping.name()));
    return new Preview(context.warehouse(), options(context.run("ingest", ""), mapping, only))
        .of(feed);
  }

  private List<FileOutcome> load(Run run, String feed, SourceMapping mapping, Set<String> only) {
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
                context.warehouse(),
                options(run, mapping, only),
                mappings,
                line -> context.say("  " + line))
            .load(feed);
    new SeriesStore(context.warehouse()).catchUp(run.runId());
    writeFiles(run, feed, outcomes);
    return outcomes;
  }

  private void writeFiles(Run run, String feed, List<FileOutcome> outcomes) {
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
              outcome.refused().orElse(null),
              outcome.overLimit(),
              outcome.sourceRows(),
              outcome.emptyRows(),
              outcome.loggedContent().orElse(null),
              outcome.standsAt().map(TableState::version).orElse(null)));
    }
    context.warehouse().appendRows(OpsTables.RUN_FILES, rows, run.runId());
  }

  private RunResult result(List<FileOutcome> outcomes) {
    Map<String, Long> versions = new LinkedHashMap<>();
    long read = 0;
    long accepted = 0;
    for (FileOutcome outcome : outcomes) {
      read += outcome.read();
      accepted += outcome.accepted();
      outcome.tableVersion().ifPresent(v -> versions.put("market." + outcome.file(), v));
    }
    return new RunResult(context.written(versions), read, accepted);
  }
}
