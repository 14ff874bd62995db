package org.rerate.valuation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Basis;
import org.rerate.engine.delta.TableScan;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.exchange.Exchange;
import org.rerate.engine.exchange.Exchange.Order;
import org.rerate.engine.exchange.Exchange.Sent;
import org.rerate.engine.exchange.Exchange.Source;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.filter.KeySet;
import org.rerate.history.AsOf;
import org.rerate.history.Rates;
import org.rerate.methodology.Methodology;
import org.rerate.table.MarketTables;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/**
 * Which numbers of issuers did change, of those that may have. A late estimate counts only until
 * the next of its key, a late rate until the next day's: rather than to reason about every rule of
 * a methodology, the numbers are computed and held against the stored ones.
 */
public final class ChangeDetection {

  /** With more numbers than this, finding out costs more than it can save. */
  private static final long MOST = 3_000_000;

  private final ReferenceData references;
  private final Warehouse warehouse;
  private final Methodology methodology;
  private final AsOf asOf;
  private final List<Basis> bases;

  /**
   * Numbers of one variant.
   *
   * @param bases those of the methodology if empty
   */
  public ChangeDetection(ReferenceData references, Methodology methodology, List<Basis> bases) {
    this.references = references;
    this.warehouse = references.warehouse();
    this.methodology = methodology;
    this.asOf = references.asOf();
    this.bases = bases;
  }

  /**
   * The part of {@code reach} in which numbers of issuers changed.
   *
   * @param calendar all days that are valued, ascending
   * @param runs runs whose stored numbers the stored baskets have taken account of; those of others
   *     count as changed
   */
  public ImpactedDays narrowed(ImpactedDays impact, int[] calendar, List<String> runs) {
    int[] days = impact.olderDays(calendar);
    ImpactedDays open = impact.on(calendar);
    if ((open.everyone().isEmpty() && open.issuers().isEmpty())
        || runs.isEmpty()
        || numbers(open, days) > MOST) {
      return open;
    }
    RecomputeScope scope =
        new RecomputeScope(open.everyone(), open.issuers(), Map.of(), open.issuers(), Map.of());
    Plan plan = Plan.of(methodology, asOf, days, bases, scope.simplified());
    Rates rates = references.rates(plan.days(), methodology.fxMaxAgeDays());
    Map<String, DayRanges> changed = changed(plan, rates, runs);
    return new ImpactedDays(
        impact.newDays(),
        DayRanges.NONE,
        changed,
        open.figures(),
        reach(impact.rates()),
        open.returns(),
        open.baskets());
  }

  /** The days on which rates of {@code days} may count. */
  private DayRanges reach(DayRanges days) {
    boolean isReached = references.metrics().stream().anyMatch(metric -> !metric.isOfEarnings());
    return isReached
        ? days.widened(IntUnaryOperator.identity(), end -> end + methodology.fxMaxAgeDays())
        : DayRanges.NONE;
  }

  /** Days on which an issuer's values are not those that are stored. */
  private Map<String, DayRanges> changed(Plan plan, Rates rates, List<String> runs) {
    KeySet issuers = plan.scope().issuersToRead();
    IssuerValuation.Input input = new IssuerValuation(references).input(plan, issuers);
    TableScan caps = stored(ValuationTables.ISSUER_CAPS, plan, issuers, StoredValues.OF_CAPS);
    TableScan earnings =
        stored(ValuationTables.ISSUER_EARNINGS, plan, issuers, StoredValues.OF_EARNINGS);
    Exchange exchange =
        warehouse
            .exchanges()
            .of("what changed", input.bytes(plan) + caps.bytes() + earnings.bytes());
    int partitions = exchange.partitions();
    Set<String> counted = Set.copyOf(runs);
    List<Source> sources = new ArrayList<>(input.sources(partitions).toList());
    sources.add(caps.source(new StoredValues.Sender(true, counted, partitions)));
    sources.add(earnings.source(new StoredValues.Sender(false, counted, partitions)));
    Map<String, DayRanges> changed = new HashMap<>();
    try (Sent sent = exchange.send(sources, partitions, Order.BY_KEY)) {
      sent.run(new ChangeDetector(plan, rates))
          .forEach(one -> changed.put(one.issuerId(), one.days()));
    }
    return changed;
  }

  private TableScan stored(TableSpec table, Plan plan, KeySet issuers, String... columns) {
    int[] days = plan.days();
    return warehouse
        .scan(table, columns)
        .where(new ResultVariant(methodology.name(), asOf).filter())
        .where(Filter.days("valuation_date", days[0], days[days.length - 1]))
        .where(issuers.filter("issuer_id"));
  }

  /** How many caps would be computed, at most. */
  private long numbers(ImpactedDays impact, int[] days) {
    Map<DayRanges, Long> sizes = new HashMap<>();
    long count = 0;
    for (DayRanges spans : impact.issuers().values()) {
      count += sizes.computeIfAbsent(spans, s -> Arrays.stream(days).filter(s::has).count());
    }
    long whole = Arrays.stream(days).filter(impact.everyone()::has).count();
    return whole == 0
        ? count
        : count
            + whole
                * Set.copyOf(warehouse.scan(MarketTables.ISSUERS.table(), "issuer_id").texts())
                    .size();
  }
}
