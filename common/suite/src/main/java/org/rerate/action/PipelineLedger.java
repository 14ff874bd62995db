package org.rerate.action;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Days;
import org.rerate.history.AsOf;
import org.rerate.run.RunResult;
import org.rerate.table.Dictionary;
import org.rerate.table.TableSpec;

/**
 * What the ledger knows of pipelines: a run for each of their dates, and one below it for each
 * step, by which a step that is done is not done again.
 */
public final class PipelineLedger {

  private static final String RUN = "run";
  private static final String STEP = "step";
  private static final String MAINTAIN = "maintain";

  private final ActionContext context;
  private final String pipeline;

  /** The ledger of one pipeline. */
  public PipelineLedger(ActionContext context, String pipeline) {
    this.context = context;
    String methodology = context.methodology().name();
    this.pipeline =
        pipeline
            + (methodology.equals("default") ? "" : " --methodology " + methodology)
            + (context.asOf().equals(AsOf.ALL) ? "" : " " + context.asOf());
  }

  /** True if the run of {@code date} is done. */
  public boolean isDone(LocalDate date) {
    return context.ledger().lastDone(RUN, arguments(date)).isPresent();
  }

  /** How often the run of {@code date} was begun. */
  public int attempts(LocalDate date) {
    return context.ledger().count(RUN, arguments(date));
  }

  /** The newest date whose run is done; empty before the first. */
  public Optional<LocalDate> lastDate() {
    String start = pipeline + " --on ";
    return context.ledger().argumentsDone(RUN).stream()
        .filter(arguments -> arguments.startsWith(start))
        .map(arguments -> LocalDate.parse(arguments.substring(start.length())))
        .max(LocalDate::compareTo);
  }

  /**
   * Takes {@code date} within a run of its own.
   *
   * @return what {@code work} returns
   */
  public <T> T run(LocalDate date, Supplier<T> work) {
    return context.recorded(
        context.valuationRun(RUN, arguments(date)), run -> work.get(), done -> RunResult.NONE);
  }

  /** True if the step of {@code date} is done. */
  public boolean isDone(LocalDate date, String step) {
    return context.ledger().lastDone(STEP, arguments(date) + " " + step).isPresent();
  }

  /** Takes a step within a run of its own. */
  public <T> T step(LocalDate date, String step, Supplier<T> work) {
    return context.recorded(
        context.run(STEP, arguments(date) + " " + step), run -> work.get(), done -> RunResult.NONE);
  }

  /** True if the tables have gone without upkeep for {@code longest}. */
  public boolean needsUpkeep(Duration longest) {
    Instant now = context.clock().instant();
    return context
        .ledger()
        .lastDone(MAINTAIN, "")
        .map(last -> Duration.between(last, now).compareTo(longest) >= 0)
        .orElse(true);
  }

  /** True if there is a close on {@code date}. */
  public boolean hasClose(LocalDate date) {
    int day = Days.of(date);
    ReferenceData references = new ReferenceData(context.warehouse(), context.asOf());
    return references.span() != null && references.valuationDays(day, day).length > 0;
  }

  /** Table to its version now; tables of {@code ops}, and those not written yet, are left out. */
  public Map<String, Long> versions() {
    Map<String, Long> versions = new TreeMap<>();
    for (TableSpec table : Dictionary.tables()) {
      if (!table.schema().equals("ops")) {
        context
            .warehouse()
            .history(table)
            .state()
            .ifPresent(state -> versions.put(table.fullName(), state.version()));
      }
    }
    return versions;
  }

  private String arguments(LocalDate date) {
    return pipeline + " --on " + date;
  }
}
