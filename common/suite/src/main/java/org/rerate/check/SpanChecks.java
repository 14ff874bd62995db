package org.rerate.check;

import static org.rerate.check.CheckSql.EFFECTS;
import static org.rerate.check.CheckSql.SUMS;
import static org.rerate.check.CheckSql.VARIANT;
import static org.rerate.check.CheckSql.differs;
import static org.rerate.check.CheckSql.rows;
import static org.rerate.check.CheckSql.sameVariant;
import static org.rerate.check.CheckSql.scope;

import java.util.ArrayList;
import java.util.List;

/** Invariants of changes, re-ratings, comparisons and rolling statistics. */
final class SpanChecks {

  private static final String CHANGES = "valuation.basket_changes";

  private static final String RERATING = "valuation.rerating";

  private static final String COMPARISONS = "valuation.comparisons";

  private static final String ROLLING = "valuation.rolling";

  private static final String SPAN = "from_date, to_date, basis, membership";

  private static final String EFFECTS_SUM =
      "rerating_usd + earnings_usd + currency_usd + unexplained_usd + entries_usd - exits_usd";

  private SpanChecks() {}

  static List<Check> all(CheckScope scope) {
    List<Check> checks = new ArrayList<>(ofRows());
    if (!scope.isPart()) {
      // Its windows reach back for years.
      checks.add(rollingValues());
    }
    return checks;
  }

  private static List<Check> ofRows() {
    return List.of(
        new Check(
            "change-closes",
            CHANGES,
            "cap_to - cap_from = like-for-like change + entries - exits",
            rows(
                CHANGES,
                changeScope(),
                "lfl_cap_change_usd + entries_usd - exits_usd",
                "cap_to_usd - cap_from_usd",
                differs(
                    "coalesce(lfl_cap_change_usd, 0) + entries_usd - exits_usd",
                    "coalesce(cap_to_usd, 0) - coalesce(cap_from_usd, 0)",
                    "coalesce(cap_to_usd, 0), coalesce(cap_from_usd, 0)",
                    SUMS))),
        new Check(
            "change-parts",
            CHANGES,
            "percentages, dE and the incremental P/E follow from the amounts beside them",
            rows(
                CHANGES,
                changeScope(),
                "concat_ws(', ', lfl_cap_change_usd / lfl_cap_from_usd, earnings_to_usd -"
                    + " earnings_from_usd, incremental_cap_change_usd / earnings_change_usd)",
                "concat_ws(', ', lfl_cap_change_pct, earnings_change_usd, incremental_pe)",
                differs("lfl_cap_change_usd / lfl_cap_from_usd", "lfl_cap_change_pct", SUMS)
                    + " OR "
                    + differs(
                        "earnings_to_usd - earnings_from_usd",
                        "earnings_change_usd",
                        "coalesce(abs(earnings_to_usd), 0)",
                        SUMS)
                    + " OR (status = 'OK' AND "
                    + differs(
                        "incremental_cap_change_usd / earnings_change_usd", "incremental_pe", SUMS)
                    + ")")),
        new Check(
            "share-of-change",
            CHANGES,
            "share_of_change is a part's like-for-like change over that of ALL",
            rows(
                "(SELECT c.*, a.lfl_cap_change_usd AS whole FROM "
                    + CHANGES
                    + " c JOIN "
                    + CHANGES
                    + " a ON a.subsector = 'ALL' AND "
                    + sameSpan("c", "a")
                    + ")",
                changeScope(),
                "lfl_cap_change_usd / whole",
                "share_of_change",
                "whole <> 0 AND "
                    + differs("lfl_cap_change_usd / whole", "share_of_change", SUMS))),
        new Check(
            "rerating-closes",
            RERATING,
            "the effects, entries and exits add up to the change in cap",
            rows(
                RERATING,
                changeScope(),
                EFFECTS_SUM,
                "cap_change_usd",
                differs(EFFECTS_SUM, "cap_change_usd", size(), EFFECTS))),
        new Check(
            "rerating-is-the-change",
            RERATING,
            "the re-rating's change in cap is that of basket_changes",
            rows(
                "(SELECT r.*, coalesce(c.cap_to_usd, 0) - coalesce(c.cap_from_usd, 0) AS change,"
                    + " greatest(coalesce(c.cap_to_usd, 0), coalesce(c.cap_from_usd, 0)) AS cap"
                    + " FROM "
                    + RERATING
                    + " r JOIN "
                    + CHANGES
                    + " c ON r.subsector = c.subsector AND "
                    + sameSpan("r", "c")
                    + ")",
                changeScope(),
                "change",
                "cap_change_usd",
                differs("change", "cap_change_usd", "cap", EFFECTS))),
        new Check(
            "rerating-members-sum",
            "valuation.rerating_members",
            "the members' effects add up to those of ALL, and each closes",
            memberSums()),
        new Check(
            "comparison-parts",
            COMPARISONS,
            "pe_premium = pe_a / pe_b - 1, and no more members have a cap than there are",
            rows(
                COMPARISONS,
                comparisonScope(),
                "concat_ws(', ', pe_a / pe_b - 1, member_count_a, member_count_b)",
                "concat_ws(', ', pe_premium, capped_count_a, capped_count_b)",
                differs("pe_a / pe_b - 1", "pe_premium", "1", SUMS)
                    + " OR capped_count_a > member_count_a OR capped_count_b > member_count_b")),
        comparedValuations(),
        new Check(
            "rolling-bounds",
            ROLLING,
            "minimum <= mean <= maximum, deviation >= 0, percentile in (0, 1], drawdown <= 0 <="
                + " rebound, observations within the window",
            rows(
                ROLLING,
                rollingScope(),
                "'within bounds'",
                "concat_ws(', ', observations, minimum, mean, maximum, std_dev, percentile,"
                    + " drawdown, rebound)",
                "observations > `window` OR observations < 0 OR minimum > mean + 1e-12 *"
                    + " abs(mean) OR mean > maximum + 1e-12 * abs(mean) OR std_dev < 0 OR"
                    + " percentile <= 0 OR percentile > 1 OR drawdown > 0 OR rebound < 0 OR"
                    + " (mean IS NOT NULL AND 2 * observations < `window`)")));
  }

  static String changeScope() {
    return scope("basket_id, subsector, from_date, to_date, basis, membership");
  }

  private static String comparisonScope() {
    return scope("basket_a, basket_b, subsector, valuation_date, basis, membership");
  }

  private static String rollingScope() {
    return scope(
        "basket_id, against_basket_id, subsector, valuation_date, basis, membership, measure,"
            + " `window`");
  }

  private static String size() {
    return "abs(rerating_usd) + abs(earnings_usd) + abs(currency_usd) + abs(unexplained_usd) +"
        + " entries_usd + exits_usd";
  }

  static String sameSpan(String a, String b) {
    return ("%1$s.basket_id = %2$s.basket_id AND %1$s.from_date = %2$s.from_date AND %1$s.to_date"
                + " = %2$s.to_date AND %1$s.basis = %2$s.basis AND %1$s.membership ="
                + " %2$s.membership AND ")
            .formatted(a, b)
        + sameVariant(a, b);
  }

  private static Violators memberSums() {
    String summed =
        "(SELECT basket_id, "
            + SPAN
            + ", "
            + VARIANT
            + ", sum(rerating_usd) AS r, sum(earnings_usd) AS e, sum(currency_usd) AS c,"
            + " sum(unexplained_usd) AS u, sum(cap_change_usd) AS change, sum("
            + size()
            + ") AS size FROM valuation.rerating_members GROUP BY ALL)";
    return rows(
        "(SELECT a.*, r, e, c, u, change, size FROM (SELECT * FROM "
            + RERATING
            + " WHERE subsector = 'ALL') a JOIN "
            + summed
            + " s ON "
            + sameSpan("a", "s")
            + ")",
        changeScope(),
        "concat_ws(', ', r, e, c, u, change)",
        "concat_ws(', ', rerating_usd, earnings_usd, currency_usd, unexplained_usd,"
            + " cap_change_usd)",
        String.join(
            " OR ",
            differs("r", "rerating_usd", "size", EFFECTS),
            differs("e", "earnings_usd", "size", EFFECTS),
            differs("c", "currency_usd", "size", EFFECTS),
            differs("u", "unexplained_usd", "size", EFFECTS),
            differs("change", "cap_change_usd", "size", EFFECTS)));
  }

  /** Where the day of a comparison is valued too, both speak of the same numbers. */
  private static Check comparedValuations() {
    String joined =
        "(SELECT c.*, a.pe AS stored_a, b.pe AS stored_b, a.cap_usd / b.cap_usd AS stored_ratio,"
            + " a.pe_ex_losses / b.pe_ex_losses - 1 AS stored_ex_losses, concat_ws(' ',"
            + " a.member_count, a.capped_count, b.member_count, b.capped_count) AS stored_counts"
            + " FROM "
            + COMPARISONS
            + " c JOIN valuation.basket_valuations a ON a.basket_id = c.basket_a AND "
            + sameDay("c", "a")
            + " JOIN valuation.basket_valuations b ON b.basket_id = c.basket_b AND "
            + sameDay("c", "b")
            + ")";
    String counts =
        "concat_ws(' ', member_count_a, capped_count_a, member_count_b, capped_count_b)";
    return new Check(
        "comparisons-are-valuations",
        COMPARISONS,
        "a comparison's P/Es, ratio of caps and counts are those of basket_valuations",
        rows(
            joined,
            comparisonScope(),
            "concat_ws(', ', stored_a, stored_b, stored_ratio, stored_ex_losses, stored_counts)",
            "concat_ws(', ', pe_a, pe_b, cap_ratio, pe_premium_ex_losses, " + counts + ")",
            String.join(
                " OR ",
                differs("stored_a", "pe_a", SUMS),
                differs("stored_b", "pe_b", SUMS),
                differs("stored_ratio", "cap_ratio", SUMS),
                differs("stored_ex_losses", "pe_premium_ex_losses", "1", SUMS),
                "stored_counts <> " + counts)));
  }

  private static String sameDay(String c, String v) {
    return ("%1$s.subsector = %2$s.subsector AND %1$s.valuation_date = %2$s.valuation_date AND"
                + " %1$s.basis = %2$s.basis AND %1$s.membership = %2$s.membership AND ")
            .formatted(c, v)
        + sameVariant(c, v);
  }

  /**
   * The last stored day of each series of P/Es, over again by SQL: the windows reach back over the
   * days that have a close.
   */
  private static Check rollingValues() {
    String last =
        "(SELECT * FROM (SELECT *, max(valuation_date) OVER (PARTITION BY basket_id, subsector,"
            + " basis, membership, measure, `window`, "
            + VARIANT
            + ") AS last_day FROM "
            + ROLLING
            + " WHERE measure = 'pe' AND recorded_by IS NULL) WHERE valuation_date = last_day)";
    String calendar =
        "(SELECT trade_date, row_number() OVER (ORDER BY trade_date) AS n FROM (SELECT DISTINCT"
            + " trade_date FROM market.prices))";
    String again =
        "(SELECT r.basket_id, r.subsector, r.valuation_date, r.basis, r.membership, r.measure,"
            + " r.`window`, r.against_basket_id, r.methodology, r.knowledge, r.recorded_by,"
            + " max(r.mean) AS mean, max(r.maximum) AS maximum, max(r.minimum) AS minimum,"
            + " max(r.observations) AS observations, count(v.pe) AS o, avg(v.pe) AS m, max(v.pe)"
            + " AS hi, min(v.pe) AS lo FROM "
            + last
            + " r JOIN "
            + calendar
            + " t ON t.trade_date = r.valuation_date JOIN "
            + calendar
            + " d ON d.n > t.n - r.`window` AND d.n <= t.n LEFT JOIN valuation.basket_valuations v"
            + " ON v.basket_id = r.basket_id AND v.subsector = r.subsector AND v.basis = r.basis"
            + " AND v.membership = r.membership AND v.valuation_date = d.trade_date AND "
            + sameVariant("v", "r")
            + " GROUP BY ALL)";
    return new Check(
        "rolling-over-again",
        ROLLING,
        "on the last day of each series: observations, mean, minimum and maximum of the P/Es of"
            + " the window",
        rows(
            again,
            rollingScope(),
            "concat_ws(', ', o, m, lo, hi)",
            "concat_ws(', ', observations, mean, minimum, maximum)",
            "o <> observations OR (mean IS NOT NULL AND ("
                + differs("m", "mean", EFFECTS)
                + " OR "
                + differs("lo", "minimum", SUMS)
                + " OR "
                + differs("hi", "maximum", SUMS)
                + "))"));
  }
}
