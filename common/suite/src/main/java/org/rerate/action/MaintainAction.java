package org.rerate.action;

import java.util.List;
import org.rerate.blocks.BlockCompaction;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.Maintenance;
import org.rerate.engine.delta.Maintenance.Finding;
import org.rerate.engine.delta.MaintenanceRules;
import org.rerate.run.MaintenancePolicy;
import org.rerate.run.Run;
import org.rerate.run.RunResult;
import org.rerate.table.SeriesTables;

/** Compacts and cleans the tables that need it. */
public final class MaintainAction {

  private final ActionContext context;
  private boolean dryRun;

  MaintainAction(ActionContext context) {
    this.context = context;
  }

  /** True to look only. */
  public MaintainAction dryRun(boolean isDry) {
    dryRun = isDry;
    return this;
  }

  /**
   * Does what {@code conf/maintenance.conf} asks for.
   *
   * @return how the tables were found before
   */
  public List<Finding> execute() {
    MaintenanceRules rules = MaintenancePolicy.read(context.folders());
    context.warehouse().requireExisting();
    Maintenance maintenance = new Maintenance(context.warehouse(), rules);
    List<Integer> years = new BlockCompaction(context.warehouse()).due();
    List<Finding> findings =
        maintenance.look().stream()
            .map(finding -> isSeries(finding) && !years.isEmpty() ? finding.toCompact() : finding)
            .toList();
    if (!dryRun) {
      Run run = context.run("maintain", "");
      context.recorded(run, r -> tidy(maintenance, findings, years, r), n -> RunResult.NONE);
    }
    return findings;
  }

  private static boolean isSeries(Finding finding) {
    return finding.table().equals(SeriesTables.BLOCKS.fullName());
  }

  private int tidy(Maintenance maintenance, List<Finding> findings, List<Integer> years, Run run) {
    for (Finding finding : findings) {
      if (isSeries(finding)) {
        years.forEach(year -> join(year, run));
      }
      if (finding.compact()) {
        context.say("  " + finding.table() + ": compacting " + finding.files() + " files");
        maintenance.compact(finding);
      }
      maintenance.vacuum(finding, context::say);
    }
    return findings.size();
  }

  private void join(int year, Run run) {
    String what = year == 0 ? "what is not cut by year" : String.valueOf(year);
    context.say("  " + SeriesTables.BLOCKS.fullName() + ": joining the blocks of " + what);
    try {
      new BlockCompaction(context.warehouse()).join(year, run.runId());
    } catch (RerateException e) {
      if (e.exit() != RerateException.Exit.RETRY) {
        throw e;
      }
      context.say("    not joined, the next maintain tries again: " + e.getMessage());
    }
  }
}
