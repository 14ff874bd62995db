package org.rerate.ingest.check;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rerate.domain.RuleCode;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;

/**
 * The companies and lines that rows may name.
 *
 * @param issuers every known {@code issuer_id}
 * @param securities every known {@code security_id}
 */
public record KnownReferences(Set<String> issuers, Set<String> securities)
    implements java.io.Serializable {

  private static final Map<String, RuleCode> CODES =
      Map.of(
          "issuer_id", RuleCode.UNKNOWN_ISSUER,
          "security_id", RuleCode.UNKNOWN_SECURITY);

  /** What a row breaks whose {@code column} names what is not known. */
  static RuleCode code(String column) {
    return CODES.get(column);
  }

  Set<String> ids(String column) {
    return column.equals("issuer_id") ? issuers : securities;
  }

  /** True if rows of a feed file name companies or lines of another file in {@code column}. */
  public static boolean names(String file, String column) {
    return MarketTables.named(file).filter(spec -> columns(spec).contains(column)).isPresent();
  }

  /** The columns of a file that name a company or a line of another file. */
  static List<String> columns(FeedSpec spec) {
    return spec.feedColumns().stream()
        .map(column -> column.name())
        .filter(CODES::containsKey)
        .filter(column -> !spec.key().equals(List.of(column)))
        .toList();
  }
}
