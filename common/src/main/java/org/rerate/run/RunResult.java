package org.rerate.run;

import java.util.Map;
import org.rerate.storage.TableState;

/**
 * What a run wrote.
 *
 * @param outputs table to the state that it wrote
 * @param rowsRead rows read; -1 if not counted
 * @param rowsWritten rows written; -1 if not counted
 */
public record RunResult(Map<String, TableState> outputs, long rowsRead, long rowsWritten) {

  /** Nothing yet. */
  public static final RunResult NONE = new RunResult(Map.of(), -1, -1);
}
