package org.rerate.jobs.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.rerate.action.IngestAction;
import org.rerate.action.IngestResult;
import org.rerate.action.Rerate;
import org.rerate.domain.RerateException;
import org.rerate.ingest.load.FilePreview;
import org.rerate.ingest.read.SourceMapping;
import org.rerate.ingest.read.SourceMappings;
import org.rerate.jobs.command.Output;
import org.rerate.jobs.command.RerateCommand;
import org.rerate.run.Settings;
import org.rerate.valuation.ResultVariant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rerate ingest FEED...}: loads feeds. */
@Command(
    name = "ingest",
    description = {
      "Validates and loads feeds; loading one again changes nothing.",
      "",
      "Rows that break a rule go to raw.quarantine with their original text and the reason. A file",
      "with too many of them is withheld as a whole. Exit status 3: at least one file was not loaded.",
      "",
      "--dry-run shows the first mapped rows and what would be quarantined, and writes nothing."
    },
    footer = {
      "",
      "Examples:",
      "  rerate ingest examples/ai-baskets",
      "  rerate ingest /data/vendor/2026-02 --source consensus-us",
      "  rerate ingest feed --only prices,fx",
      "  rerate ingest /data/new-vendor --source new-vendor --dry-run"
    })
public final class IngestCommand extends RerateCommand {

  @Parameters(paramLabel = "FEED", arity = "1..*", description = "Folder or Hadoop URI of a feed.")
  List<String> feeds = new ArrayList<>();

  @Option(
      names = "--source",
      paramLabel = "MAPPING",
      description = "How to read a vendor's files: a file of sources/ in a configuration folder.")
  String source;

  @Option(
      names = "--only",
      paramLabel = "FILE,...",
      split = ",",
      description = "Load these files of the feed only, for example prices,fx.")
  Set<String> only = new TreeSet<>();

  @Override
  public Integer call() {
    SourceMapping mapping = source == null ? null : SourceMappings.read(conf(), source);
    Rerate rerate = rerate();
    SparkSession spark = rerate.context().warehouse().spark();
    PreviewTables tables = new PreviewTables(out(), options().format(), spark);
    OutcomeTable rows = new OutcomeTable();
    boolean allIn = true;
    for (String feed : feeds) {
      IngestAction ingest = rerate.ingest(feed).source(mapping).only(only);
      if (options().dryRun()) {
        List<FilePreview> files = ingest.preview();
        tables.print(feed, files);
        allIn &= files.stream().allMatch(file -> file.outcome().isIn());
      } else {
        IngestResult loaded = ingest.execute();
        loaded.files().forEach(outcome -> rows.add(feed, outcome));
        allIn &= loaded.isIn();
      }
    }
    if (!options().dryRun()) {
      rows.print(new Output(out(), options().format()), spark);
    }
    return (allIn ? RerateException.Exit.DONE : RerateException.Exit.REFUSED).code();
  }

  @Override
  protected boolean canDryRun() {
    return true;
  }

  /** A day is small; a bulk load says when it comes. */
  @Override
  protected Map<String, String> sparkSettings(Settings settings, ResultVariant variant) {
    return interpreted(super.sparkSettings(settings, variant));
  }
}
