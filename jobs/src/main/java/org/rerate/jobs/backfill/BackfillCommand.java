package org.rerate.jobs.backfill;

import org.rerate.action.BackfillAction;
import org.rerate.jobs.command.RangeOptions;
import org.rerate.jobs.command.RerateCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rerate backfill}: years of history in restartable stretches. */
@Command(
    name = "backfill",
    description = {
      "Values years of history in chunks and estimates how long it will take.",
      "",
      "Each chunk replaces its range of dates in one transaction per table. After a kill, run the",
      "same command with --resume: chunks that are stored and still up to date are skipped.",
      "The results equal those of rerate value over the whole range."
    },
    footer = {
      "",
      "Examples:",
      "  rerate backfill --from 2006-01-01 --to 2025-12-31",
      "  rerate backfill --chunk month --resume",
      "  rerate backfill --from 2006-01-01 --to 2025-12-31 --dry-run"
    })
public final class BackfillCommand extends RerateCommand {

  @Mixin RangeOptions range = new RangeOptions();

  @Option(
      names = "--chunk",
      paramLabel = "year|month|N|all",
      description = "Length of a stretch; N is a number of trading days (default: year).")
  String chunk = "year";

  @Option(names = "--resume", description = "Leave out stretches whose stored results stand.")
  boolean resume;

  @Option(names = "--no-rolling", description = "Leave valuation.rolling as it is.")
  boolean withoutRolling;

  @Override
  protected boolean canDryRun() {
    return true;
  }

  @Override
  public Integer call() {
    BackfillAction backfill = range.of(rerate().backfill()).chunk(chunk).resume(resume);
    if (withoutRolling) {
      backfill.withoutRolling();
    }
    backfill.dryRun(options().dryRun()).execute();
    return 0;
  }
}
