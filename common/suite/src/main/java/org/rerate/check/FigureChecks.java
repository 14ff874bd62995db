package org.rerate.check;

import static org.rerate.check.CheckSql.SUMS;
import static org.rerate.check.CheckSql.VARIANT;
import static org.rerate.check.CheckSql.differs;
import static org.rerate.check.CheckSql.rows;
import static org.rerate.check.CheckSql.scope;

import java.util.List;
import org.rerate.table.FigureTables;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/** Invariants of multiples, growth, revisions and indexes of baskets. */
final class FigureChecks {

  private static final String GROWTH = "to_usd / nullif(from_usd, 0D) - 1";

  private static final String REVISION = "earnings_to_usd / nullif(earnings_from_usd, 0D) - 1";

  private static final String COUNTED = "(up_count + down_count + unchanged_count)";

  /** The date before a valuation date is looked for so many days before it. */
  private static final int DAYS_BEFORE = 40;

  private FigureChecks() {}

  static List<Check> all(CheckScope scope) {
    return List.of(
        ratio(
            FigureTables.BASKET_MULTIPLES,
            "multiples",
            "value",
            "numerator_usd / nullif(denominator_usd, 0D)",
            "status = 'OK'"),
        matched(FigureTables.BASKET_MULTIPLES, "numerator_usd", "matched_count"),
        ratio(
            FigureTables.BASKET_GROWTH,
            "growth",
            "growth",
            GROWTH,
            "growth IS NOT NULL OR status = 'OK'"),
        matched(FigureTables.BASKET_GROWTH, "from_usd", "matched_count"),
        ratio(FigureTables.BASKET_REVISIONS, "revisions", "revision", REVISION, "status = 'OK'"),
        ratio(
            FigureTables.BASKET_REVISIONS,
            "breadth",
            "breadth",
            "(up_count - down_count) / nullif(" + COUNTED + ", 0)",
            "breadth IS NOT NULL"),
        matched(FigureTables.BASKET_REVISIONS, "earnings_from_usd", COUNTED),
        chain("price_level", "price_before", "price_return", scope),
        chain("total_return_level", "total_before", "total_return", scope),
        new Check(
            "dividends of indexes",
            FigureTables.BASKET_INDEX.fullName(),
            "dividends are no loss: total_return >= price_return",
            rows(
                FigureTables.BASKET_INDEX.fullName(),
                scopeOf(FigureTables.BASKET_INDEX),
                "price_return",
                "total_return",
                "total_return < price_return - 1e-12 OR (total_return IS NULL) <> (price_return IS"
                    + " NULL)")));
  }

  private static Check ratio(
      TableSpec table, String name, String column, String formula, String where) {
    return new Check(
        name,
        table.fullName(),
        column + " = " + formula + ", of a part of the cap from 0 to 1",
        rows(
            table.fullName(),
            scopeOf(table),
            formula,
            column,
            "((%s) AND (%s)) OR coverage < 0 OR coverage > 1 + 1e-12"
                .formatted(where, differs(formula, column, "1", SUMS))));
  }

  private static Check matched(TableSpec table, String sum, String count) {
    return new Check(
        table.name() + " matched",
        table.fullName(),
        sum + " is missing exactly where no member is matched",
        rows(
            table.fullName(),
            scopeOf(table),
            "concat(" + count + ", ' matched')",
            sum,
            "(%s IS NULL) <> (%s = 0)".formatted(sum, count)));
  }

  private static Check chain(String level, String before, String change, CheckScope scope) {
    String expected = "%s * (1 + coalesce(%s, 0))".formatted(before, change);
    String first = "%1$s <> 100 OR (%1$s IS NULL) <> (counted_members = 0)".formatted(level);
    return new Check(
        "chain of " + level,
        FigureTables.BASKET_INDEX.fullName(),
        "%s is that of the row before times 1 + %s; carried without one, and 100 at first"
            .formatted(level, change),
        rows(
            withLevelsBefore(scope),
            scopeOf(FigureTables.BASKET_INDEX),
            "coalesce(%s, 100)".formatted(expected),
            level,
            "CASE WHEN %s IS NULL THEN %s ELSE %s END"
                .formatted(
                    before,
                    // Of a part, a row without one before it need not be the first of its index.
                    scope.isPart() ? "false" : first,
                    differs(expected, level, SUMS))));
  }

  /** Every row of an index with the levels of the row before. */
  private static String withLevelsBefore(CheckScope scope) {
    return ("(SELECT *, lag(price_level) OVER series AS price_before,"
            + " lag(total_return_level) OVER series AS total_before"
            + " FROM valuation.basket_index WHERE true%s WINDOW series AS (PARTITION BY basket_id,"
            + " subsector, membership, weighting, %s ORDER BY valuation_date))")
        .formatted(scope.notBefore("valuation_date", DAYS_BEFORE), VARIANT);
  }

  private static String scopeOf(TableSpec table) {
    return scope(
        String.join(
            ", ",
            table.key().stream()
                .filter(column -> !ValuationTables.VARIANT.contains(column))
                .toList()));
  }
}
