package org.rerate.check;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rerate.engine.filter.Filter;
import org.rerate.methodology.Methodology;

/** Pieces of the checks' SQL. */
final class CheckSql {

  /** What tells results of the same thing apart; recorded_by may be null, which groups as one. */
  static final String VARIANT = "methodology, knowledge, recorded_by";

  /** Relative distance within which sums of the same numbers in another order lie. */
  static final double SUMS = 1e-12;

  /** Relative distance within which effects close to the change that they decompose. */
  static final double EFFECTS = 1e-9;

  private CheckSql() {}

  /** The key of a row as text: the columns and the variant. */
  static String scope(String... columns) {
    return Arrays.stream((String.join(",", columns) + "," + VARIANT).split(","))
        .map(String::trim)
        .map(column -> "CAST(" + column + " AS STRING)")
        .collect(Collectors.joining(", ", "concat_ws(' ', ", ")"));
  }

  /** True where two numbers differ by more than a part of the larger, or one alone is missing. */
  static String differs(String expected, String actual, double tolerance) {
    return differs(expected, actual, "0", tolerance);
  }

  /** The same; {@code scale} is the size of what was summed, where that can cancel. */
  static String differs(String expected, String actual, String scale, double tolerance) {
    return "CASE WHEN (%1$s) IS NULL OR (%2$s) IS NULL THEN ((%1$s) IS NULL) <> ((%2$s) IS NULL)"
            .formatted(expected, actual)
        + " ELSE abs((%s) - (%s)) > %s * greatest(abs(%s), abs(%s), %s) END"
            .formatted(expected, actual, tolerance, expected, actual, scale);
  }

  /**
   * A switch of the row's methodology, as SQL.
   *
   * @param methodologies by name, every one that results name
   */
  static String threshold(
      Map<String, Methodology> methodologies, Function<Methodology, Object> value) {
    return methodologies.values().stream()
        .map(m -> Filter.quoted(m.name()) + ", " + value.apply(m))
        .collect(Collectors.joining(", ", "element_at(map(", "), methodology)"));
  }

  /** Methodology and composite to the sub-sectors left out. */
  static String composed(Map<String, Methodology> methodologies) {
    String values =
        methodologies.values().stream()
            .flatMap(
                m ->
                    m.composites().entrySet().stream()
                        .flatMap(
                            c -> c.getValue().stream().map(s -> quoted(m.name(), c.getKey(), s))))
            .collect(Collectors.joining(", "));
    return values.isEmpty()
        ? "(SELECT '' AS m, '' AS composite, '' AS without WHERE false)"
        : "(SELECT * FROM VALUES " + values + " AS t(m, composite, without))";
  }

  private static String quoted(String... words) {
    return Arrays.stream(words).map(Filter::quoted).collect(Collectors.joining(", ", "(", ")"));
  }

  /**
   * Rows of {@code relation} of true sub-sectors: neither ALL nor a composite of their methodology.
   */
  static String subsectors(String relation, Map<String, Methodology> methodologies) {
    return "(SELECT * FROM "
        + relation
        + " s WHERE subsector <> 'ALL' AND NOT EXISTS (SELECT 1 FROM "
        + composed(methodologies)
        + " c WHERE c.m = s.methodology AND c.composite = s.subsector))";
  }

  /** Joins on the variant of two aliases. */
  static String sameVariant(String a, String b) {
    return "%1$s.methodology = %2$s.methodology AND %1$s.knowledge = %2$s.knowledge".formatted(a, b)
        + " AND %s.recorded_by <=> %s.recorded_by".formatted(a, b);
  }

  /** Rows of {@code source} where {@code wrong} holds. */
  static Violators rows(String source, String scope, String expected, String actual, String wrong) {
    return new Violators(source, scope, expected, actual, wrong);
  }
}
