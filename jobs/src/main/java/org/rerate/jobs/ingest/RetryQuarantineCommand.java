package org.rerate.jobs.ingest;

import java.util.Map;
import org.rerate.action.Rerate;
import org.rerate.ingest.load.FileOutcome;
import org.rerate.jobs.command.Output;
import org.rerate.jobs.command.RerateCommand;
import org.rerate.run.Settings;
import org.rerate.table.OpsTables;
import org.rerate.valuation.ResultVariant;
import picocli.CommandLine.Command;

/** {@code rerate retry-quarantine}: judges rows again that were held back. */
@Command(
    name = "retry-quarantine",
    description = {
      "Validates every row in raw.quarantine again and loads the rows that now pass.",
      "",
      "Rules about the day of the run use today's date. Loaded rows are marked with resolved_run_id."
    },
    footer = {"", "Example:", "  rerate retry-quarantine"})
public final class RetryQuarantineCommand extends RerateCommand {

  @Override
  public Integer call() {
    Rerate rerate = rerate();
    OutcomeTable rows = new OutcomeTable();
    for (FileOutcome outcome : rerate.retryQuarantine().files()) {
      rows.add(OpsTables.QUARANTINE.fullName(), outcome);
    }
    rows.print(new Output(out(), options().format()), rerate.context().warehouse().spark());
    return 0;
  }

  /** What is held is little; a bulk load says when it comes. */
  @Override
  protected Map<String, String> sparkSettings(Settings settings, ResultVariant variant) {
    return interpreted(super.sparkSettings(settings, variant));
  }
}
