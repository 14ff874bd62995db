package org.rerate.ingest.check;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.rerate.engine.delta.Warehouse;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.VersionOrder;

/**
 * Company and exchange of every line, by which links of identifiers are compared: an ISIN may name
 * several lines of one company, and a ticker is unique on its exchange alone.
 */
public final class LinkedLines implements Serializable {

  /** None. */
  public static final LinkedLines NONE = new LinkedLines();

  private static final long serialVersionUID = 1L;

  private static final int KNOWN_AT = 3;

  private final HashMap<String, String[]> lines = new HashMap<>();

  private LinkedLines() {}

  /**
   * Whom a link belongs to.
   *
   * @param scope where an identifier is unique: the exchange of a ticker's line, else empty
   * @param name the thing that it names, or the company of its line
   */
  record Owner(String scope, String name) {

    boolean contradicts(Owner other) {
      return scope.equals(other.scope) && !name.equals(other.name);
    }
  }

  /** The stored lines as they stand; none for a file that is not of identifiers. */
  public static LinkedLines of(Warehouse warehouse, FeedSpec spec) {
    if (!spec.equals(MarketTables.IDENTIFIERS)) {
      return NONE;
    }
    String[] columns =
        Stream.concat(
                Stream.of("security_id", "issuer_id", "mic", "known_at"),
                VersionOrder.COLUMNS.stream())
            .toArray(String[]::new);
    Map<String, Object[]> winners = new HashMap<>();
    warehouse
        .scan(MarketTables.SECURITIES.table(), columns)
        .forEach(
            cells ->
                winners.merge(
                    cells.text(0),
                    cells.values(),
                    (one, other) -> order(one).compareTo(order(other)) < 0 ? other : one));
    LinkedLines lines = new LinkedLines();
    winners.forEach(
        (id, row) ->
            lines.lines.put(id, new String[] {(String) row[1], Objects.toString(row[2], "")}));
    return lines;
  }

  private static VersionOrder order(Object[] row) {
    return VersionOrder.at(row, KNOWN_AT, KNOWN_AT + 1);
  }

  /** Whom a link belongs to. */
  Owner owner(String scheme, String issuer, String line) {
    String[] its = line == null ? null : lines.get(line);
    String thing = line == null ? "issuer " + issuer : "line " + line;
    return switch (scheme) {
      case "TICKER" -> new Owner(its == null ? "" : its[1], thing);
      case "ISIN" -> new Owner("", "issuer " + (its == null ? issuer : its[0]));
      default -> new Owner("", thing);
    };
  }
}
