package org.rerate.action;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Days;
import org.rerate.history.AsOf;
import org.rerate.run.DeadRun;
import org.rerate.run.Run;
import org.rerate.run.RunInputs;
import org.rerate.run.RunResult;
import org.rerate.run.watch.RunReport;
import org.rerate.run.watch.RunReport.Freshness;
import org.rerate.run.watch.RunReport.Stage;
import org.rerate.run.watch.RunWatches;

/** Tells those who watch of the runs of one command, which may lie within each other. */
final class ToldRuns {

  private final ActionContext context;
  private final RunWatches watches;
  private Run current;

  ToldRuns(ActionContext context, RunWatches watches) {
    this.context = context;
    this.watches = watches;
  }

  /** Runs of processes that are no more were closed; of which run they were a part is not known. */
  void died(List<DeadRun> runs) {
    for (DeadRun dead : watches.isEmpty() ? List.<DeadRun>of() : runs) {
      watches.tell(
          new RunReport(
              dead.run(),
              null,
              Stage.DIED,
              context.clock().instant(),
              dead.inputs(),
              RunResult.NONE,
              dead.error(),
              Freshness.UNKNOWN));
    }
  }

  /** A run starts; returns the one that it is a part of, or null. */
  Run started(Run run, RunInputs inputs) {
    Run outer = current;
    current = run;
    if (!watches.isEmpty()) {
      watches.tell(
          new RunReport(
              run,
              outer,
              Stage.STARTED,
              run.startedAt(),
              inputs,
              RunResult.NONE,
              null,
              Freshness.UNKNOWN));
    }
    return outer;
  }

  /**
   * A run has ended.
   *
   * @param outer what {@link #started} returned
   * @param error what ended it; null if it is done
   */
  void ended(Run run, Run outer, RunInputs inputs, RunResult result, String error) {
    current = outer;
    if (!watches.isEmpty()) {
      watches.tell(
          new RunReport(
              run,
              outer,
              error == null ? Stage.DONE : Stage.FAILED,
              context.clock().instant(),
              inputs,
              result,
              error,
              freshness(run, outer)));
    }
  }

  /** Asked once for a command, not for each of its steps. */
  private Freshness freshness(Run run, Run outer) {
    if (!watches.needFreshness()) {
      return Freshness.UNKNOWN;
    }
    try {
      Optional<Instant> last = context.ledger().lastDone(run.command());
      return new Freshness(outer == null ? newestClose() : Optional.empty(), last);
    } catch (Exception e) { // Spark's own are checked exceptions that no signature tells of
      // The run has ended as it has; what broke it may keep this from being read.
      context.say("Warning: the age of the closes is not known: " + e.getMessage());
      return Freshness.UNKNOWN;
    }
  }

  private Optional<LocalDate> newestClose() {
    int[] span = new ReferenceData(context.warehouse(), AsOf.ALL).span();
    return span == null ? Optional.empty() : Optional.of(Days.date(span[1]));
  }
}
