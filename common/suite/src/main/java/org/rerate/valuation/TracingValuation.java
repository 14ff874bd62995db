package org.rerate.valuation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Basis;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.KeySet;
import org.rerate.history.AsOf;
import org.rerate.history.IssuerHistory;
import org.rerate.history.Rates;
import org.rerate.methodology.Methodology;
import org.rerate.value.DayChunk;
import org.rerate.value.IssuerCaps;
import org.rerate.value.IssuerEarnings;
import org.rerate.value.IssuerTrace;

/**
 * Values a few issuers on one day by the walk that values all of them on every day, and keeps the
 * rows that it took. Reads the packed blocks of these issuers alone, and stores nothing.
 */
public final class TracingValuation {

  private final Warehouse warehouse;
  private final Methodology methodology;
  private final AsOf asOf;

  /** A valuation for someone who sees {@code cut}; the packed series must be up to date. */
  public TracingValuation(Warehouse warehouse, Methodology methodology, AsOf asOf) {
    this.warehouse = warehouse;
    this.methodology = methodology;
    this.asOf = asOf;
  }

  /**
   * The issuers' caps and earnings on {@code day}, by issuer; one that is not on file is left out.
   *
   * @param rates the rates of that day alone
   */
  public Map<String, IssuerTrace> value(
      int day, Basis basis, Rates rates, Collection<String> issuers) {
    DayChunk chunk = new DayChunk(0, 0, 1, List.of(basis));
    Plan plan =
        new Plan(methodology, asOf, new int[] {day}, List.of(chunk), RecomputeScope.EVERYTHING);
    IssuerValuation issuerValuation =
        new IssuerValuation(new ReferenceData(warehouse, asOf), false);
    KeyedParcels found =
        new KeyedParcels(
            issuerValuation.parcels("values to explain", plan, KeySet.of(issuers)).iterator());
    Map<String, IssuerTrace> evidence = new TreeMap<>();
    while (found.hasNext()) {
      String issuer = found.next();
      IssuerValuer.history(issuer, found.parcels(), asOf)
          .ifPresent(history -> evidence.put(issuer, value(history, day, basis, rates)));
    }
    return evidence;
  }

  private IssuerTrace value(IssuerHistory history, int day, Basis basis, Rates rates) {
    IssuerTrace evidence = new IssuerTrace(history);
    IssuerCaps caps = new IssuerCaps(methodology, rates, history, evidence);
    IssuerEarnings earnings =
        new IssuerEarnings(methodology, rates, history.book(), caps, evidence);
    long limit = asOf.knowledge().limit(day);
    caps.value(day, 0, limit);
    earnings.on(day, 0, limit);
    earnings.value(basis);
    evidence.valued(caps, earnings);
    return evidence;
  }
}
