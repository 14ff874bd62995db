package org.rerate.action;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.engine.filter.Filter;
import org.rerate.report.ReportPlan;
import org.rerate.report.ReportSpec;
import org.rerate.run.RunInputs;
import org.rerate.valuation.ResultVariant;

/** Which valuations of a report are stored and current, and the work that brings the others. */
final class ReportValues {

  private final ActionContext context;
  private final ReportPlan plan;
  private final ReportSpec spec;
  private final ResultVariant variant;

  ReportValues(ActionContext context, ReportPlan plan) {
    this.context = context;
    this.plan = plan;
    this.spec = plan.spec();
    this.variant = context.variant();
  }

  /** True if the members' caps and earnings are there and were made from the present inputs. */
  boolean haveIssuers(RunInputs inputs) {
    List<Row> days =
        rows(
            "SELECT run_id, count(DISTINCT valuation_date) AS days FROM valuation.issuer_caps WHERE"
                + " "
                + within(plan.days()[plan.days().length - 1])
                + " GROUP BY run_id");
    long valued = days.stream().mapToLong(row -> row.<Long>getAs("days")).sum();
    return valued >= plan.days().length && areCurrent(days, inputs) && haveEarnings(inputs);
  }

  private boolean haveEarnings(RunInputs inputs) {
    List<Row> ends =
        rows(
            "SELECT run_id, valuation_date FROM valuation.issuer_earnings WHERE "
                + Filter.is("basis", spec.basis().toString()).sql()
                + " AND valuation_date IN ("
                + spec.spans().stream()
                    .map(span -> "DATE'" + span.end() + "'")
                    .collect(Collectors.joining(", "))
                + ") GROUP BY run_id, valuation_date");
    long wanted = spec.spans().stream().map(ReportSpec.Span::end).distinct().count();
    return ends.stream().map(row -> row.get(1)).distinct().count() == wanted
        && areCurrent(ends, inputs);
  }

  /**
   * True if restated valuations are stored that were made from other inputs, on whatever basis. A
   * report that brings only its own bases up to date would leave the others old beside them.
   */
  boolean haveOldBaskets(RunInputs inputs) {
    String restated =
        spec.spans().stream()
            .map(
                span ->
                    Filter.and(
                            Filter.is("basket_id", span.basket()),
                            Filter.is("membership", span.membership().toString()))
                        .sql())
            .collect(Collectors.joining(" OR ", "(", ")"));
    List<Row> runs =
        rows(
            "SELECT DISTINCT run_id FROM valuation.basket_valuations WHERE "
                + restated
                + " AND "
                + within(plan.days()[plan.days().length - 1]));
    return !runs.isEmpty() && !areCurrent(runs, inputs);
  }

  /** True if both baskets' restated valuations are there and current. */
  boolean haveBaskets(RunInputs inputs) {
    for (ReportSpec.Span span : spec.spans()) {
      List<Row> bases =
          rows(
              "SELECT basis, run_id, count(*) AS days, max(valuation_date) AS last FROM"
                  + " valuation.basket_valuations WHERE subsector = 'ALL' AND "
                  + Filter.is("basket_id", span.basket()).sql()
                  + " AND "
                  + Filter.is("membership", span.membership().toString()).sql()
                  + " AND "
                  + Filter.in("basis", bases().stream().map(Basis::toString).toList()).sql()
                  + " AND "
                  + within(Days.of(span.end()))
                  + " GROUP BY basis, run_id");
      long days = Arrays.stream(plan.days()).filter(d -> d <= Days.of(span.end())).count();
      String forward = spec.details().forward().toString();
      long forwardDays =
          bases.stream()
              .filter(row -> row.getAs("basis").equals(forward))
              .mapToLong(row -> row.<Long>getAs("days"))
              .sum();
      boolean atEnd =
          bases.stream()
              .anyMatch(
                  row ->
                      row.getAs("basis").equals(spec.basis().toString())
                          && row.<java.sql.Date>getAs("last").toLocalDate().equals(span.end()));
      if (forwardDays < days || !atEnd || !areCurrent(bases, inputs)) {
        return false;
      }
    }
    return true;
  }

  /** The bases that the report needs of the baskets. */
  List<Basis> bases() {
    return List.of(spec.basis(), spec.details().forward()).stream().distinct().toList();
  }

  /** The valuation that brings what is missing of the issuers. */
  ValueAction issuers(AvailableData available) {
    return value(available)
        .from(Days.date(plan.days()[0]))
        .to(Days.date(plan.days()[plan.days().length - 1]));
  }

  /** The earnings on the report's basis, where the methodology does not have it. */
  ValueAction earnings(AvailableData available) {
    ReportSpec.Span first = spec.spans().get(0);
    ReportSpec.Span last = spec.spans().get(spec.spans().size() - 1);
    boolean ordered = first.end().isBefore(last.end());
    return value(available)
        .from(ordered ? first.end() : last.end())
        .to(ordered ? last.end() : first.end())
        .bases(List.of(spec.basis()));
  }

  private ValueAction value(AvailableData available) {
    return new ValueAction(context, available)
        .baskets(spec.basketA(), spec.basketB())
        .only(plan.baskets())
        .withoutRolling();
  }

  /** True if the report's basis is none of those that the methodology gives the end dates. */
  boolean needsEarnings() {
    return rows("SELECT 1 AS one FROM valuation.issuer_earnings WHERE "
            + Filter.is("basis", spec.basis().toString()).sql()
            + " AND valuation_date = DATE'"
            + spec.comparedOn()
            + "' LIMIT 1")
        .isEmpty();
  }

  private boolean areCurrent(List<Row> rows, RunInputs inputs) {
    Set<String> runs = new HashSet<>();
    rows.forEach(row -> runs.add(row.getAs("run_id")));
    return context.ledger().haveRead(runs, inputs.facts());
  }

  private String within(int end) {
    return "valuation_date BETWEEN DATE'"
        + Days.date(plan.days()[0])
        + "' AND DATE'"
        + Days.date(end)
        + "'";
  }

  private List<Row> rows(String query) {
    String[] parts = query.split(" WHERE ", 2);
    return context
        .warehouse()
        .spark()
        .sql(parts[0] + " WHERE " + variant.filter().sql() + " AND " + parts[1])
        .collectAsList();
  }
}
