package org.rerate.valuation;

import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.rerate.domain.Knowledge;
import org.rerate.engine.delta.TableScan;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.filter.KeySet;
import org.rerate.history.AsOf;
import org.rerate.history.FactKind;
import org.rerate.table.MarketTables;
import org.rerate.table.VersionOrder;

/**
 * Which issuers exist, and which lines were ever filed under them.
 *
 * @param issuers identifiers
 * @param owners line to the issuers under which it was filed
 */
record IssuersOfLines(Set<String> issuers, Map<String, Set<String>> owners)
    implements Serializable {

  /** Those of {@code wanted} that someone who sees {@code asOf} knows. */
  static IssuersOfLines of(Warehouse warehouse, AsOf asOf, KeySet wanted) {
    Set<String> issuers = Set.copyOf(issuers(warehouse, asOf, wanted));
    Map<String, Set<String>> owners = new HashMap<>(owners(warehouse, wanted));
    owners.values().forEach(of -> of.retainAll(issuers));
    return new IssuersOfLines(issuers, owners);
  }

  /** Every wanted issuer that a line was ever filed under. */
  static Map<String, Set<String>> owners(Warehouse warehouse, KeySet wanted) {
    TableScan lines =
        warehouse
            .scan(MarketTables.SECURITIES.table(), "security_id", "issuer_id")
            .where(Filter.present("issuer_id"))
            .where(wanted.filter("issuer_id"));
    Map<String, Set<String>> owners = new HashMap<>();
    lines.forEach(
        row -> owners.computeIfAbsent(row.text(0), line -> new HashSet<>(1)).add(row.text(1)));
    return owners;
  }

  private static Set<String> issuers(Warehouse warehouse, AsOf asOf, KeySet wanted) {
    TableScan versions =
        warehouse.scan(
            MarketTables.ISSUERS.table(),
            "issuer_id",
            "known_at",
            "retracted",
            "ingested_at",
            "delivered_at",
            "source_line",
            "source_file");
    versions.where(wanted.filter("issuer_id"));
    if (asOf.recordedBy() != null) {
      versions.where(Filter.notAfter("ingested_at", asOf.recordedLimit()));
    }
    Map<String, Version> last = new HashMap<>();
    boolean newestCounts = asOf.knowledge().isFixed();
    if (newestCounts && !asOf.knowledge().equals(Knowledge.LATEST)) {
      versions.where(Filter.notAfter("known_at", asOf.knowledge().limit(0)));
    }
    versions.forEach(
        row -> {
          Version version = new Version(VersionOrder.at(row.values(), 1, 3), row.truth(2));
          if (newestCounts || !version.retracted) {
            last.merge(row.text(0), version, Version::later);
          }
        });
    last.values().removeIf(Version::retracted);
    return last.keySet();
  }

  /** The issuers that blocks under a key are of, a line's or an issuer's by their kind. */
  Set<String> issuersOf(FactKind kind, String key) {
    if (kind.isOfIssuer()) {
      return issuers.contains(key) ? Set.of(key) : Set.of();
    }
    return owners.getOrDefault(key, Set.of());
  }

  /** Under what their blocks are filed: themselves and their lines. */
  Set<String> keys() {
    Set<String> keys = new HashSet<>(issuers);
    keys.addAll(owners.keySet());
    return keys;
  }

  /** A version of an issuer, in the order of {@code market.issuers_current}. */
  private record Version(VersionOrder order, boolean retracted) {

    Version later(Version other) {
      return order.compareTo(other.order) < 0 ? other : this;
    }
  }
}
