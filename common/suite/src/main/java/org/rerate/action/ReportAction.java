package org.rerate.action;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rerate.blocks.ReferenceData;
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

/** What a report shows, measured and stored where it is not yet. */
public final class ReportAction {

  private final ActionContext context;

  ReportAction(ActionContext context) {
    this.context = context;
  }

  /**
   * Measures what {@code asked} selects, unless it stands, and reads it.
   *
   * @param valued true if the caller has valued issuers and baskets just now
   */
  public ReportRows measure(ReportSpec asked, boolean valued) {
    AvailableData available = AvailableData.of(context, results());
    available.baskets(List.of(asked.basketA(), asked.basketB()));
    for (ReportSpec.Span span : asked.spans()) {
      available.day("the end of " + span.basket(), span.end());
      span.since().forEach((name, from) -> available.day("the base date " + name + " =", from));
    }
    available.day("the day of the comparison", asked.comparedOn());
    ReportPlan plan = ReportPlan.of(asked, available.days(null, null));
    sayMoved(asked, plan.spec());
    Run run = context.valuationRun("report", plan.spec().selection());
    if (!context.stands(run, available.inputs())) {
      if (!valued) {
        value(plan, available);
      }
      AvailableData now = available.now(results());
      context.computed(
          run,
          now.inputs(),
          (r, read) -> measure(r, ReportPlan.of(asked, now.at(read).days(null, null))));
    }
    context.say("Reading the results");
    return new ReportReader(context.warehouse(), plan, context.methodology(), context.asOf())
        .read(new PublishedReports(context, plan.spec()).bridgeFromLast().orElse(null));
  }

  private void sayMoved(ReportSpec asked, ReportSpec traded) {
    if (!asked.comparedOn().equals(traded.comparedOn())) {
      context.say(
          "There is no close on "
              + asked.comparedOn()
              + "; the report uses "
              + traded.comparedOn());
    }
  }

  /** What a report reads of results, and what it writes. */
  private static List<TableSpec> results() {
    return Stream.of(
            ValueAction.RESULTS.stream(),
            ChangeAction.RESULTS.stream(),
            Stream.of(ValuationTables.COMPARISONS),
            MeasureTables.all().stream())
        .flatMap(tables -> tables)
        .toList();
  }

  private void value(ReportPlan plan, AvailableData available) {
    ReportValues values = new ReportValues(context, plan);
    if (!values.haveIssuers(available.inputs()) || values.haveOldBaskets(available.inputs())) {
      values.issuers(available).execute();
      if (values.needsEarnings()) {
        values.earnings(available).execute();
      }
    }
    AvailableData now = available.now(ValueAction.RESULTS);
    if (!values.haveBaskets(now.inputs())) {
      Run run =
          context.valuationRun(
              "value", "for report " + plan.spec().name() + " " + plan.spec().comparedOn());
      context.computed(
          run,
          now.inputs(),
          (r, read) ->
              restate(
                  r, ReportPlan.of(plan.spec(), now.at(read).days(null, null)), values.bases()));
    }
  }

  private Map<String, Long> restate(Run run, ReportPlan plan, List<Basis> bases) {
    context.say(
        "Valuing "
            + plan.days().length
            + " days of "
            + names(plan.spec())
            + " with the members of the end date");
    ReferenceData references = new ReferenceData(context.warehouse(), context.asOf());
    references.series().catchUp(run.runId());
    Plan valued = Plan.of(context.methodology(), context.asOf(), plan.days(), bases);
    return new Valuation(references, run.runId(), line -> context.say("  " + line))
        .restate(valued, plan.baskets(), bases);
  }

  private static String names(ReportSpec spec) {
    return spec.basketA() + " and " + spec.basketB();
  }

  private Map<String, Long> measure(Run run, ReportPlan plan) {
    ReferenceData references = new ReferenceData(context.warehouse(), context.asOf());
    references.series().catchUp(run.runId());
    Map<String, Long> versions = new ConcurrentSkipListMap<>();
    List<Runnable> steps = new ArrayList<>();
    context.say(
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
    context.warehouse().together(steps);
    return versions;
  }

  private void changes(
      Run run, ReferenceData references, ReportPlan plan, Map<String, Long> versions) {
    List<SpanRequest> spans = new ArrayList<>(plan.changes());
    plan.revisions().stream().filter(span -> !spans.contains(span)).forEach(spans::add);
    if (spans.isEmpty()) {
      return;
    }
    SpanResults results = new SpanResults(context.warehouse(), context.variant(), run.runId());
    results.write(
        new BasketChanges(references, context.methodology(), List.of(plan.spec().basis()), spans));
    versions.putAll(results.versions());
  }

  private void comparisons(
      Run run, ReferenceData references, ReportPlan plan, Map<String, Long> versions) {
    ReportSpec spec = plan.spec();
    int end = Days.of(spec.comparedOn());
    int[] days = Arrays.stream(plan.days()).filter(d -> d <= end).toArray();
    Membership membership = Membership.backcast(spec.comparedOn());
    Plan compared = Plan.of(context.methodology(), context.asOf(), days, List.of(spec.basis()));
    SpanResults results = new SpanResults(context.warehouse(), context.variant(), run.runId());
    results.write(
        new Comparisons(references, compared, membership, spec.basketA(), spec.basketB())
            .of(spec.basketA(), spec.basketB()),
        spec.basketA(),
        spec.basketB(),
        membership.toString());
    versions.putAll(results.versions());
  }

  private void rolling(
      Run run, ReferenceData references, ReportPlan plan, Map<String, Long> versions) {
    List<Integer> windows = context.methodology().rollingWindows();
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
        new RollingValuation(references, context.methodology(), run.runId())
            .ofBaskets(List.of(totals), windows));
  }

  /** A measure whose data is not loaded is left out; its section says so. */
  private void measure(Run run, MeasureQuestions.Question question, Map<String, Long> versions) {
    MeasureRequest request =
        new MeasureRequest(
            context.warehouse(),
            context.methodology(),
            context.asOf(),
            run.runId(),
            question.options());
    try {
      MeasureResult result = Measures.compute(Measures.named(question.measure()), request);
      versions.put(result.table().fullName(), Measures.write(request, result));
    } catch (RerateException e) {
      if (e.exit() != RerateException.Exit.USAGE) {
        throw e;
      }
      context.say("  without " + question.measure() + ": " + e.getMessage());
    }
  }
}
