package org.rerate.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.rerate.blocks.ReferenceData;
import org.rerate.check.Suspicions;
import org.rerate.check.Suspicions.Suspicion;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.Membership;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.explain.AnalystCounts;
import org.rerate.history.AsOf;
import org.rerate.measure.Measures;
import org.rerate.methodology.Methodology;
import org.rerate.report.document.Words;
import org.rerate.table.FigureTables;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.valuation.ResultVariant;
import org.rerate.value.Groups;

/** Asks the result tables for what a report shows: few questions, side by side. */
public final class ReportReader {

  /** More days than this are thinned for the lines that are read per member. */
  private static final int MOST_DAYS = 1000;

  private static final Filter ALL = Filter.is("subsector", Groups.ALL);

  private final Warehouse warehouse;
  private final ReportPlan plan;
  private final ReportSpec spec;
  private final Methodology methodology;
  private final AsOf asOf;
  private final Map<ReportRows.Part, Answer> answers = new ConcurrentHashMap<>();
  private final List<Runnable> questions = new ArrayList<>();

  /**
   * A reader of what {@code plan} needs, as {@code methodology} made it for who sees {@code cut}.
   */
  public ReportReader(Warehouse warehouse, ReportPlan plan, Methodology methodology, AsOf asOf) {
    this.warehouse = warehouse;
    this.plan = plan;
    this.spec = plan.spec();
    this.methodology = methodology;
    this.asOf = asOf;
  }

  /**
   * Everything.
   *
   * @param bridge how the numbers came from those of the last report of the name; null if there is
   *     none
   */
  public ReportRows read(ReportBridge bridge) {
    ReportMembers members =
        ReportMembers.of(plan, new ReferenceData(warehouse, asOf).memberships(), asOf);
    valuations();
    changes();
    figures();
    issuers(members);
    measures();
    names(members);
    List<Suspicion> suspicions = new ArrayList<>();
    questions.add(
        () ->
            new Suspicions(warehouse)
                .open(Filter.in("issuer_id", members.issuers())).stream()
                    .filter(one -> !one.day().isAfter(last()))
                    .forEach(suspicions::add));
    warehouse.together(questions);
    runs();
    return new ReportRows(
        plan,
        methodology,
        asOf,
        members,
        Map.copyOf(answers),
        counts(members),
        suspicions,
        bridge,
        Words.ENGLISH);
  }

  private Map<String, Map<String, AnalystCounts.Counts>> counts(ReportMembers members) {
    AnalystCounts counts = new AnalystCounts(warehouse, methodology, asOf);
    Map<String, Map<String, AnalystCounts.Counts>> byBasket = new HashMap<>();
    for (ReportSpec.Span span : spec.spans()) {
      byBasket.put(
          span.basket(),
          counts.on(Days.of(span.end()), spec.basis(), members.issuers(span.basket())));
    }
    return byBasket;
  }

  private void valuations() {
    Filter forward = Filter.is("basis", spec.details().forward().toString());
    Filter basis = Filter.is("basis", spec.basis().toString());
    result(
        ReportRows.Part.VALUATIONS,
        ValuationTables.BASKET_VALUATIONS,
        eachBasket(
            span ->
                Filter.or(
                    List.of(
                        Filter.and(ALL, forward, upTo(span.end())),
                        Filter.and(basis, Filter.is("valuation_date", span.end()))))));
    result(
        ReportRows.Part.ROLLING,
        ValuationTables.ROLLING,
        Filter.and(
            ALL,
            Filter.is("measure", "pe"),
            Filter.is("window", ReportRows.window(spec, methodology)),
            forward,
            eachBasket(span -> upTo(span.end()))));
    result(
        ReportRows.Part.COMPARISONS,
        ValuationTables.COMPARISONS,
        Filter.and(
            Filter.is("basket_a", spec.basketA()),
            Filter.is("basket_b", spec.basketB()),
            basis,
            Filter.is("membership", Membership.backcast(spec.comparedOn()).toString()),
            Filter.or(List.of(ALL, Filter.is("valuation_date", spec.comparedOn()))),
            upTo(spec.comparedOn())));
  }

  /** From the first day of the report to {@code end}. */
  private Filter upTo(LocalDate end) {
    return Filter.days("valuation_date", plan.days()[0], Days.of(end));
  }

  private void changes() {
    Filter ofReport =
        Filter.and(
            Filter.is("basis", spec.basis().toString()),
            eachBasket(span -> Filter.and(Filter.is("to_date", span.end()), from(span))));
    result(ReportRows.Part.CHANGES, ValuationTables.BASKET_CHANGES, ofReport);
    result(ReportRows.Part.EFFECTS, ValuationTables.RERATING, ofReport);
    result(ReportRows.Part.MEMBER_EFFECTS, ValuationTables.RERATING_MEMBERS, ofReport);
  }

  /** Of the members of the end dates, who are those that the report restates everything to. */
  private void figures() {
    Filter onEnds = ofPointInTime(span -> Filter.is("valuation_date", span.end()));
    Filter onBasis = Filter.and(Filter.is("basis", spec.basis().toString()), onEnds);
    result(ReportRows.Part.MULTIPLES, FigureTables.BASKET_MULTIPLES, onBasis);
    result(ReportRows.Part.REVISIONS, FigureTables.BASKET_REVISIONS, onBasis);
    result(
        ReportRows.Part.GROWTH_AHEAD,
        FigureTables.BASKET_GROWTH,
        Filter.and(
            Filter.is("metric", "net_income"),
            ofPointInTime(
                span ->
                    Filter.and(
                        Filter.is("valuation_date", span.end()),
                        Filter.is(
                            "basis_from", Basis.calendarYear(span.end().getYear()).toString())))));
    result(
        ReportRows.Part.INDEX,
        FigureTables.BASKET_INDEX,
        Filter.and(
            Filter.is("weighting", "cap"),
            ALL,
            ofPointInTime(
                span -> {
                  TreeSet<LocalDate> days = new TreeSet<>(span.since().values());
                  days.add(span.end());
                  return on("valuation_date", days);
                })));
  }

  private Filter ofPointInTime(Function<ReportSpec.Span, Filter> more) {
    return Filter.and(
        Filter.is("membership", Membership.POINT_IN_TIME.toString()),
        Filter.or(
            spec.spans().stream()
                .map(span -> Filter.and(Filter.is("basket_id", span.basket()), more.apply(span)))
                .toList()));
  }

  private Filter from(ReportSpec.Span span) {
    TreeSet<LocalDate> dates = new TreeSet<>(span.since().values());
    dates.addAll(plan.revised(span).values());
    return on("from_date", dates);
  }

  private static Filter on(String column, Set<LocalDate> dates) {
    return Filter.days(column, dates.stream().map(Days::of).toList());
  }

  private void issuers(ReportMembers members) {
    Filter issuers = Filter.in("issuer_id", members.issuers());
    TreeSet<LocalDate> ends = new TreeSet<>();
    TreeSet<LocalDate> days = new TreeSet<>();
    for (ReportSpec.Span span : spec.spans()) {
      ends.add(span.end());
      days.addAll(span.since().values());
      days.addAll(plan.revised(span).values());
    }
    days.addAll(ends);
    boolean all = plan.days().length <= MOST_DAYS;
    int step = (plan.days().length + MOST_DAYS - 1) / MOST_DAYS;
    for (int i = 0; !all && i < plan.days().length; i += step) {
      days.add(Days.date(plan.days()[i]));
    }
    result(
        ReportRows.Part.CAPS,
        ValuationTables.ISSUER_CAPS,
        Filter.and(issuers, all ? upTo(last()) : on("valuation_date", days)));
    result(
        ReportRows.Part.EARNINGS,
        ValuationTables.ISSUER_EARNINGS,
        Filter.and(
            issuers, Filter.is("basis", spec.basis().toString()), on("valuation_date", ends)));
  }

  private LocalDate last() {
    return Days.date(plan.days()[plan.days().length - 1]);
  }

  private void measures() {
    MeasureQuestions asked = new MeasureQuestions(plan);
    for (MeasureQuestions.Question question : asked.all()) {
      result(question.part(), Measures.named(question.measure()).table(), question.rows());
    }
  }

  private void names(ReportMembers members) {
    ask(
        ReportRows.Part.BASKETS,
        "SELECT basket_id, name, description FROM market.baskets_current WHERE "
            + Filter.in("basket_id", List.of(spec.basketA(), spec.basketB())).sql());
    ask(
        ReportRows.Part.ISSUERS,
        "SELECT issuer_id, name, region, reporting_currency FROM market.issuers_current WHERE "
            + Filter.in("issuer_id", members.issuers()).sql());
    ask(
        ReportRows.Part.SECURITIES,
        "SELECT s.security_id, i.name FROM market.securities_current s JOIN market.issuers_current i"
            + " ON s.issuer_id = i.issuer_id WHERE s.security_id IN"
            + " (SELECT security_id FROM market.flows_current)");
  }

  private void runs() {
    TreeSet<String> runs = new TreeSet<>();
    answers.values().stream()
        .flatMap(answer -> answer.rows().stream())
        .filter(row -> Arrays.asList(row.schema().fieldNames()).contains("run_id"))
        .forEach(row -> runs.add(row.getAs("run_id")));
    ask(
        ReportRows.Part.RUNS,
        "SELECT * FROM ops.run_log WHERE status = 'DONE' AND ("
            + Filter.in("run_id", runs).sql()
            + " OR command = 'ingest') ORDER BY logged_at");
    questions.get(questions.size() - 1).run();
  }

  private void result(ReportRows.Part part, TableSpec table, Filter rows) {
    Filter asked = Filter.and(new ResultVariant(methodology.name(), asOf).filter(), rows);
    String query = "SELECT * FROM " + table.fullName() + " WHERE " + asked.sql();
    questions.add(() -> answers.put(part, new Answer(query, warehouse.rows(table, asked))));
  }

  private void ask(ReportRows.Part part, String query) {
    questions.add(
        () -> {
          List<Row> rows = warehouse.spark().sql(query).collectAsList();
          answers.put(part, new Answer(query, rows));
        });
  }

  private Filter eachBasket(Function<ReportSpec.Span, Filter> more) {
    return Filter.or(
        spec.spans().stream()
            .map(
                span ->
                    Filter.and(
                        Filter.is("basket_id", span.basket()),
                        Filter.is("membership", span.membership().toString()),
                        more.apply(span)))
            .toList());
  }
}
