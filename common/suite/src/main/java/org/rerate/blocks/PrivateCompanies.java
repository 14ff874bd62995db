package org.rerate.blocks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.rerate.history.AsOf;
import org.rerate.history.FactColumns;
import org.rerate.history.FactHistory;
import org.rerate.history.FactKind;
import org.rerate.table.MarketTables;
import org.rerate.table.VersionOrder;

/**
 * Unlisted companies at their last valuation; a company that lists leaves on the first day on which
 * any line of its issuer traded.
 */
public final class PrivateCompanies {

  private final AsOf asOf;
  private final Map<String, FactHistory> companies = new TreeMap<>();
  private final Map<String, List<long[]>> trades = new HashMap<>();

  /** The unlisted companies of the references' warehouse for someone who sees their cut. */
  public PrivateCompanies(ReferenceData references, AsOf asOf) {
    this.asOf = asOf;
    Map<String, FactColumns> blocks = new TreeMap<>();
    for (Row row :
        ReferenceData.inOrder(
            references.recorded(MarketTables.PRIVATE_VALUATIONS),
            "company_id",
            "unix_date(valued_on)",
            "coalesce(valuation_usd, 0)",
            "region",
            "subsector",
            "issuer_id",
            "unix_micros(known_at)",
            VersionOrder.DELIVERED_MICROS,
            "retracted")) {
      FactColumns block =
          blocks.computeIfAbsent(
              row.getString(0), c -> new FactColumns(FactKind.PRIVATE_VALUATIONS, 4));
      int at = block.add();
      block.day[at] = row.getInt(1);
      block.numbers[0][at] = row.getDouble(2);
      block.texts[0][at] = row.getString(3);
      block.texts[1][at] = row.getString(4);
      block.texts[2][at] = row.getString(5);
      block.knownAt[at] = row.getLong(6);
      block.deliveredAt[at] = row.getLong(7);
      block.retracted[at] = row.getBoolean(8) ? 1 : 0;
    }
    blocks.forEach((id, b) -> companies.put(id, asOf.versions(FactKind.PRIVATE_VALUATIONS, b, -1)));
    readTrades(references);
  }

  private void readTrades(ReferenceData references) {
    if (companies.isEmpty()) {
      return;
    }
    for (Row row :
        references
            .recorded(MarketTables.PRICES)
            .where("NOT retracted")
            .join(
                references
                    .recorded(MarketTables.SECURITIES)
                    .select("security_id", "issuer_id")
                    .distinct(),
                "security_id")
            .join(
                references
                    .recorded(MarketTables.PRIVATE_VALUATIONS)
                    .select("issuer_id")
                    .where("issuer_id IS NOT NULL")
                    .distinct(),
                "issuer_id")
            .groupBy("issuer_id", "trade_date")
            .agg(
                functions.expr("min(unix_micros(known_at))"),
                functions.expr("unix_date(trade_date)"))
            .collectAsList()) {
      trades
          .computeIfAbsent(row.getString(0), i -> new ArrayList<>())
          .add(new long[] {row.getInt(3), row.getLong(2)});
    }
  }

  /**
   * Sum of the last valuations of the unlisted companies of {@code regions}, USD; 0 if there are
   * none.
   *
   * @param only the sub-sector that counts; null for all
   * @param allBut sub-sectors that do not count; a company without a sub-sector counts
   */
  public double valuation(int day, Set<String> regions, String only, List<String> allBut) {
    long limit = asOf.knowledge().limit(day);
    double sum = 0;
    for (FactHistory company : companies.values()) {
      int row = company.last(day, limit);
      if (row < 0 || !regions.contains(company.text(0, row))) {
        continue;
      }
      String subsector = company.text(1, row);
      boolean counts =
          (only == null || Objects.equals(only, subsector))
              && (subsector == null || !allBut.contains(subsector));
      if (counts && !hasTraded(company.text(2, row), day, limit)) {
        sum += company.number(row);
      }
    }
    return sum;
  }

  private boolean hasTraded(String issuerId, int day, long limit) {
    return issuerId != null
        && trades.getOrDefault(issuerId, List.of()).stream()
            .anyMatch(trade -> trade[0] <= day && trade[1] <= limit);
  }
}
