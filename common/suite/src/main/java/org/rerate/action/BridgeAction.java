package org.rerate.action;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rerate.domain.RerateException;
import org.rerate.report.PublishedReport;
import org.rerate.report.ReportBridge;
import org.rerate.report.ReportPlan;
import org.rerate.report.ReportSpec;
import org.rerate.run.Run;

/**
 * Tells why a report's numbers are others than those of an earlier report of its name: what was
 * restated of the earlier date, then what came between the dates. Stores no result. Not for several
 * threads.
 */
public final class BridgeAction {

  private final ActionContext context;
  private final ReportSpec asked;
  private LocalDate against;
  private String since;

  BridgeAction(ActionContext context, ReportSpec asked) {
    this.context = context;
    this.asked = asked;
  }

  /** The date of the earlier report; null, as without this call, for the last one made. */
  public BridgeAction against(LocalDate date) {
    against = date;
    return this;
  }

  /**
   * What had been taken in when the earlier report was made: an instant, or a run. Null, as without
   * this call, for when the ledger says that it was made.
   */
  public BridgeAction since(String instantOrRun) {
    since = instantOrRun;
    return this;
  }

  /**
   * Follows each headline from the earlier report to this one.
   *
   * @throws RerateException with {@code USAGE} for what is not loaded, or if there is no such
   *     earlier report
   */
  public ReportBridge tell() {
    context.warehouse().requireExisting();
    AvailableData available = AvailableData.of(context, List.of());
    available.baskets(List.of(asked.basketA(), asked.basketB()));
    for (ReportSpec.Span span : asked.spans()) {
      available.day("the end of " + span.basket(), span.end());
    }
    int[] days = available.days(null, null);
    ReportSpec spec = ReportPlan.of(asked, days).spec();
    PublishedReports reports = new PublishedReports(context, spec);
    PublishedReport then = then(available, spec, reports, days);
    Run run =
        context.valuationRun(
            "diff",
            "--report %s --on %s --against %s --since %s"
                .formatted(spec.name(), spec.comparedOn(), then.on(), then.recordedBy()));
    context.say(
        "Comparing %s of %s with that of %s, recorded by %s"
            .formatted(spec.name(), spec.comparedOn(), then.on(), then.recordedBy()));
    ReportBridge[] told = new ReportBridge[1];
    context.computed(
        run,
        available.inputs(),
        (r, read) -> {
          available.at(read).references().series().catchUp(r.runId());
          told[0] = reports.bridge(then);
          return Map.of();
        });
    return told[0];
  }

  private PublishedReport then(
      AvailableData available, ReportSpec spec, PublishedReports reports, int[] days) {
    Map<LocalDate, PublishedReport> made = reports.byDate();
    if (against == null) {
      return reports.last().orElseThrow(() -> none("before " + spec.comparedOn(), made.values()));
    }
    available.day("--against", against);
    LocalDate traded = ReportPlan.of(asked.on(against).since(Map.of()), days).spec().comparedOn();
    if (!traded.isBefore(spec.comparedOn())) {
      throw RerateException.usage(
          "--against " + against + " is not before the report's own date " + spec.comparedOn(),
          "Choose an earlier one, or a later report by --on");
    }
    Instant instant = since == null ? null : DiffAction.instant(context, since);
    PublishedReport then = made.get(traded);
    if (then == null && instant == null) {
      throw none("of " + traded, made.values());
    }
    PublishedReport chosen =
        instant == null
            ? then
            : then == null ? PublishedReport.of(spec, traded, instant) : then.recordedBy(instant);
    if (!reports.isEarlier(chosen)) {
      throw RerateException.usage(
          "the report of " + traded + " valued a basket on a later day than this one does",
          "Choose an earlier one by --against, or a later report by --on");
    }
    return chosen;
  }

  private RerateException none(String which, Collection<PublishedReport> made) {
    return RerateException.usage(
        "the ledger knows no report " + asked.name() + " " + which,
        (made.isEmpty()
                ? "It knows none of that name, methodology and knowledge"
                : "It knows those of "
                    + made.stream()
                        .map(report -> report.on().toString())
                        .collect(Collectors.joining(", ")))
            + ". Name one with --against DATE; of another date, say with --since INSTANT|RUN_ID"
            + " which rows had been taken in when it was made");
  }
}
