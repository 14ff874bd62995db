package org.rerate.jobs.pipeline;

import java.util.List;
import org.rerate.action.ActionContext;
import org.rerate.action.RunStatuses;
import org.rerate.action.RunStatuses.RunState;
import org.rerate.domain.RerateException;
import org.rerate.domain.RerateException.Exit;
import org.rerate.jobs.command.CommonOptions.Format;
import org.rerate.jobs.command.Output;
import org.rerate.jobs.command.RerateCommand;
import org.rerate.jobs.command.TextTable;
import picocli.CommandLine.Command;

/** {@code rerate status --run-id ID}: how a run ended, from the ledger. */
@Command(
    name = "status",
    description = {
      "Says how the run of --run-id ended, and the runs below it.",
      "",
      "The answer comes from the warehouse, so that a scheduler can ask where spark-submit does not",
      "tell: in cluster mode it may return 0 for a driver that failed. Of a run that is not closed,",
      "heartbeat is when its process was last heard of; DIED if that is longer ago than",
      "heartbeat.expires_after.",
      "",
      "Exit status 0: the run is done. 4: it failed or died. 5: it is still running. 2: there is none."
    },
    footer = {"", "Example:", "  rerate status --run-id nightly-2026-01-13"})
public final class StatusCommand extends RerateCommand {

  private static final List<String> COLUMNS =
      List.of(
          "run_id",
          "command",
          "arguments",
          "status",
          "started_at",
          "finished_at",
          "error",
          "heartbeat");

  @Override
  public Integer call() {
    String id = options().runId();
    if (id == null) {
      throw RerateException.usage("no run is named", "Give --run-id ID; ops.runs lists them");
    }
    ActionContext context = rerate().context();
    context.warehouse().requireExisting();
    List<RunState> states = new RunStatuses(context).of(id);
    if (states.isEmpty()) {
      throw RerateException.usage("there is no run '" + id + "'", "ops.runs lists them");
    }
    print(states);
    return exit(states.get(0)).code();
  }

  private static Exit exit(RunState state) {
    return switch (state.status()) {
      case "DONE" -> Exit.DONE;
      case "RUNNING" -> Exit.RETRY;
      default -> Exit.CHECK_FAILED;
    };
  }

  private void print(List<RunState> states) {
    if (options().format() != Format.table) {
      new Output(out(), options().format())
          .cells(COLUMNS, states.stream().map(RunState::cells).toList());
    } else {
      TextTable table = new TextTable("", "llllllll");
      table.row(COLUMNS.toArray());
      states.forEach(state -> table.row(state.cells().toArray()));
      table.print(out());
    }
    out().flush();
  }
}
