package org.rerate.jobs.work;

import java.util.List;
import java.util.Map;
import org.rerate.run.Run;
import org.rerate.run.RunResult;
import org.rerate.storage.Upkeep;
import org.rerate.storage.Upkeep.Finding;

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
    List<Finding> findings = upkeep.look();
    if (!dryRun) {
      Run run = work.run("maintain", "");
      work.recorded(
          run, r -> tidy(upkeep, findings), n -> new RunResult(Map.of(), Map.of(), -1, -1));
    }
    return findings;
  }

  private int tidy(Upkeep upkeep, List<Finding> findings) {
    for (Finding finding : findings) {
      if (finding.compact()) {
        work.say("  " + finding.table() + ": compacting " + finding.files() + " files");
        upkeep.compact(finding);
      }
      upkeep.vacuum(finding, work::say);
    }
    return findings.size();
  }
}
