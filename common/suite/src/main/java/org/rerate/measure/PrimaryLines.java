package org.rerate.measure;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rerate.blocks.Fact;
import org.rerate.blocks.Facts;
import org.rerate.blocks.ReferenceData;
import org.rerate.engine.filter.Filter;
import org.rerate.history.AsOf;
import org.rerate.history.FactKind;
import org.rerate.table.MarketTables;

/**
 * The primary line of each company on a day: the live line marked so; else the live line with a
 * share count and the smallest identifier; else any live line.
 */
final class PrimaryLines {

  private final Map<String, Fact> lines = new HashMap<>();
  private final Map<String, Integer> ranks = new HashMap<>();

  PrimaryLines(ReferenceData references, AsOf asOf, Collection<String> issuers, int day) {
    Set<String> securities =
        references.texts(MarketTables.SECURITIES, "security_id", Filter.in("issuer_id", issuers));
    if (securities.isEmpty()) {
      return;
    }
    Filter chosen = Filter.in("security_id", securities);
    Set<String> counted = new HashSet<>();
    Facts.of(references, asOf, MarketTables.SHARES, chosen)
        .on(day)
        .forEach(count -> counted.add(count.text("security_id")));
    for (Fact line : Facts.of(references, asOf, MarketTables.SECURITIES, chosen).on(day)) {
      int listed = line.day("listed_on");
      int delisted = line.day("delisted_on");
      if ((listed == FactKind.NONE || listed <= day)
          && (delisted == FactKind.NONE || day < delisted)) {
        file(line, counted.contains(line.text("security_id")));
      }
    }
  }

  private void file(Fact line, boolean counted) {
    int rank = line.flag("is_primary") ? 3 : counted ? 2 : 1;
    String issuer = line.text("issuer_id");
    if (rank > ranks.getOrDefault(issuer, 0)) {
      ranks.put(issuer, rank);
      lines.put(issuer, line);
    }
  }

  /** The line; null if the company has none that is live. */
  Fact of(String issuer) {
    return lines.get(issuer);
  }

  /** Identifiers of the lines of all companies. */
  List<String> securities() {
    return lines.values().stream().map(line -> line.text("security_id")).sorted().toList();
  }
}
