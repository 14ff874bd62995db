package org.rerate.run;

import java.time.Instant;

/**
 * What a run is.
 *
 * @param runId identifier; sorts by time
 * @param command the command
 * @param arguments its arguments in one canonical form: the same request gives the same text
 * @param startedAt when it started
 * @param codeVersion version of Rerate
 * @param methodology name of the methodology, or null
 * @param knowledge latest, as_was or an instant, or null
 * @param recordedBy the cut, or null
 */
public record Run(
    String runId,
    String command,
    String arguments,
    Instant startedAt,
    String codeVersion,
    String methodology,
    String knowledge,
    Instant recordedBy) {

  /** The same under another identifier. */
  public Run named(String id) {
    return new Run(
        id, command, arguments, startedAt, codeVersion, methodology, knowledge, recordedBy);
  }
}
