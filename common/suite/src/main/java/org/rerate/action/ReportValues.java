package org.rerate.action;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.engine.delta.TableScan;
import org.rerate.engine.filter.Filter;
import org.rerate.report.ReportPlan;
import org.rerate.report.ReportSpec;
import org.rerate.run.RunInputs;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.valuation.ResultVariant;
import org.rerate.value.Groups;

/** Which valuations of a report are stored and current, and the work that brings the others. */
final class ReportValues {

  private static final String DAY = "valuation_date";

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
    Map<String, Set<Integer>> days = new HashMap<>();
    scan(ValuationTables.ISSUER_CAPS, within(lastDay()), "run_id", DAY)
        .forEach(
            row -> days.computeIfAbsent(row.text(0), r -> new HashSet<>()).add(row.whole(1, 0)));
    long valued = days.values().stream().mapToLong(Set::size).sum();
    return valued >= plan.days().length
        && areCurrent(days.keySet(), inputs)
        && haveEarnings(inputs);
  }

  private boolean haveEarnings(RunInputs inputs) {
    Set<Integer> wanted =
        spec.spans().stream().map(span -> Days.of(span.end())).collect(Collectors.toSet());
    Set<Integer> days = new HashSet<>();
    Set<String> runs = new HashSet<>();
    earnings(Filter.days(DAY, wanted), "run_id", DAY)
        .forEach(
            row -> {
              runs.add(row.text(0));
              days.add(row.whole(1, 0));
            });
    return days.equals(wanted) && areCurrent(runs, inputs);
  }

  /** Earnings on the report's basis. */
  private TableScan earnings(Filter where, String... columns) {
    return scan(
        ValuationTables.ISSUER_EARNINGS,
        Filter.and(Filter.is("basis", spec.basis().toString()), where),
        columns);
  }

  /**
   * True if restated valuations are stored that were made from other inputs, on whatever basis. A
   * report that brings only its own bases up to date would leave the others old beside them.
   */
  boolean haveOldBaskets(RunInputs inputs) {
    Filter restated = Filter.or(spec.spans().stream().map(ReportValues::restated).toList());
    Set<String> runs =
        Set.copyOf(
            scan(
                    ValuationTables.BASKET_VALUATIONS,
                    Filter.and(restated, within(lastDay())),
                    "run_id")
                .texts());
    return !runs.isEmpty() && !areCurrent(runs, inputs);
  }

  private static Filter restated(ReportSpec.Span span) {
    return Filter.and(
        Filter.is("basket_id", span.basket()),
        Filter.is("membership", span.membership().toString()));
  }

  /** True if both baskets' restated valuations are there and current. */
  boolean haveBaskets(RunInputs inputs) {
    return spec.spans().stream().allMatch(span -> haveBasket(span, inputs));
  }

  private boolean haveBasket(ReportSpec.Span span, RunInputs inputs) {
    int end = Days.of(span.end());
    Set<String> runs = new HashSet<>();
    Map<String, List<Integer>> days = new HashMap<>();
    scan(
            ValuationTables.BASKET_VALUATIONS,
            Filter.and(
                Filter.is("subsector", Groups.ALL),
                restated(span),
                Filter.in("basis", bases().stream().map(Basis::toString).toList()),
                within(end)),
            "run_id",
            "basis",
            DAY)
        .forEach(
            row -> {
              runs.add(row.text(0));
              days.computeIfAbsent(row.text(1), b -> new ArrayList<>()).add(row.whole(2, 0));
            });
    List<Integer> forward = days.getOrDefault(spec.details().forward().toString(), List.of());
    return forward.size() >= Arrays.stream(plan.days()).filter(day -> day <= end).count()
        && days.getOrDefault(spec.basis().toString(), List.of()).contains(end)
        && areCurrent(runs, inputs);
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
    return earnings(Filter.is(DAY, spec.comparedOn()), "run_id").texts().isEmpty();
  }

  private boolean areCurrent(Set<String> runs, RunInputs inputs) {
    return context.ledger().haveRead(runs, inputs.facts());
  }

  private int lastDay() {
    return plan.days()[plan.days().length - 1];
  }

  private Filter within(int end) {
    return Filter.days(DAY, plan.days()[0], end);
  }

  private TableScan scan(TableSpec table, Filter where, String... columns) {
    return context.warehouse().scan(table, columns).where(variant.filter()).where(where);
  }
}
