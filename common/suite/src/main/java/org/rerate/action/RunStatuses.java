package org.rerate.action;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.rerate.run.RunLease;
import org.rerate.table.OpsTables;

/** How runs stand, by the ledger. */
public final class RunStatuses {

  private static final String[] COLUMNS = {
    "run_id", "command", "arguments", "status", "started_at", "finished_at", "error", "host"
  };

  /**
   * How a run stands.
   *
   * @param status RUNNING, DONE, FAILED or DIED
   * @param cells its columns, from the id to the error, and the last heartbeat of its process; null
   *     where there is nothing
   */
  public record RunState(String status, List<Object> cells) {}

  private final ActionContext context;

  /** The runs of these surroundings. */
  public RunStatuses(ActionContext context) {
    this.context = context;
  }

  /** The run of that id, and after it those below it, in the order of their start; or none. */
  public List<RunState> of(String runId) {
    Map<String, RunState> last = new LinkedHashMap<>();
    for (Row row :
        context
            .warehouse()
            .read(OpsTables.RUN_LOG)
            .where(
                functions
                    .col("run_id")
                    .equalTo(runId)
                    .or(functions.col("run_id").startsWith(runId + "-")))
            .orderBy("logged_at")
            .selectExpr(COLUMNS)
            .collectAsList()) {
      last.put(row.getString(0), state(row));
    }
    List<RunState> states = new ArrayList<>();
    if (last.containsKey(runId)) {
      states.add(last.remove(runId));
      states.addAll(last.values());
    }
    return states;
  }

  private RunState state(Row row) {
    boolean isOpen = row.getString(3).equals("RUNNING");
    RunLease.Sign sign =
        isOpen ? context.ledger().sign(row.getString(7)) : new RunLease.Sign(false, null);
    String status = sign.isDead() ? "DIED" : row.getString(3);
    List<Object> cells = new ArrayList<>();
    for (int i = 0; i < COLUMNS.length - 1; i++) {
      cells.add(i == 3 ? status : row.get(i));
    }
    cells.add(sign.heardAt());
    return new RunState(status, cells);
  }
}
