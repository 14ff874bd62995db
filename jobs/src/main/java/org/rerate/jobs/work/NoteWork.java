package org.rerate.jobs.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rerate.domain.Days;
import org.rerate.domain.Membership;
import org.rerate.report.ReportSpec;
import org.rerate.run.Run;
import org.rerate.run.RunResult;
import org.rerate.series.SeriesStore;
import org.rerate.valuation.BasketChanges;
import org.rerate.valuation.BasketRequest;
import org.rerate.valuation.Comparison;
import org.rerate.valuation.Comparisons;
import org.rerate.valuation.Plan;
import org.rerate.valuation.SpanRequest;
import org.rerate.valuation.SpanResults;
import org.rerate.valuation.Variant;

/** The changes and the comparison of the printed note, measured in one go. */
public final class NoteWork {

  private final Work work;

  /** A report's measures in these surroundings. */
  public NoteWork(Work work) {
    this.work = work;
  }

  /** Measures what {@code spec} selects, unless it stands. */
  public void measure(ReportSpec spec) {
    Requests requests = new Requests(work);
    requests.baskets(List.of(spec.basketA(), spec.basketB()));
    List<SpanRequest> spans = new ArrayList<>();
    for (ReportSpec.Span span : spec.spans()) {
      requests.baskets(List.of(span.basket()));
      BasketRequest basket = new BasketRequest(span.basket(), span.membership());
      int end = requests.day("the end of " + span.basket(), span.end());
      span.since()
          .forEach(
              (name, from) ->
                  spans.add(new SpanRequest(basket, requests.day("the base date", from), end)));
    }
    int on = requests.day("compared_on", spec.comparedOn());
    Run run = work.valuationRun("demo", spec.toString());
    Map<String, String> inputs = work.inputs();
    if (work.stands(run, inputs)) {
      return;
    }
    work.say(
        "Measuring "
            + spans.size()
            + " changes, and "
            + spec.basketA()
            + " against "
            + spec.basketB()
            + " on "
            + Days.date(on));
    work.recorded(
        run, r -> measure(r, spec, spans, on), versions -> new RunResult(inputs, versions, -1, -1));
  }

  private Map<String, Long> measure(Run run, ReportSpec spec, List<SpanRequest> spans, int on) {
    new SeriesStore(work.warehouse()).catchUp(run.runId());
    SpanResults results =
        new SpanResults(
            work.warehouse(), new Variant(work.methodology().name(), work.cut()), run.runId());
    results.write(
        new BasketChanges(
            work.warehouse(), work.methodology(), work.cut(), List.of(spec.basis()), spans));
    Membership membership = Membership.backcast(spec.comparedOn());
    Plan plan = Plan.of(work.methodology(), work.cut(), new int[] {on}, List.of(spec.basis()));
    List<Comparison> comparisons =
        new Comparisons(work.warehouse(), plan, membership, spec.basketA(), spec.basketB())
            .of(spec.basketA(), spec.basketB());
    results.write(comparisons, spec.basketA(), spec.basketB(), membership.toString());
    return results.versions();
  }
}
