package org.rerate.blocks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.rerate.engine.filter.Filter;
import org.rerate.history.AsOf;
import org.rerate.history.FactColumns;
import org.rerate.history.FactHistory;
import org.rerate.history.FactKind;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.table.MarketTables;

/** The region of each issuer, and the one that most members of a basket have. */
public final class Regions {

  private final Map<String, FactHistory> issuers = new HashMap<>();

  /** The regions of the references' issuers for someone who sees {@code cut}. */
  public Regions(ReferenceData references, AsOf asOf) {
    Map<String, FactColumns> blocks = new HashMap<>();
    references
        .versions(
            MarketTables.ISSUERS, Filter.all(), "issuer_id", "region", "retracted", "known_at")
        .forEach(
            (row, delivered) -> {
              FactColumns block =
                  blocks.computeIfAbsent(
                      (String) row[0], i -> new FactColumns(FactKind.REGIONS, 1));
              int at = block.add();
              block.texts[0][at] = (String) row[1];
              block.retracted[at] = (Boolean) row[2] ? 1 : 0;
              block.knownAt[at] = (Long) row[3];
              block.deliveredAt[at] = delivered;
            });
    blocks.forEach((issuer, b) -> issuers.put(issuer, asOf.versions(FactKind.REGIONS, b, -1)));
  }

  /** The region most members have, the first by name of several; empty without any. */
  public Set<String> mostOf(List<Member> members, long limit) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Member member : members) {
      FactHistory versions = issuers.get(member.issuerId());
      int row = versions == null ? -1 : versions.last(0, limit);
      if (row >= 0) {
        counts.merge(versions.text(row), 1, Integer::sum);
      }
    }
    String most = null;
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      if (most == null || count.getValue() > counts.get(most)) {
        most = count.getKey();
      }
    }
    return most == null ? Set.of() : Set.of(most);
  }
}
