package org.rerate.action;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rerate.domain.RerateException;
import org.rerate.engine.filter.Filter;
import org.rerate.run.Methodologies;
import org.rerate.run.RunInputs;
import org.rerate.table.Dictionary;
import org.rerate.table.TableSpec;

/** Sees to it that all stored results of a methodology follow from the same switches. */
final class MethodologyCheck {

  private final ActionContext context;
  private final boolean acceptsChange;
  private boolean isChecked;

  /**
   * The check of a command.
   *
   * @param acceptsChange true if results of other switches under the same name may go
   */
  MethodologyCheck(ActionContext context, boolean acceptsChange) {
    this.context = context;
    this.acceptsChange = acceptsChange;
  }

  /**
   * Checks that the methodology in force is the one by which stored results of its name were
   * computed; if a change is accepted, deletes those that were not.
   *
   * @throws RerateException with {@code USAGE} if it is another, and that is not accepted
   */
  synchronized void check() {
    if (isChecked) {
      return;
    }
    String name = context.methodology().name();
    Methodologies.Digest digest = context.digest();
    Optional<RunInputs> last = context.ledger().lastInputs(name);
    if (last.isPresent() && !digest.isOf(last.get().facts().get(RunInputs.METHODOLOGY))) {
      if (!acceptsChange) {
        throw RerateException.usage(
            "the methodology '"
                + name
                + "' is not the one that its stored results were computed by: its file has changed"
                + changes(digest, last.get()),
            "Give the changed one another name and leave the old file as it was, or give"
                + " --accept-methodology-change, which deletes all results stored under '"
                + name
                + "' and computes those that are asked for anew");
      }
      deleteResults(name);
    }
    isChecked = true;
  }

  /** What differs; nothing for runs of a version that did not record the switches. */
  private static String changes(Methodologies.Digest digest, RunInputs last) {
    return last.switches()
        .map(switches -> ", " + String.join(", ", digest.changes(switches)))
        .orElse("");
  }

  private void deleteResults(String name) {
    context.say("Deleting what is stored under the methodology '" + name + "', which has changed");
    RunInputs inputs = new RunInputs(context.rules(), Map.of());
    context.computed(
        context.methodologyRun("accept-methodology-change"),
        inputs,
        (run, read) -> {
          Map<String, Long> versions = new TreeMap<>();
          for (TableSpec table : Dictionary.results()) {
            if (context.warehouse().exists(table)) {
              Filter its = Filter.is("methodology", name);
              versions.put(
                  table.fullName(), context.warehouse().deletePartitions(table, its, run.runId()));
            }
          }
          return versions;
        });
  }
}
