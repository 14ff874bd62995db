package org.rerate.run;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.rerate.storage.Warehouse;

/**
 * The run ledger, {@code ops.runs}: a row when a run starts, one when it ends. A run found dead by
 * a later one is closed as {@code DIED}.
 */
public final class RunLedger {

  /** Inputs that say how results are computed, rather than from what. */
  private static final List<String> RULES = List.of("methodology", "code_version");

  /** Commands whose numbers are those that a later valuation may leave as they are. */
  private static final Set<String> VALUATIONS = Set.of("value", "backfill");

  private final RunEvents events;
  private final Clock clock;
  private Instant told = Instant.EPOCH;

  /** The ledger of {@code warehouse}; one of these serves a whole command. */
  public RunLedger(Warehouse warehouse, Clock clock) {
    this.events = new RunEvents(warehouse);
    this.clock = clock;
  }

  /**
   * Logs that {@code run} starts, and closes the runs that are found dead.
   *
   * @param inputs what it is going to read, where that is known
   */
  public void start(Run run, Map<String, String> inputs) {
    List<RunEvent> started = dead();
    started.add(event(run, "RUNNING", null, new RunResult(inputs, Map.of(), -1, -1), null));
    events.add(started, run.runId());
  }

  /** Logs that {@code run} is done. */
  public void done(Run run, RunResult result) {
    events.add(List.of(event(run, "DONE", now(), result, null)), run.runId());
  }

  /** Logs that {@code run} failed. */
  public void failed(Run run, RunResult result, String error) {
    events.add(List.of(event(run, "FAILED", now(), result, error)), run.runId());
  }

  /**
   * True if the last run of the same command, arguments and variant is done, read what {@code
   * inputs} says, and no later run of the command and variant read something else.
   */
  public boolean isUpToDate(Run run, Map<String, String> inputs) {
    String wanted = Json.of(inputs);
    boolean upToDate = false;
    for (RunEvent done : events.all()) {
      if (!done.is("DONE")
          || !done.run().command().equals(run.command())
          || !done.isOfVariant(run)) {
        continue;
      }
      if (!wanted.equals(done.inputs())) {
        upToDate = false;
      } else if (run.arguments().equals(done.run().arguments())) {
        upToDate = true;
      }
    }
    return upToDate;
  }

  /**
   * What the finished runs of the same valuation have done.
   *
   * @param inputs what the last of them read
   * @param runs they, and others of the variant that read what one of them read: a number with
   *     their signature is one that all results of this valuation have taken account of
   */
  public record Past(Map<String, String> inputs, List<String> runs) {}

  /**
   * The finished runs of the same command, arguments and variant; empty if there is none, or if a
   * later run of the variant, finished or not, went by another methodology or code.
   */
  public Optional<Past> past(Run run, Map<String, String> inputs) {
    Map<String, String> last = Map.of();
    Set<String> same = new HashSet<>();
    Map<String, String> done = new LinkedHashMap<>();
    for (RunEvent event : events.all()) {
      if (!VALUATIONS.contains(event.run().command())
          || !event.isOfVariant(run)
          || event.is("DIED")) {
        continue;
      }
      Map<String, String> read = event.read();
      if (!RULES.stream().allMatch(rule -> Objects.equals(read.get(rule), inputs.get(rule)))) {
        same.clear();
        done.clear();
      } else if (event.is("DONE")) {
        done.put(event.run().runId(), event.inputs());
        if (run.arguments().equals(event.run().arguments())) {
          last = read;
          same.add(event.inputs());
        }
      }
    }
    done.values().removeIf(read -> !same.contains(read));
    return same.isEmpty()
        ? Optional.empty()
        : Optional.of(new Past(last, List.copyOf(done.keySet())));
  }

  /** True if all of these runs are done and read what {@code inputs} says. */
  public boolean haveRead(Set<String> runIds, Map<String, String> inputs) {
    String wanted = Json.of(inputs);
    Set<String> same =
        events.all().stream()
            .filter(event -> event.is("DONE") && wanted.equals(event.inputs()))
            .map(event -> event.run().runId())
            .collect(Collectors.toSet());
    return !runIds.isEmpty() && same.containsAll(runIds);
  }

  private List<RunEvent> dead() {
    List<RunEvent> dead = new ArrayList<>();
    Set<String> ended =
        events.all().stream()
            .filter(event -> !event.is("RUNNING"))
            .map(event -> event.run().runId())
            .collect(Collectors.toSet());
    for (RunEvent event : events.all()) {
      if (event.is("RUNNING")
          && !ended.contains(event.run().runId())
          && RunPlace.isDead(event.place())) {
        dead.add(event.died(now()));
      }
    }
    return dead;
  }

  private RunEvent event(
      Run run, String status, Instant finishedAt, RunResult result, String error) {
    return new RunEvent(
        run,
        finishedAt,
        status,
        result.inputs().isEmpty() ? null : Json.of(result.inputs()),
        result.outputs().isEmpty() ? null : Json.of(result.outputs()),
        result.rowsRead() < 0 ? null : result.rowsRead(),
        result.rowsWritten() < 0 ? null : result.rowsWritten(),
        error,
        RunPlace.here(),
        now());
  }

  /**
   * The time of day for what is noted of runs and their rows: later than all that was noted before,
   * also if the clock of the machine was set back meanwhile. A later delivery would else lose to an
   * earlier one.
   */
  public synchronized Instant now() {
    Instant machine = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Instant earliest = events.last().map(last -> last.plus(1, ChronoUnit.MICROS)).orElse(told);
    earliest = earliest.isBefore(told) ? told : earliest;
    told = machine.isBefore(earliest) ? earliest : machine;
    return told;
  }
}
