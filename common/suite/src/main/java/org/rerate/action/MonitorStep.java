package org.rerate.action;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.rerate.check.CheckOutcome;
import org.rerate.check.Checks;
import org.rerate.check.Monitor;
import org.rerate.check.MonitorLimits;
import org.rerate.domain.Days;
import org.rerate.domain.Knowledge;
import org.rerate.engine.delta.TableState;
import org.rerate.history.AsOf;
import org.rerate.methodology.Methodology;
import org.rerate.table.ValuationTables;
import org.rerate.valuation.Plan;
import org.rerate.valuation.ResultVariant;

/** Holds new numbers of baskets against those before, and lists what moved without a cause. */
final class MonitorStep {

  /**
   * A longer valuation is history, and so is what lies further back than this from the last date:
   * who looked at it then need not be told for ever.
   */
  private static final int MOST_DAYS = 31;

  private final ActionContext context;
  private final MonitorLimits limits;

  MonitorStep(ActionContext context) {
    this.context = context;
    this.limits =
        new MonitorLimits(
            context.settings().number("monitor.max_move"),
            context.settings().number("monitor.max_coverage_fall"));
  }

  /**
   * Looks at what a valuation wrote; what it finds goes to {@code ops.checks} and the progress.
   *
   * @param found states of the tables as the valuation found them
   */
  void after(Plan plan, Map<String, String> found, String runId) {
    int[] days = plan.days();
    if (days.length == 0 || days.length > MOST_DAYS) {
      return;
    }
    Monitor monitor =
        new Monitor(context.warehouse(), context.methodology(), context.variant(), limits);
    List<CheckOutcome> outcomes =
        new ArrayList<>(monitor.againstTheDateBefore(days[0], days[days.length - 1]));
    List<Instant> intakes = context.ledger().intakes();
    TableState.parse(found.get(ValuationTables.BASKET_VALUATIONS.fullName()))
        .filter(state -> !intakes.isEmpty())
        .map(
            state ->
                monitor.againstPublished(
                    state.version(),
                    Arrays.stream(days).boxed().toList(),
                    context.ledger()::startedAt,
                    intakes.get(intakes.size() - 1)))
        .ifPresent(outcomes::add);
    List<CheckOutcome> failed = outcomes.stream().filter(one -> !one.holds()).toList();
    if (failed.isEmpty()) {
      return;
    }
    Checks.write(context.warehouse(), failed, runId);
    failed.forEach(this::say);
  }

  private void say(CheckOutcome failed) {
    CheckOutcome.Violation first = failed.violations().get(0);
    context.say(
        "  %s: %d rows listed in ops.checks, such as %s, %s instead of %s"
            .formatted(
                failed.check(),
                failed.violations().size(),
                first.scope(),
                first.actual(),
                first.expected()));
  }

  /**
   * What is found of the last month of stored values against the dates before them; of those from
   * {@code from} on, if there is such a day.
   */
  List<CheckOutcome> ofAll(Map<String, Methodology> methodologies, Optional<LocalDate> from) {
    Map<String, CheckOutcome> merged = new LinkedHashMap<>();
    for (Row stored : stored(from)) {
      String name = stored.getString(0);
      Timestamp cut = stored.getAs(2);
      AsOf asOf =
          new AsOf(Knowledge.parse(stored.getString(1)), cut == null ? null : cut.toInstant());
      Monitor monitor =
          new Monitor(
              context.warehouse(), methodologies.get(name), new ResultVariant(name, asOf), limits);
      int end = Days.of(stored.getDate(3).toLocalDate());
      int first = Math.max(end - MOST_DAYS + 1, from.map(Days::of).orElse(Integer.MIN_VALUE));
      monitor
          .againstTheDateBefore(first, end)
          .forEach(one -> merged.merge(one.check(), one, MonitorStep::both));
    }
    return List.copyOf(merged.values());
  }

  private static CheckOutcome both(CheckOutcome one, CheckOutcome other) {
    List<CheckOutcome.Violation> violations = new ArrayList<>(one.violations());
    violations.addAll(other.violations());
    return new CheckOutcome(
        one.check(),
        one.relation(),
        one.meaning(),
        one.rows() + other.rows(),
        violations.subList(0, Math.min(violations.size(), Checks.MOST)));
  }

  /** The variants of stored values, with their last date. */
  private List<Row> stored(Optional<LocalDate> from) {
    return context
        .warehouse()
        .read(ValuationTables.BASKET_VALUATIONS)
        .where(from.map(day -> "valuation_date >= DATE'" + day + "'").orElse("true"))
        .groupBy("methodology", "knowledge", "recorded_by")
        .agg(functions.max("valuation_date"))
        .orderBy("methodology", "knowledge", "recorded_by")
        .collectAsList();
  }
}
