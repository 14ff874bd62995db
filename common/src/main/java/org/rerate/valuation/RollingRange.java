package org.rerate.valuation;

import java.util.List;
import org.rerate.domain.Basis;
import org.rerate.domain.Membership;
import org.rerate.methodology.Methodology;
import org.rerate.series.Cut;
import org.rerate.storage.Warehouse;

/**
 * Brings rolling statistics up to date from a day on, once all valuations since then are stored.
 */
public final class RollingRange {

  private RollingRange() {}

  /**
   * Replaces the rolling statistics of these baskets from {@code firstDay} on.
   *
   * @param bases the bases; empty for all that are stored
   * @return the version written
   */
  public static long write(
      Warehouse warehouse,
      Methodology methodology,
      Cut cut,
      String runId,
      int firstDay,
      List<String> baskets,
      Membership membership,
      List<Basis> bases) {
    String where =
        Warehouse.anyOf("membership", List.of(membership.toString()))
            + " AND "
            + Warehouse.anyOf("basket_id", baskets)
            + (bases.isEmpty()
                ? ""
                : " AND " + Warehouse.anyOf("basis", bases.stream().map(Basis::toString).toList()));
    return new RollingValuation(warehouse, new Variant(methodology.name(), cut), runId)
        .ofBaskets(firstDay, methodology.rollingWindows(), where);
  }
}
