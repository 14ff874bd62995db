package org.rerate.valuation;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Status;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.KeySet;
import org.rerate.history.AsOf;
import org.rerate.history.Rates;
import org.rerate.methodology.Methodology;
import org.rerate.value.DayChunk;

/** Market capitalisations of a few issuers on a few days, brought to the driver. */
public final class IssuerCapSeries {

  private final int[] days;
  private final Map<String, IssuerBlock> blocks = new HashMap<>();

  /**
   * Values {@code issuers} on {@code days}. Reads the packed series, which must be up to date.
   *
   * @param days ascending, without repetition
   */
  public IssuerCapSeries(
      Warehouse warehouse,
      Methodology methodology,
      AsOf asOf,
      int[] days,
      Collection<String> issuers) {
    this.days = days.clone();
    if (issuers.isEmpty() || days.length == 0) {
      return;
    }
    DayChunk whole = new DayChunk(0, 0, days.length, List.of());
    Plan plan =
        new Plan(methodology, asOf, days.clone(), List.of(whole), RecomputeScope.EVERYTHING);
    ReferenceData references = new ReferenceData(warehouse, asOf);
    Rates rates = references.rates(days, methodology.fxMaxAgeDays());
    new IssuerValuation(references)
        .value("caps of issuers", plan, rates, KeySet.of(issuers))
        .forEach(block -> blocks.put(block.issuerId(), block));
  }

  /** USD on one of the days; NaN if missing. */
  public double usd(String issuerId, int day) {
    IssuerBlock block = blocks.get(issuerId);
    return block == null ? Double.NaN : block.usd()[index(day)];
  }

  /** OK, VENDOR_CAP, or why the cap is missing; an issuer not on file is NOT_LISTED. */
  public Status status(String issuerId, int day) {
    IssuerBlock block = blocks.get(issuerId);
    return block == null ? Status.NOT_LISTED : block.status(index(day));
  }

  private int index(int day) {
    int index = Arrays.binarySearch(days, day);
    if (index < 0) {
      throw new IllegalArgumentException("day " + day + " was not valued");
    }
    return index;
  }
}
