package org.rerate.jobs.backfill;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.rerate.jobs.door.Asked;
import org.rerate.jobs.door.Door;
import org.rerate.jobs.work.BackfillWork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rerate backfill}: years of history in restartable stretches. */
@Command(
    name = "backfill",
    description = {
      "Values years of history, stretch after stretch, and says how long it will take.",
      "",
      "Each stretch replaces its range of dates in one transaction a table. After a kill, run the",
      "same command with --resume: stretches that are stored and still up to date are left out.",
      "The result is that of rerate value over the whole range."
    },
    footer = {
      "",
      "Examples:",
      "  rerate backfill --from 2006-01-01 --to 2025-12-31",
      "  rerate backfill --chunk month --resume",
      "  rerate backfill --from 2006-01-01 --to 2025-12-31 --dry-run"
    })
public final class BackfillCommand extends Door {

  @Option(names = "--from", paramLabel = "D", description = "First day (default: first close).")
  LocalDate from;

  @Option(names = "--to", paramLabel = "D", description = "Last day (default: last close).")
  LocalDate to;

  @Option(
      names = "--chunk",
      paramLabel = "year|month|N|all",
      description = "Length of a stretch; N is a number of trading days (default: year).")
  String chunk = "year";

  @Option(names = "--resume", description = "Leave out stretches whose stored results stand.")
  boolean resume;

  @Option(
      names = "--baskets",
      paramLabel = "B,...",
      split = ",",
      description = "These baskets only; issuers are all valued.")
  List<String> baskets = new ArrayList<>();

  @Option(
      names = "--bases",
      paramLabel = "BASIS,...",
      description = "Earnings bases, such as CY2026,NTM (default: those of the methodology).")
  String bases = "";

  @Option(
      names = "--membership",
      paramLabel = "RULE",
      description = "point_in_time (default) or backcast:DATE.")
  String membership = "point_in_time";

  @Option(names = "--no-rolling", description = "Leave valuation.rolling as it is.")
  boolean withoutRolling;

  @Override
  protected boolean canDryRun() {
    return true;
  }

  @Override
  public Integer call() {
    BackfillWork.Request request =
        new BackfillWork.Request(
            from,
            to,
            chunk,
            baskets,
            Asked.bases(bases),
            Asked.membership(membership),
            resume,
            !withoutRolling);
    new BackfillWork(work()).run(request, options().dryRun());
    return 0;
  }
}
