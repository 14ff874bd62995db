package org.rerate.valuation;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.rerate.domain.KnownNames;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.KeySet;
import org.rerate.history.AsOf;

/** The issuers that a question names, by their own identifier or by that of one of their lines. */
final class NamedIssuers {

  private final IssuersOfLines known;

  /**
   * Those that someone who sees {@code asOf} may name; what became known later may be named too.
   */
  NamedIssuers(Warehouse warehouse, AsOf asOf) {
    this.known = IssuersOfLines.of(warehouse, asOf, KeySet.ALL);
  }

  /**
   * The issuers, each once, ascending.
   *
   * @throws RerateException with {@code USAGE} for no name, a name that is not known, and a line
   *     that was filed under several issuers
   */
  Set<String> of(Collection<String> names) {
    if (names.isEmpty()) {
      throw RerateException.usage(
          "the list of companies is empty",
          "Name some by issuer_id or security_id, as in array('NVDA', 'MSFT'), or look at what the"
              + " query in its place finds");
    }
    Set<String> issuers = new TreeSet<>();
    for (String name : names) {
      issuers.add(issuer(name));
    }
    return issuers;
  }

  private String issuer(String name) {
    if (name == null) {
      throw RerateException.usage(
          "an identifier in the list of companies is missing", "Leave NULL out of the list");
    }
    if (known.issuers().contains(name)) {
      return name;
    }
    Map<String, Set<String>> owners = known.owners();
    Set<String> of = owners.getOrDefault(name, Set.of());
    if (of.size() == 1) {
      return of.iterator().next();
    }
    if (of.size() > 1) {
      throw RerateException.usage(
          "the security '" + name + "' was filed under several issuers",
          "Name the one that is meant: " + String.join(", ", new TreeSet<>(of)));
    }
    Set<String> all = new TreeSet<>(known.issuers());
    all.addAll(owners.keySet());
    throw RerateException.usage(
        "there is no issuer or security '" + name + "'",
        all.isEmpty() ? "None is loaded" : KnownNames.said(name, all));
  }
}
