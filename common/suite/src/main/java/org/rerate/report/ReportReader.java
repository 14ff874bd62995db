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
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.rerate.blocks.ReferenceData;
import org.rerate.check.Suspicions;
import org.rerate.check.Suspicions.Suspicion;
import org.rerate.domain.Days;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.explain.AnalystCounts;
import org.rerate.history.AsOf;
import org.rerate.methodology.Methodology;
import org.rerate.report.document.Words;
import org.rerate.valuation.ResultVariant;

/** Asks the result tables for what a report shows: few questions, side by side. */
public final class ReportReader {

  /** More days than this are thinned for the lines that are read per member. */
  private static final int MOST_DAYS = 1000;

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
                .open(Filter.in("issuer_id", members.issuers()).sql()).stream()
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
    String forward = is("basis", spec.details().forward().toString());
    result(
        ReportRows.Part.VALUATIONS,
        "valuation.basket_valuations",
        eachBasket(
            span ->
                "(subsector = 'ALL' AND "
                    + forward
                    + " AND valuation_date BETWEEN "
                    + date(Days.date(plan.days()[0]))
                    + " AND "
                    + date(span.end())
                    + " OR "
                    + is("basis", spec.basis().toString())
                    + " AND valuation_date = "
                    + date(span.end())
                    + ")"));
    result(
        ReportRows.Part.ROLLING,
        "valuation.rolling",
        "subsector = 'ALL' AND measure = 'pe' AND window = "
            + ReportRows.window(spec, methodology)
            + " AND "
            + forward
            + " AND "
            + eachBasket(
                span ->
                    "valuation_date BETWEEN "
                        + date(Days.date(plan.days()[0]))
                        + " AND "
                        + date(span.end())));
    result(
        ReportRows.Part.COMPARISONS,
        "valuation.comparisons",
        is("basket_a", spec.basketA())
            + " AND "
            + is("basket_b", spec.basketB())
            + " AND "
            + is("basis", spec.basis().toString())
            + " AND membership = 'backcast:"
            + spec.comparedOn()
            + "' AND (subsector = 'ALL' OR valuation_date = "
            + date(spec.comparedOn())
            + ") AND valuation_date BETWEEN "
            + date(Days.date(plan.days()[0]))
            + " AND "
            + date(spec.comparedOn()));
  }

  private void changes() {
    String ofReport =
        is("basis", spec.basis().toString())
            + " AND "
            + eachBasket(span -> "to_date = " + date(span.end()) + " AND " + from(span));
    result(ReportRows.Part.CHANGES, "valuation.basket_changes", ofReport);
    result(ReportRows.Part.EFFECTS, "valuation.rerating", ofReport);
    result(ReportRows.Part.MEMBER_EFFECTS, "valuation.rerating_members", ofReport);
  }

  /** Of the members of the end dates, who are those that the report restates everything to. */
  private void figures() {
    String onEnds = ofPointInTime(span -> "valuation_date = " + date(span.end()));
    String onBasis = is("basis", spec.basis().toString()) + " AND " + onEnds;
    result(ReportRows.Part.MULTIPLES, "valuation.basket_multiples", onBasis);
    result(ReportRows.Part.REVISIONS, "valuation.basket_revisions", onBasis);
    result(
        ReportRows.Part.GROWTH_AHEAD,
        "valuation.basket_growth",
        "metric = 'net_income' AND basis_from = concat('CY', year(valuation_date)) AND " + onEnds);
    result(
        ReportRows.Part.INDEX,
        "valuation.basket_index",
        "weighting = 'cap' AND subsector = 'ALL' AND "
            + ofPointInTime(
                span -> {
                  TreeSet<LocalDate> days = new TreeSet<>(span.since().values());
                  days.add(span.end());
                  return "valuation_date IN (" + dates(days) + ")";
                }));
  }

  private String ofPointInTime(Function<ReportSpec.Span, String> more) {
    return spec.spans().stream()
        .map(span -> "(" + is("basket_id", span.basket()) + " AND " + more.apply(span) + ")")
        .collect(Collectors.joining(" OR ", "membership = 'point_in_time' AND (", ")"));
  }

  private String from(ReportSpec.Span span) {
    TreeSet<LocalDate> dates = new TreeSet<>(span.since().values());
    dates.addAll(plan.revised(span).values());
    return dates.isEmpty() ? "false" : "from_date IN (" + dates(dates) + ")";
  }

  private void issuers(ReportMembers members) {
    String issuers = Filter.in("issuer_id", members.issuers()).sql();
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
        "valuation.issuer_caps",
        issuers
            + " AND valuation_date "
            + (all
                ? "BETWEEN " + date(Days.date(plan.days()[0])) + " AND " + date(last())
                : "IN (" + dates(days) + ")"));
    result(
        ReportRows.Part.EARNINGS,
        "valuation.issuer_earnings",
        issuers
            + " AND "
            + is("basis", spec.basis().toString())
            + " AND valuation_date IN ("
            + dates(ends)
            + ")");
  }

  private LocalDate last() {
    return Days.date(plan.days()[plan.days().length - 1]);
  }

  private void measures() {
    MeasureQuestions asked = new MeasureQuestions(plan);
    for (MeasureQuestions.Question question : asked.all()) {
      result(question.part(), question.relation(), question.condition());
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

  private void result(ReportRows.Part part, String relation, String condition) {
    ask(
        part,
        "SELECT * FROM "
            + relation
            + " WHERE "
            + new ResultVariant(methodology.name(), asOf).filter().sql()
            + " AND "
            + condition);
  }

  private void ask(ReportRows.Part part, String query) {
    questions.add(
        () -> {
          List<Row> rows = warehouse.spark().sql(query).collectAsList();
          answers.put(part, new Answer(query, rows));
        });
  }

  private String eachBasket(Function<ReportSpec.Span, String> more) {
    return spec.spans().stream()
        .map(
            span ->
                "("
                    + is("basket_id", span.basket())
                    + " AND "
                    + is("membership", span.membership().toString())
                    + " AND "
                    + more.apply(span)
                    + ")")
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  private static String is(String column, String value) {
    return Filter.in(column, List.of(value)).sql();
  }

  private static String dates(Set<LocalDate> dates) {
    return dates.stream().map(ReportReader::date).collect(Collectors.joining(", "));
  }

  private static String date(LocalDate date) {
    return "DATE'" + date + "'";
  }
}
