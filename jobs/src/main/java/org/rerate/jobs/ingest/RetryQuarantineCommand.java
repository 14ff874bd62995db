package org.rerate.jobs.ingest;

import java.util.Map;
import org.rerate.ingest.FileOutcome;
import org.rerate.jobs.door.Door;
import org.rerate.jobs.door.Output;
import org.rerate.jobs.work.IngestWork;
import org.rerate.jobs.work.Work;
import org.rerate.run.Settings;
import org.rerate.table.OpsTables;
import org.rerate.valuation.Variant;
import picocli.CommandLine.Command;

/** {@code rerate retry-quarantine}: judges rows again that were held back. */
@Command(
    name = "retry-quarantine",
    description = {
      "Judges again every row that raw.quarantine still holds, and takes in what now passes.",
      "",
      "Rules about the run's day use today. Rows taken in are marked with resolved_run_id."
    },
    footer = {"", "Example:", "  rerate retry-quarantine"})
public final class RetryQuarantineCommand extends Door {

  @Override
  public Integer call() {
    Work work = work();
    work.warehouse().requireExisting();
    OutcomeTable rows = new OutcomeTable();
    for (FileOutcome outcome : new IngestWork(work, name -> Sources.find(home(), name)).retry()) {
      rows.add(OpsTables.QUARANTINE.fullName(), outcome);
    }
    rows.print(new Output(out(), options().format()), work.warehouse().spark());
    return 0;
  }

  /** What is held is little; a bulk load says when it comes. */
  @Override
  protected Map<String, String> sparkSettings(Settings settings, Variant variant) {
    return interpreted(super.sparkSettings(settings, variant));
  }
}
