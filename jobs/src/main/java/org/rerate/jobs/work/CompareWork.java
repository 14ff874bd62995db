package org.rerate.jobs.work;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.Membership;
import org.rerate.run.Run;
import org.rerate.series.References;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.valuation.BasketChanges;
import org.rerate.valuation.BasketRequest;
import org.rerate.valuation.Comparison;
import org.rerate.valuation.Comparisons;
import org.rerate.valuation.Plan;
import org.rerate.valuation.RollingValuation;
import org.rerate.valuation.SpanRequest;
import org.rerate.valuation.SpanResults;
import org.rerate.valuation.Variant;

/** Changes of a basket over a span, and comparisons of two baskets. */
public final class CompareWork {

  /** The tables that a change writes. */
  static final List<TableSpec> CHANGES =
      List.of(
          ValuationTables.BASKET_CHANGES,
          ValuationTables.RERATING,
          ValuationTables.RERATING_MEMBERS);

  private static final List<TableSpec> COMPARED =
      List.of(ValuationTables.COMPARISONS, ValuationTables.ROLLING);

  private final Work work;

  /** Changes and comparisons in these surroundings. */
  public CompareWork(Work work) {
    this.work = work;
  }

  /** Writes the change of a basket between two dates, unless it stands. */
  public void change(
      String basket, LocalDate from, LocalDate to, List<Basis> bases, Membership membership) {
    Requests.calendarYears(bases);
    Requests requests = Requests.of(work, CHANGES);
    requests.baskets(List.of(basket));
    int first = requests.day("--from", from);
    int last = requests.day("--to", to);
    Run run =
        work.valuationRun(
            "change",
            "--basket %s --from %s --to %s --bases %s --membership %s"
                .formatted(basket, from, to, bases, membership));
    if (work.stands(run, requests.inputs())) {
      return;
    }
    work.say("Measuring " + basket + " from " + from + " to " + to);
    work.computed(
        run,
        requests.inputs(),
        (r, read) -> {
          References references = requests.at(read).references();
          references.series().catchUp(r.runId());
          SpanResults results = results(r);
          results.write(
              new BasketChanges(
                  references,
                  work.methodology(),
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
    Requests requests = Requests.of(work, COMPARED);
    requests.baskets(List.of(basketA, basketB));
    boolean on = from.equals(to);
    int[] days = on ? new int[] {requests.day("--on", from)} : requests.days(from, to);
    Run run =
        work.valuationRun(
            "compare",
            "%s %s --from %s --to %s --bases %s --membership %s"
                .formatted(basketA, basketB, from, to, bases, membership));
    if (work.stands(run, requests.inputs())) {
      return;
    }
    work.say(
        "Comparing "
            + basketA
            + " with "
            + basketB
            + " on "
            + (days.length == 1 ? Days.date(days[0]) : days.length + " days"));
    work.computed(
        run,
        requests.inputs(),
        (r, read) -> {
          References references = requests.at(read).references();
          references.series().catchUp(r.runId());
          int[] compared = on ? days : requests.at(read).days(from, to);
          Plan plan = Plan.of(work.methodology(), work.cut(), compared, bases);
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
      References references,
      String basketA,
      String basketB,
      int from,
      Map<String, Long> versions) {
    List<Integer> windows = work.methodology().rollingWindows();
    if (!windows.isEmpty()) {
      versions.put(
          "valuation.rolling",
          new RollingValuation(references, work.methodology(), run.runId())
              .ofPremium(basketA, basketB, from, windows));
    }
  }

  private Variant variant() {
    return new Variant(work.methodology().name(), work.cut());
  }

  private SpanResults results(Run run) {
    return new SpanResults(work.warehouse(), variant(), run.runId());
  }
}
