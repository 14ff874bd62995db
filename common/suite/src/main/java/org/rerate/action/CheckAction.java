package org.rerate.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.rerate.check.CheckOutcome;
import org.rerate.check.Checks;
import org.rerate.check.Suspicions;
import org.rerate.check.Suspicions.Suspicion;
import org.rerate.domain.RerateException;
import org.rerate.methodology.Methodology;
import org.rerate.run.RunResult;

/** Derives the invariants of all stored results once more and keeps what came out. */
public final class CheckAction {

  /**
   * What was checked.
   *
   * @param outcomes per check
   * @param skipped relations that have not been written yet
   * @param suspicions what is odd and still stands; no check fails for it
   */
  public record Report(
      List<CheckOutcome> outcomes, Set<String> skipped, List<Suspicion> suspicions) {

    /** True if every invariant holds. */
    public boolean holds() {
      return outcomes.stream().allMatch(CheckOutcome::holds);
    }
  }

  private final ActionContext context;

  CheckAction(ActionContext context) {
    this.context = context;
  }

  /** Checks results of every methodology, knowledge and cut. */
  public Report check() {
    context.warehouse().requireExisting();
    return context.recorded(
        context.run("check", ""), run -> check(run.runId()), report -> RunResult.NONE);
  }

  private Report check(String runId) {
    Checks checks = new Checks(context.warehouse());
    Map<String, Methodology> methodologies = new TreeMap<>();
    methodologies.put("default", context.methodology("default"));
    for (String name : checks.methodologies()) {
      methodologies.put(name, methodology(name));
    }
    List<CheckOutcome> outcomes =
        new ArrayList<>(checks.run(methodologies, line -> context.say("  " + line)));
    outcomes.addAll(new MonitorStep(context).ofAll(methodologies));
    checks.write(outcomes, runId);
    Suspicions suspicions = new Suspicions(context.warehouse());
    List<Suspicion> open = suspicions.open();
    suspicions.keep(open, runId);
    return new Report(outcomes, checks.skipped(), open);
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
