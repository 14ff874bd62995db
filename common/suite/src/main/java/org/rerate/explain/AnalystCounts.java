package org.rerate.explain;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Basis;
import org.rerate.domain.Status;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.history.AsOf;
import org.rerate.history.Rates;
import org.rerate.methodology.Methodology;
import org.rerate.table.MarketTables;
import org.rerate.valuation.TracingValuation;
import org.rerate.value.IssuerTrace;
import org.rerate.value.IssuerTrace.UsedLeg;

/**
 * How many analysts raised and cut their estimates, as vendors count them. A company's counts are
 * those of the estimate that its earnings rest on; where they rest on two, of the one that weighs
 * more, the earlier of equals, because most analysts estimate both years. Earnings that rest on
 * reported figures alone have none.
 */
public final class AnalystCounts {

  private final Warehouse warehouse;
  private final Methodology methodology;
  private final AsOf asOf;

  /**
   * What the vendor says of one estimate.
   *
   * @param up analysts who raised it; null if the vendor gave no number
   * @param down analysts who cut it; null if the vendor gave no number
   */
  public record Counts(Integer up, Integer down) {}

  /** Counts as seen by someone who sees {@code asOf}. */
  public AnalystCounts(Warehouse warehouse, Methodology methodology, AsOf asOf) {
    this.warehouse = warehouse;
    this.methodology = methodology;
    this.asOf = asOf;
  }

  /**
   * The counts behind the earnings of companies on {@code day}, by issuer, of those that have any;
   * the packed series must be up to date.
   */
  public Map<String, Counts> on(int day, Basis basis, Collection<String> issuers) {
    if (issuers.isEmpty() || !areGiven(day, issuers)) {
      return Map.of();
    }
    Rates rates =
        new ReferenceData(warehouse, asOf).ratesWithRows(day, methodology.fxMaxAgeDays()).rates();
    Map<String, Citation> cited = new TreeMap<>();
    new TracingValuation(warehouse, methodology, asOf)
        .value(day, basis, rates, issuers)
        .forEach(
            (issuer, trace) ->
                estimate(trace)
                    .ifPresent(leg -> cited.put(issuer, IssuerCitations.figure(issuer, leg))));
    CitedRows rows = new CitedRows(warehouse, cited.values());
    Map<String, Counts> counts = new HashMap<>();
    cited.forEach(
        (issuer, citation) -> {
          CitedRow row = rows.of(citation);
          Counts its = new Counts(row.whole("up_count"), row.whole("down_count"));
          if (its.up() != null || its.down() != null) {
            counts.put(issuer, its);
          }
        });
    return counts;
  }

  /** Most warehouses have no such numbers, and need not value anything to find none. */
  private boolean areGiven(int day, Collection<String> issuers) {
    int oldest = day - methodology.estimateMaxAgeDays();
    AtomicBoolean any = new AtomicBoolean();
    warehouse
        .scan(MarketTables.ESTIMATES.table(), "issuer_id")
        .where(Filter.in("issuer_id", issuers))
        .where(Filter.days(MarketTables.ESTIMATES.businessDay(), oldest, day))
        .where(Filter.or(List.of(Filter.present("up_count"), Filter.present("down_count"))))
        .forEach(row -> any.set(true));
    return any.get();
  }

  private static Optional<UsedLeg> estimate(IssuerTrace trace) {
    return trace.earningsStatus() != Status.OK
        ? Optional.empty()
        : trace.legs().stream()
            .filter(leg -> leg.series() != null && !leg.series().isReported())
            .max(
                Comparator.comparingDouble(UsedLeg::weight)
                    .thenComparing(UsedLeg::period, Comparator.reverseOrder()));
  }
}
