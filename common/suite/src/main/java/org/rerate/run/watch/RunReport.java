package org.rerate.run.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rerate.engine.delta.TableState;
import org.rerate.run.Run;
import org.rerate.run.RunInputs;
import org.rerate.run.RunResult;

/**
 * How a run stands.
 *
 * @param run the run
 * @param outer the run that it is a part of; null for none
 * @param stage whether it starts or ends
 * @param at when
 * @param inputs what it goes by
 * @param result what it wrote; nothing before its end
 * @param error what ended it; null for nothing
 * @param freshness how old what the warehouse holds is
 */
public record RunReport(
    Run run,
    Run outer,
    Stage stage,
    Instant at,
    RunInputs inputs,
    RunResult result,
    String error,
    Freshness freshness) {

  /** Where a run is. */
  public enum Stage {
    /** It starts. */
    STARTED,
    /** It is done. */
    DONE,
    /** It failed. */
    FAILED,
    /** Its process was found dead; since when is not known. */
    DIED
  }

  /**
   * How old what the warehouse holds is.
   *
   * @param newestClose the newest day with a close, if that was asked for
   * @param lastDone when a run of the command was done last, if any was
   */
  public record Freshness(Optional<LocalDate> newestClose, Optional<Instant> lastDone) {

    /** Not asked for. */
    public static final Freshness UNKNOWN = new Freshness(Optional.empty(), Optional.empty());
  }

  /** How long it has taken. */
  double seconds() {
    return Math.max(0, Duration.between(run.startedAt(), at).toMillis()) / 1e3;
  }

  /** Table to the version that it read. */
  Map<String, Long> read() {
    Map<String, Long> versions = new TreeMap<>();
    inputs
        .facts()
        .forEach(
            (table, state) ->
                TableState.parse(state).ifPresent(one -> versions.put(table, one.version())));
    return versions;
  }
}
