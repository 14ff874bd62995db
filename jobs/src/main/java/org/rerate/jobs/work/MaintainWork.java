package org.rerate.jobs.work;

import java.util.List;
import org.rerate.domain.RerateException;
import org.rerate.run.Run;
import org.rerate.run.RunResult;
import org.rerate.series.Repacking;
import org.rerate.storage.Upkeep;
import org.rerate.storage.Upkeep.Finding;
import org.rerate.table.SeriesTables;

/** Compacts and cleans the tables that need it. */
public final class MaintainWork {

  private final Work work;

  /** Maintenance in these surroundings. */
  public MaintainWork(Work work) {
    this.work = work;
  }

  /**
   * Does what is to be done; returns how the tables were found before.
   *
   * @param dryRun true to look only
   */
  public List<Finding> maintain(Upkeep upkeep, boolean dryRun) {
    List<Integer> years = new Repacking(work.warehouse()).due();
    List<Finding> findings =
        upkeep.look().stream()
            .map(finding -> isSeries(finding) && !years.isEmpty() ? finding.toCompact() : finding)
            .toList();
    if (!dryRun) {
      Run run = work.run("maintain", "");
      work.recorded(run, r -> tidy(upkeep, findings, years, r), n -> RunResult.NONE);
    }
    return findings;
  }

  private static boolean isSeries(Finding finding) {
    return finding.table().equals(SeriesTables.BLOCKS.fullName());
  }

  private int tidy(Upkeep upkeep, List<Finding> findings, List<Integer> years, Run run) {
    for (Finding finding : findings) {
      if (isSeries(finding)) {
        years.forEach(year -> join(year, run));
      }
      if (finding.compact()) {
        work.say("  " + finding.table() + ": compacting " + finding.files() + " files");
        upkeep.compact(finding);
      }
      upkeep.vacuum(finding, work::say);
    }
    return findings.size();
  }

  private void join(int year, Run run) {
    String what = year == 0 ? "what is not cut by year" : String.valueOf(year);
    work.say("  " + SeriesTables.BLOCKS.fullName() + ": joining the blocks of " + what);
    try {
      new Repacking(work.warehouse()).join(year, run.runId());
    } catch (RerateException e) {
      if (e.exit() != RerateException.Exit.RETRY) {
        throw e;
      }
      work.say("    not joined, the next maintain tries again: " + e.getMessage());
    }
  }
}
