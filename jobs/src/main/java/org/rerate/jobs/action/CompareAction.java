package org.rerate.jobs.action;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.Membership;
import org.rerate.run.Run;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.valuation.BasketChanges;
import org.rerate.valuation.BasketRequest;
import org.rerate.valuation.Comparison;
import org.rerate.valuation.Comparisons;
import org.rerate.valuation.Plan;
import org.rerate.valuation.ResultVariant;
import org.rerate.valuation.RollingValuation;
import org.rerate.valuation.SpanRequest;
import org.rerate.valuation.SpanResults;

/** Changes of a basket over a span, and comparisons of two baskets. */
public final class CompareAction {

  /** The tables that a change writes. */
  static final List<TableSpec> CHANGES =
      List.of(
          ValuationTables.BASKET_CHANGES,
          ValuationTables.RERATING,
          ValuationTables.RERATING_MEMBERS);

  private static final List<TableSpec> COMPARED =
      List.of(ValuationTables.COMPARISONS, ValuationTables.ROLLING);

  private final ActionContext context;

  /** Changes and comparisons in these surroundings. */
  public CompareAction(ActionContext context) {
    this.context = context;
  }

  /** Writes the change of a basket between two dates, unless it stands. */
  public void change(
      String basket, LocalDate from, LocalDate to, List<Basis> bases, Membership membership) {
    AvailableData.calendarYears(bases);
    AvailableData available = AvailableData.of(context, CHANGES);
    available.baskets(List.of(basket));
    int first = available.day("--from", from);
    int last = available.day("--to", to);
    Run run =
        context.valuationRun(
            "change",
            "--basket %s --from %s --to %s --bases %s --membership %s"
                .formatted(basket, from, to, bases, membership));
    if (context.stands(run, available.inputs())) {
      return;
    }
    context.say("Measuring " + basket + " from " + from + " to " + to);
    context.computed(
        run,
        available.inputs(),
        (r, read) -> {
          ReferenceData references = available.at(read).references();
          references.series().catchUp(r.runId());
          SpanResults results = results(r);
          results.write(
              new BasketChanges(
                  references,
                  context.methodology(),
                  bases,
                  List.of(new SpanRequest(new BasketRequest(basket, membership), first, last))));
          return results.versions();
        });
  }

  /** Writes the comparison of basket A with basket B on the days of a range, unless it stands. */
  public void compare(
      String basketA,
      String basketB,
      LocalDate from,
      LocalDate to,
      List<Basis> bases,
      Membership membership) {
    AvailableData available = AvailableData.of(context, COMPARED);
    available.baskets(List.of(basketA, basketB));
    boolean on = from.equals(to);
    int[] days = on ? new int[] {available.day("--on", from)} : available.days(from, to);
    Run run =
        context.valuationRun(
            "compare",
            "%s %s --from %s --to %s --bases %s --membership %s"
                .formatted(basketA, basketB, from, to, bases, membership));
    if (context.stands(run, available.inputs())) {
      return;
    }
    context.say(
        "Comparing "
            + basketA
            + " with "
            + basketB
            + " on "
            + (days.length == 1 ? Days.date(days[0]) : days.length + " days"));
    context.computed(
        run,
        available.inputs(),
        (r, read) -> {
          ReferenceData references = available.at(read).references();
          references.series().catchUp(r.runId());
          int[] compared = on ? days : available.at(read).days(from, to);
          Plan plan = Plan.of(context.methodology(), context.asOf(), compared, bases);
          List<Comparison> comparisons =
              new Comparisons(references, plan, membership, basketA, basketB).of(basketA, basketB);
          SpanResults results = results(r);
          results.write(comparisons, basketA, basketB, membership.toString());
          rolling(r, references, basketA, basketB, days[0], results.versions());
          return results.versions();
        });
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

  private ResultVariant variant() {
    return new ResultVariant(context.methodology().name(), context.asOf());
  }

  private SpanResults results(Run run) {
    return new SpanResults(context.warehouse(), variant(), run.runId());
  }
}
