package org.rerate.run;

import java.util.Map;

/**
 * What a run read and wrote.
 *
 * @param inputs table, or other input, to the version read
 * @param outputs table to the version written
 * @param rowsRead rows read; -1 if not counted
 * @param rowsWritten rows written; -1 if not counted
 */
public record RunResult(
    Map<String, String> inputs, Map<String, Long> outputs, long rowsRead, long rowsWritten) {

  /** Nothing yet. */
  public static final RunResult NONE = new RunResult(Map.of(), Map.of(), -1, -1);
}
