package org.rerate.blocks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.rerate.engine.filter.Filter;
import org.rerate.history.AsOf;
import org.rerate.history.FactColumns;
import org.rerate.history.FactHistory;
import org.rerate.history.FactKind;
import org.rerate.table.MarketTables;

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
    references
        .versions(
            MarketTables.PRIVATE_VALUATIONS,
            Filter.all(),
            "company_id",
            "valued_on",
            "valuation_usd",
            "region",
            "subsector",
            "issuer_id",
            "retracted",
            "known_at")
        .forEach(
            (row, delivered) -> {
              FactColumns block =
                  blocks.computeIfAbsent(
                      (String) row[0], c -> new FactColumns(FactKind.PRIVATE_VALUATIONS, 4));
              int at = block.add();
              block.day[at] = (Integer) row[1];
              block.numbers[0][at] = row[2] == null ? 0 : (Double) row[2];
              block.texts[0][at] = (String) row[3];
              block.texts[1][at] = (String) row[4];
              block.texts[2][at] = (String) row[5];
              block.retracted[at] = (Boolean) row[6] ? 1 : 0;
              block.knownAt[at] = (Long) row[7];
              block.deliveredAt[at] = delivered;
            });
    blocks.forEach((id, b) -> companies.put(id, asOf.versions(FactKind.PRIVATE_VALUATIONS, b, -1)));
    readTrades(references);
  }

  private void readTrades(ReferenceData references) {
    if (companies.isEmpty()) {
      return;
    }
    Set<String> listed =
        references.texts(MarketTables.PRIVATE_VALUATIONS, "issuer_id", Filter.all());
    Map<String, Set<String>> issuers = new HashMap<>();
    references
        .scan(MarketTables.SECURITIES, "security_id", "issuer_id")
        .where(Filter.in("issuer_id", listed))
        .forEach(
            row -> issuers.computeIfAbsent(row.text(0), s -> new HashSet<>()).add(row.text(1)));
    Map<String, Map<Integer, Long>> firsts = new HashMap<>();
    references
        .scan(MarketTables.PRICES, "security_id", "trade_date", "known_at", "retracted")
        .where(Filter.in("security_id", issuers.keySet()))
        .forEach(
            row -> {
              if (!row.truth(3)) {
                issuers
                    .get(row.text(0))
                    .forEach(
                        issuer ->
                            firsts
                                .computeIfAbsent(issuer, i -> new TreeMap<>())
                                .merge(row.whole(1, 0), row.whole(2, 0L), Math::min));
              }
            });
    firsts.forEach(
        (issuer, days) -> {
          List<long[]> its = new ArrayList<>();
          days.forEach((day, known) -> its.add(new long[] {day, known}));
          trades.put(issuer, its);
        });
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
