package org.rerate.run;

import java.util.Map;
import org.rerate.engine.delta.TableState;

/**
 * What a run wrote.
 *
 * @param outputs table to the state that it wrote
 * @param rowsRead rows read; -1 if not counted
 * @param rowsWritten rows written; -1 if not counted
 * @param transports step to where it was done, see {@link
 *     org.rerate.engine.exchange.Exchanges#taken}
 * @param intake what it took in
 */
public record RunResult(
    Map<String, TableState> outputs,
    long rowsRead,
    long rowsWritten,
    Map<String, String> transports,
    Intake intake) {

  /** Nothing yet. */
  public static final RunResult NONE = new RunResult(Map.of(), -1, -1);

  /** A result that leaves open where its steps were done. */
  public RunResult(Map<String, TableState> outputs, long rowsRead, long rowsWritten) {
    this(outputs, rowsRead, rowsWritten, Map.of(), Intake.NONE);
  }

  /** The same, its steps done there. */
  public RunResult withTransports(Map<String, String> steps) {
    return new RunResult(outputs, rowsRead, rowsWritten, steps, intake);
  }

  /** The same of what was taken in. */
  public RunResult withIntake(Intake rows) {
    return new RunResult(outputs, rowsRead, rowsWritten, transports, rows);
  }
}
