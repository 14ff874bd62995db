package org.rerate.action;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.rerate.report.HeadlineBridges;
import org.rerate.report.PublishedReport;
import org.rerate.report.ReportBridge;
import org.rerate.report.ReportSpec;
import org.rerate.run.Run;
import org.rerate.valuation.BasketBridges;

/**
 * The reports of a name in the ledger, of the methodology and knowledge in force, and what has come
 * of the numbers of an earlier one.
 */
final class PublishedReports {

  private final ActionContext context;
  private final ReportSpec spec;

  /** Those of the name and baskets of {@code spec}, whose dates are traded. */
  PublishedReports(ActionContext context, ReportSpec spec) {
    this.context = context;
    this.spec = spec;
  }

  /**
   * Those that rows in sight have made, by date; of a date the one that was made last before any
   * report of a later date. One that was made again after that, from rows of later, is not what
   * readers had in hand.
   */
  NavigableMap<LocalDate, PublishedReport> byDate() {
    NavigableMap<LocalDate, PublishedReport> reports = new TreeMap<>();
    List<Run> runs =
        context
            .ledger()
            .done("report", context.methodology().name(), context.asOf().knowledge().toString());
    Instant limit = context.asOf().recordedBy();
    for (Run run : runs) {
      PublishedReport.of(spec, run)
          .filter(report -> limit == null || !report.recordedBy().isAfter(limit))
          .filter(
              report -> !reports.containsKey(report.on()) || reports.lastKey().equals(report.on()))
          .ifPresent(report -> reports.put(report.on(), report));
    }
    return reports;
  }

  /** The last one of an earlier date, of which no basket was valued later than now. */
  Optional<PublishedReport> last() {
    return byDate().headMap(spec.comparedOn(), false).descendingMap().values().stream()
        .filter(this::isEarlier)
        .findFirst();
  }

  /** False if a basket of {@code then} was valued on a later day than now. */
  boolean isEarlier(PublishedReport then) {
    return spec.spans().stream()
        .noneMatch(span -> then.ends().get(span.basket()).isAfter(span.end()));
  }

  /** What has come of the numbers of the last one; empty if there is none. */
  Optional<ReportBridge> bridgeFromLast() {
    return last()
        .map(
            report -> {
              context.say("Comparing with the report of " + report.on());
              return bridge(report);
            });
  }

  /** What has come of the numbers of {@code then}; the packed series must be up to date. */
  ReportBridge bridge(PublishedReport then) {
    Instant now = now(then.recordedBy());
    HeadlineBridges headlines = new HeadlineBridges(spec, then, context.methodology());
    BasketBridges baskets =
        new BasketBridges(
            context.warehouse(),
            context.methodology(),
            context.asOf().knowledge(),
            then.recordedBy(),
            now);
    return new ReportBridge(
        spec.name(),
        then.on(),
        spec.comparedOn(),
        then.runId(),
        then.recordedBy(),
        now,
        context.methodology().name(),
        context.asOf().knowledge().toString(),
        then.runId() == null
            ? List.of()
            : context
                .ledger()
                .inputs(then.runId())
                .map(inputs -> inputs.otherRules(context.digest()))
                .orElse(List.of()),
        headlines.of(baskets.of(headlines.requests(), headlines.bases())));
  }

  /** Up to when rows count now: none came in after the newest, nor can the past be undone. */
  private Instant now(Instant then) {
    Instant limit = context.asOf().recordedBy();
    if (limit != null) {
      return limit;
    }
    List<Instant> intakes = context.ledger().intakes();
    Instant newest = intakes.isEmpty() ? then : intakes.get(intakes.size() - 1);
    return newest.isAfter(then) ? newest : then;
  }
}
