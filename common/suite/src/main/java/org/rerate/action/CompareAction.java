package org.rerate.action;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Days;
import org.rerate.domain.RerateException;
import org.rerate.run.Run;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.valuation.Comparison;
import org.rerate.valuation.Comparisons;
import org.rerate.valuation.Plan;
import org.rerate.valuation.RollingValuation;
import org.rerate.valuation.SpanResults;

/** Compares basket A with basket B, the baskets of the action in that order. */
public final class CompareAction extends RangedAction<CompareAction> {

  private static final List<TableSpec> RESULTS =
      List.of(ValuationTables.COMPARISONS, ValuationTables.ROLLING);

  private final ActionContext context;

  CompareAction(ActionContext context) {
    this.context = context;
  }

  @Override
  CompareAction self() {
    return this;
  }

  /**
   * Writes the comparison on the days of the range, unless it stands.
   *
   * @throws RerateException with {@code USAGE} if a date is missing or lies outside the data
   */
  public ActionResult execute() {
    requireDays();
    LocalDate from = from();
    LocalDate to = to();
    String basketA = baskets().get(0);
    String basketB = baskets().get(1);
    AvailableData available = AvailableData.of(context, RESULTS);
    available.baskets(baskets());
    boolean on = from.equals(to);
    int[] days = days(available);
    Run run =
        context.valuationRun(
            "compare",
            "%s %s --from %s --to %s --bases %s --membership %s"
                .formatted(basketA, basketB, from, to, bases(), membership()));
    if (context.stands(run, available.inputs())) {
      return ActionResult.NONE;
    }
    context.say(
        "Comparing "
            + basketA
            + " with "
            + basketB
            + " on "
            + (days.length == 1 ? Days.date(days[0]) : days.length + " days"));
    return context.computed(
        run,
        available.inputs(),
        (r, read) -> {
          ReferenceData references = available.at(read).references();
          references.series().catchUp(r.runId());
          int[] compared = on ? days : available.at(read).days(from, to);
          List<Comparison> comparisons = compared(references, compared);
          SpanResults results = new SpanResults(context.warehouse(), context.variant(), r.runId());
          results.write(comparisons, basketA, basketB, membership().toString());
          rolling(r, references, basketA, basketB, days[0], results.versions());
          return results.versions();
        });
  }

  /**
   * The same numbers, computed now and stored nowhere; no run is recorded. As {@code explain}, it
   * packs what an ingest that died left unpacked.
   *
   * @throws RerateException as {@link #execute} does
   */
  public List<Comparison> compute() {
    requireDays();
    context.warehouse().requireExisting();
    AvailableData available = AvailableData.toRead(context);
    available.baskets(baskets());
    int[] days = days(available);
    ReferenceData references = available.references();
    references.series().catchUp(context.run("compare", "").runId());
    return compared(references, days);
  }

  private void requireDays() {
    if (from() == null || to() == null) {
      throw RerateException.usage("a comparison has no days", "Name one day, or both ends");
    }
  }

  /** One day may lie between closes, a range holds the days that have some. */
  private int[] days(AvailableData available) {
    return from().equals(to())
        ? new int[] {available.day("--on", from())}
        : available.days(from(), to());
  }

  private List<Comparison> compared(ReferenceData references, int[] days) {
    String basketA = baskets().get(0);
    String basketB = baskets().get(1);
    Plan plan = Plan.of(context.methodology(), context.asOf(), days, bases());
    return new Comparisons(references, plan, membership(), basketA, basketB).of(basketA, basketB);
  }

  private void rolling(
      Run run,
      ReferenceData references,
      String basketA,
      String basketB,
      int from,
      Map<String, Long> versions) {
    List<Integer> windows = context.methodology().rollingWindows();
    if (!windows.isEmpty()) {
      versions.put(
          "valuation.rolling",
          new RollingValuation(references, context.methodology(), run.runId())
              .ofPremium(basketA, basketB, from, windows));
    }
  }
}
