package org.rerate.ingest.read;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.VersionOrder;

/** The stored links of vendors' identifiers to companies and lines, as they stand now. */
public final class IdentifierLinks implements Serializable {

  /** None: nothing is resolved. */
  public static final IdentifierLinks NONE = new IdentifierLinks();

  private static final long serialVersionUID = 1L;

  private final HashMap<String, List<Link>> links = new HashMap<>();
  private final HashMap<String, String> issuers = new HashMap<>();

  private IdentifierLinks() {}

  /** What an identifier names on days of {@code [from, to)}; one of the two ids is null. */
  private record Link(int from, int to, String issuer, String line) implements Serializable {}

  /** The links of some schemes. */
  public static IdentifierLinks of(Warehouse warehouse, Collection<String> schemes) {
    IdentifierLinks all = new IdentifierLinks();
    winners(
            warehouse,
            MarketTables.IDENTIFIERS,
            Filter.in("scheme", schemes),
            5,
            "scheme",
            "value",
            "issuer_id",
            "security_id",
            "valid_from",
            "valid_to")
        .forEach(
            row ->
                all.links
                    .computeIfAbsent(key((String) row[0], (String) row[1]), k -> new ArrayList<>())
                    .add(
                        new Link(
                            (Integer) row[4],
                            row[5] == null ? Integer.MAX_VALUE : (Integer) row[5],
                            (String) row[2],
                            (String) row[3])));
    if (!all.links.isEmpty()) {
      winners(warehouse, MarketTables.SECURITIES, Filter.all(), 1, "security_id", "issuer_id")
          .forEach(row -> all.issuers.put((String) row[0], (String) row[1]));
    }
    return all;
  }

  /** The rows that stand, of whose columns the first so many are the key. */
  private static List<Object[]> winners(
      Warehouse warehouse, FeedSpec spec, Filter which, int key, String... columns) {
    int retracted = columns.length;
    String[] asked =
        Stream.of(
                Arrays.stream(columns),
                Stream.of("retracted", "known_at"),
                VersionOrder.COLUMNS.stream())
            .flatMap(names -> names)
            .toArray(String[]::new);
    Map<List<Object>, Object[]> winners = new HashMap<>();
    warehouse
        .scan(spec.table(), asked)
        .where(which)
        .forEach(
            cells -> {
              Object[] row = new Object[asked.length];
              for (int i = 0; i < row.length; i++) {
                row[i] = cells.isMissing(i) ? null : value(asked[i], cells.values()[i]);
              }
              winners.merge(
                  Arrays.asList(Arrays.copyOf(row, key)),
                  row,
                  (one, other) ->
                      order(one, retracted + 1).compareTo(order(other, retracted + 1)) < 0
                          ? other
                          : one);
            });
    return winners.values().stream().filter(row -> !Boolean.TRUE.equals(row[retracted])).toList();
  }

  private static Object value(String column, Object value) {
    return column.startsWith("valid_") ? ((Number) value).intValue() : value;
  }

  private static VersionOrder order(Object[] row, int knownAt) {
    return VersionOrder.at(row, knownAt, knownAt + 1);
  }

  private static String key(String scheme, String value) {
    return scheme + '\0' + value;
  }

  /**
   * What an identifier names on a day.
   *
   * @param day days since 1970; null for an identifier that never named anything else
   * @param isLine true for a line, false for a company, which may be that of a linked line
   * @return null if nothing, or more than one thing
   */
  String resolve(String scheme, String value, Integer day, boolean isLine) {
    List<String> named =
        links.getOrDefault(key(scheme, value), List.of()).stream()
            .filter(link -> day == null || (link.from() <= day && day < link.to()))
            .map(link -> isLine ? link.line() : company(link))
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    return named.size() == 1 ? named.get(0) : null;
  }

  private String company(Link link) {
    return link.issuer() == null ? issuers.get(link.line()) : link.issuer();
  }
}
