package org.rerate.action;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.rerate.check.CheckOutcome;
import org.rerate.check.CheckScope;
import org.rerate.check.Checks;
import org.rerate.check.Suspicions;
import org.rerate.check.Suspicions.Suspicion;
import org.rerate.domain.RerateException;
import org.rerate.methodology.Methodology;
import org.rerate.run.RunInputs;
import org.rerate.table.ValuationTables;

/** Derives the invariants of all stored results once more and keeps what came out. */
public final class CheckAction {

  /**
   * What was checked.
   *
   * @param outcomes per check
   * @param skipped relations that have not been written yet
   * @param suspicions what is odd and still stands; no check fails for it
   * @param scope what was looked at
   */
  public record Report(
      List<CheckOutcome> outcomes,
      Set<String> skipped,
      List<Suspicion> suspicions,
      CheckScope scope) {

    /** True if every invariant holds. */
    public boolean holds() {
      return outcomes.stream().allMatch(CheckOutcome::holds);
    }
  }

  /**
   * Of so many bytes of baskets, queries are compiled: with 9 MB that takes 53 s where interpreting
   * takes 66, with a few rows 35 against 30.
   */
  private static final long BULK_BYTES = 2L << 20;

  private final ActionContext context;

  CheckAction(ActionContext context) {
    this.context = context;
  }

  /** Checks results of every methodology, knowledge and cut. */
  public Report check() {
    return check("", CheckScope::everything);
  }

  /**
   * Checks what was written since the last check that found no violation; everything if there is
   * none.
   */
  public Report checkNew() {
    return check("--new", () -> CheckScope.sinceTheLast(context.warehouse(), context.ledger()));
  }

  private Report check(String arguments, Supplier<CheckScope> scope) {
    context.warehouse().requireExisting();
    // Before it is asked what was written: what comes in between is looked at twice, never not at
    // all.
    RunInputs states = CheckScope.states(context.warehouse());
    CheckScope asked = scope.get();
    return context.recorded(
        context.run("check", arguments), states, run -> check(run.runId(), asked));
  }

  private Report check(String runId, CheckScope scope) {
    if (!scope.isPart() && isBulk()) {
      context.warehouse().prepareForBulk();
    }
    scope.since().ifPresent(since -> context.say("  " + told(scope, since)));
    Checks checks = new Checks(context.warehouse(), scope);
    Map<String, Methodology> methodologies = new TreeMap<>();
    methodologies.put("default", context.methodology("default"));
    for (String name : checks.methodologies()) {
      methodologies.put(name, methodology(name));
    }
    List<CheckOutcome> outcomes =
        new ArrayList<>(checks.run(methodologies, line -> context.say("  " + line)));
    if (!scope.isPart() || scope.from().isPresent()) {
      outcomes.addAll(new MonitorStep(context).ofAll(methodologies, scope.from()));
    }
    Checks.write(context.warehouse(), outcomes, runId);
    Suspicions suspicions = new Suspicions(context.warehouse(), scope);
    List<Suspicion> open = suspicions.open();
    suspicions.keep(open, runId);
    return new Report(outcomes, checks.skipped(), open, scope);
  }

  private boolean isBulk() {
    return context.warehouse().exists(ValuationTables.BASKET_VALUATIONS)
        && context.warehouse().scan(ValuationTables.BASKET_VALUATIONS, "pe").bytes() > BULK_BYTES;
  }

  private static String told(CheckScope scope, Instant since) {
    return scope
            .from()
            .map(day -> "valuation dates from " + day + " on")
            .orElse("no valuation date")
        + ", written since the check of "
        + since.truncatedTo(ChronoUnit.SECONDS);
  }

  private Methodology methodology(String name) {
    try {
      return context.methodology(name);
    } catch (RerateException e) {
      throw new RerateException(
          RerateException.Exit.USAGE,
          "results are stored under the methodology '"
              + name
              + "', whose switches are needed to check them. "
              + e.getMessage(),
          e);
    }
  }
}
