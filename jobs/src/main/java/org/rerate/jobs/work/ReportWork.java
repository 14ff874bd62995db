package org.rerate.jobs.work;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.Membership;
import org.rerate.domain.RerateException;
import org.rerate.measure.MeasureRequest;
import org.rerate.measure.MeasureResult;
import org.rerate.measure.Measures;
import org.rerate.report.MeasureQuestions;
import org.rerate.report.ReportPlan;
import org.rerate.report.ReportReader;
import org.rerate.report.ReportRows;
import org.rerate.report.ReportSpec;
import org.rerate.run.Run;
import org.rerate.series.References;
import org.rerate.table.MeasureTables;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.valuation.BasketChanges;
import org.rerate.valuation.Comparisons;
import org.rerate.valuation.Plan;
import org.rerate.valuation.RollingValuation;
import org.rerate.valuation.SpanRequest;
import org.rerate.valuation.SpanResults;
import org.rerate.valuation.Valuation;
import org.rerate.valuation.Variant;

/** What a report shows, measured and stored where it is not yet. */
public final class ReportWork {

  private final Work work;

  /** A report's measures in these surroundings. */
  public ReportWork(Work work) {
    this.work = work;
  }

  /**
   * Measures what {@code asked} selects, unless it stands, and reads it.
   *
   * @param valued true if the caller has valued issuers and baskets just now
   */
  public ReportRows measure(ReportSpec asked, boolean valued) {
    Requests requests = Requests.of(work, results());
    requests.baskets(List.of(asked.basketA(), asked.basketB()));
    for (ReportSpec.Span span : asked.spans()) {
      requests.day("the end of " + span.basket(), span.end());
      span.since().forEach((name, from) -> requests.day("the base date " + name + " =", from));
    }
    requests.day("the day of the comparison", asked.comparedOn());
    ReportPlan plan = ReportPlan.of(asked, requests.days(null, null));
    sayMoved(asked, plan.spec());
    Run run = work.valuationRun("report", plan.spec().selection());
    if (!work.stands(run, requests.inputs())) {
      if (!valued) {
        value(plan, requests);
      }
      Requests now = requests.now(results());
      work.computed(
          run,
          now.inputs(),
          (r, read) -> measure(r, ReportPlan.of(asked, now.at(read).days(null, null))));
    }
    work.say("Reading the results");
    return new ReportReader(work.warehouse(), plan, work.methodology(), work.cut()).read();
  }

  private void sayMoved(ReportSpec asked, ReportSpec traded) {
    if (!asked.comparedOn().equals(traded.comparedOn())) {
      work.say(
          "No close lies on " + asked.comparedOn() + "; the report is of " + traded.comparedOn());
    }
  }

  /** What a report reads of results, and what it writes. */
  private static List<TableSpec> results() {
    return Stream.of(
            ValueWork.RESULTS.stream(),
            CompareWork.CHANGES.stream(),
            Stream.of(ValuationTables.COMPARISONS),
            MeasureTables.ALL.stream())
        .flatMap(tables -> tables)
        .toList();
  }

  private void value(ReportPlan plan, Requests requests) {
    ReportValues values = new ReportValues(work, plan);
    if (!values.haveIssuers(requests.inputs())) {
      new ValueWork(work, requests).value(values.request(), false);
      if (values.needsEarnings()) {
        new ValueWork(work, requests).value(values.earnings(), false);
      }
    }
    Requests now = requests.now(ValueWork.RESULTS);
    if (!values.haveBaskets(now.inputs())) {
      Run run =
          work.valuationRun(
              "value", "for report " + plan.spec().name() + " " + plan.spec().comparedOn());
      work.computed(
          run,
          now.inputs(),
          (r, read) ->
              restate(
                  r, ReportPlan.of(plan.spec(), now.at(read).days(null, null)), values.bases()));
    }
  }

  private Map<String, Long> restate(Run run, ReportPlan plan, List<Basis> bases) {
    work.say("Valuing " + plan.days().length + " days of " + names(plan.spec()) + ", restated");
    References references = new References(work.warehouse(), work.cut());
    references.series().catchUp(run.runId());
    Plan valued = Plan.of(work.methodology(), work.cut(), plan.days(), bases);
    return new Valuation(references, run.runId(), line -> work.say("  " + line))
        .restate(valued, plan.baskets(), bases);
  }

  private static String names(ReportSpec spec) {
    return spec.basketA() + " and " + spec.basketB();
  }

  private Map<String, Long> measure(Run run, ReportPlan plan) {
    References references = new References(work.warehouse(), work.cut());
    references.series().catchUp(run.runId());
    Map<String, Long> versions = new ConcurrentSkipListMap<>();
    List<Runnable> steps = new ArrayList<>();
    work.say(
        "Measuring "
            + plan.changes().size()
            + " changes, "
            + names(plan.spec())
            + " through time, and further measures");
    steps.add(() -> changes(run, references, plan, versions));
    steps.add(() -> comparisons(run, references, plan, versions));
    steps.add(() -> rolling(run, references, plan, versions));
    for (MeasureQuestions.Question question : new MeasureQuestions(plan).all()) {
      steps.add(() -> measure(run, question, versions));
    }
    work.warehouse().together(steps);
    return versions;
  }

  private void changes(
      Run run, References references, ReportPlan plan, Map<String, Long> versions) {
    List<SpanRequest> spans = new ArrayList<>(plan.changes());
    plan.revisions().stream().filter(span -> !spans.contains(span)).forEach(spans::add);
    if (spans.isEmpty()) {
      return;
    }
    SpanResults results = new SpanResults(work.warehouse(), variant(), run.runId());
    results.write(
        new BasketChanges(references, work.methodology(), List.of(plan.spec().basis()), spans));
    versions.putAll(results.versions());
  }

  private void comparisons(
      Run run, References references, ReportPlan plan, Map<String, Long> versions) {
    ReportSpec spec = plan.spec();
    int end = Days.of(spec.comparedOn());
    int[] days = Arrays.stream(plan.days()).filter(d -> d <= end).toArray();
    Membership membership = Membership.backcast(spec.comparedOn());
    Plan compared = Plan.of(work.methodology(), work.cut(), days, List.of(spec.basis()));
    SpanResults results = new SpanResults(work.warehouse(), variant(), run.runId());
    results.write(
        new Comparisons(references, compared, membership, spec.basketA(), spec.basketB())
            .of(spec.basketA(), spec.basketB()),
        spec.basketA(),
        spec.basketB(),
        membership.toString());
    versions.putAll(results.versions());
  }

  private void rolling(
      Run run, References references, ReportPlan plan, Map<String, Long> versions) {
    List<Integer> windows = work.methodology().rollingWindows();
    if (windows.isEmpty()) {
      return;
    }
    Map<String, Set<String>> baskets =
        plan.spec().spans().stream()
            .collect(
                Collectors.groupingBy(
                    span -> span.membership().toString(),
                    TreeMap::new,
                    Collectors.mapping(ReportSpec.Span::basket, Collectors.toSet())));
    // The page shows them restated; questions in SQL name the members of each day.
    baskets.put(
        Membership.POINT_IN_TIME.toString(), Set.of(plan.spec().basketA(), plan.spec().basketB()));
    RollingValuation.Part totals =
        new RollingValuation.Part(
            plan.days()[0],
            baskets,
            Set.of(plan.spec().details().forward().toString()),
            Set.of("ALL"));
    versions.put(
        "valuation.rolling",
        new RollingValuation(references, work.methodology(), run.runId())
            .ofBaskets(List.of(totals), windows));
  }

  /** A measure whose data is not loaded is left out; its section says so. */
  private void measure(Run run, MeasureQuestions.Question question, Map<String, Long> versions) {
    MeasureRequest request =
        new MeasureRequest(
            work.warehouse(), work.methodology(), work.cut(), run.runId(), question.options());
    try {
      MeasureResult result = Measures.compute(Measures.named(question.measure()), request);
      versions.put(result.table().fullName(), Measures.write(request, result));
    } catch (RerateException e) {
      if (e.exit() != RerateException.Exit.USAGE) {
        throw e;
      }
      work.say("  without " + question.measure() + ": " + e.getMessage());
    }
  }

  private Variant variant() {
    return new Variant(work.methodology().name(), work.cut());
  }
}
