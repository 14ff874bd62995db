package org.rerate.check;

import static org.rerate.check.CheckSql.SUMS;
import static org.rerate.check.CheckSql.VARIANT;
import static org.rerate.check.CheckSql.composed;
import static org.rerate.check.CheckSql.differs;
import static org.rerate.check.CheckSql.rows;
import static org.rerate.check.CheckSql.sameVariant;
import static org.rerate.check.CheckSql.scope;
import static org.rerate.check.CheckSql.subsectors;
import static org.rerate.check.CheckSql.threshold;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rerate.methodology.Methodology;

/** Invariants of caps, earnings and baskets, and of what they rest on. */
final class ValuationChecks {

  private static final String BASKETS = "valuation.basket_valuations";

  private static final String KEY = "basket_id, valuation_date, basis, membership";

  /** Sums that a group of sub-sectors must give. */
  private static final List<String> SUMMED =
      List.of("cap_usd", "matched_cap_usd", "earnings_usd", "member_count", "matched_count");

  private final Map<String, Methodology> methodologies;
  private final CheckScope scope;

  /**
   * Checks of results of these methodologies.
   *
   * @param methodologies by name, every one that results name
   */
  ValuationChecks(Map<String, Methodology> methodologies, CheckScope scope) {
    this.methodologies = methodologies;
    this.scope = scope;
  }

  List<Check> all() {
    List<Check> checks = new ArrayList<>();
    for (String column : SUMMED) {
      checks.add(
          new Check(
              "subsectors-sum-to-all " + column,
              BASKETS,
              "the sub-sectors' " + column + " add up to that of ALL",
              sums(column)));
      checks.add(
          new Check(
              "composites " + column,
              BASKETS,
              "a composite's "
                  + column
                  + " is the sum of the sub-sectors that it does not leave out",
              composites(column)));
    }
    checks.add(
        new Check(
            "pe",
            BASKETS,
            "pe = matched_cap_usd / earnings_usd wherever the status is OK",
            rows(
                BASKETS,
                basketScope(),
                "matched_cap_usd / earnings_usd",
                "pe",
                "status = 'OK' AND " + differs("matched_cap_usd / earnings_usd", "pe", SUMS))));
    checks.add(
        new Check(
            "coverage",
            BASKETS,
            "coverage = matched_cap_usd / cap_usd, in [0, 1], and no less than min_coverage where"
                + " a P/E is published",
            rows(
                BASKETS,
                basketScope(),
                "coalesce(matched_cap_usd, 0) / cap_usd",
                "coverage",
                differs("coalesce(matched_cap_usd, 0) / cap_usd", "coverage", SUMS)
                    + " OR coverage < 0 OR coverage > 1 + 1e-12"
                    + " OR (status = 'OK' AND coverage < "
                    + threshold(methodologies, m -> m.minCoverage() + "D")
                    + ")")));
    checks.add(
        new Check(
            "counts",
            BASKETS,
            "negative_count <= matched_count <= capped_count <= member_count",
            rows(
                BASKETS,
                basketScope(),
                "'negative <= matched <= capped <= members'",
                "concat_ws(', ', negative_count, matched_count, capped_count, member_count)",
                "negative_count < 0 OR negative_count > matched_count OR matched_count >"
                    + " capped_count OR capped_count > member_count")));
    checks.add(members());
    checks.add(dates("valuation.issuer_caps"));
    checks.add(dates(BASKETS));
    checks.add(caps());
    if (!scope.isPart()) {
      // The first of all estimates and reports, whenever it was; ages() sees the estimates used.
      checks.add(earnings());
    }
    checks.add(ages());
    return checks;
  }

  private static String basketScope() {
    return scope("basket_id, subsector, valuation_date, basis, membership");
  }

  /** Every sum of sub-sectors, as columns {@code NAME_total} and {@code NAME_size}. */
  private static String totals(String alias) {
    return SUMMED.stream()
        .map(
            column ->
                "sum(%1$s%2$s) AS %2$s_total, coalesce(sum(abs(%1$s%2$s)), 0) AS %2$s_size"
                    .formatted(alias, column))
        .collect(Collectors.joining(", "));
  }

  private Violators sums(String column) {
    String summed =
        "(SELECT %s, %s, %s FROM %s GROUP BY ALL)"
            .formatted(KEY, VARIANT, totals(""), subsectors(BASKETS, methodologies));
    return total(
        "(SELECT w.*, s.* EXCEPT (%s, %s) FROM (SELECT * FROM %s WHERE subsector = 'ALL') w LEFT"
                .formatted(KEY, VARIANT, BASKETS)
            + " JOIN "
            + summed
            + " s ON w.basket_id = s.basket_id AND w.valuation_date = s.valuation_date"
            + " AND w.basis = s.basis AND w.membership = s.membership AND "
            + sameVariant("w", "s")
            + ")",
        column);
  }

  private static Violators total(String source, String column) {
    String total = column + "_total";
    return rows(
        source,
        basketScope(),
        total,
        column,
        differs(zeroIfCounted(column, total), column, "coalesce(" + column + "_size, 0)", SUMS));
  }

  /** A basket without members has no sub-sector, and counts of zero. */
  private static String zeroIfCounted(String column, String total) {
    return column.endsWith("_count") ? "coalesce(" + total + ", 0)" : total;
  }

  private Violators composites(String column) {
    String own =
        SUMMED.stream()
            .map(c -> "max(w.%1$s) AS %1$s".formatted(c))
            .collect(Collectors.joining(", "));
    return total(
        "(SELECT w.basket_id, w.subsector, w.valuation_date, w.basis, w.membership,"
            + " w.methodology, w.knowledge, w.recorded_by, "
            + own
            + ", "
            + totals("s.")
            + " FROM "
            + BASKETS
            + " w JOIN (SELECT m, composite, collect_set(without) AS left_out FROM "
            + composed(methodologies)
            + " GROUP BY m, composite) c ON c.m = w.methodology AND c.composite = w.subsector"
            + " LEFT JOIN "
            + subsectors(BASKETS, methodologies)
            + " s ON w.basket_id = s.basket_id AND w.valuation_date = s.valuation_date AND"
            + " w.basis = s.basis AND w.membership = s.membership AND "
            + sameVariant("w", "s")
            + " AND NOT array_contains(c.left_out, s.subsector) GROUP BY ALL)",
        column);
  }

  /**
   * On the last stored day of each month, under latest knowledge: the cap of ALL is that of the
   * members of {@code market.members}, times their factors.
   */
  private Check members() {
    String days =
        "(SELECT max(valuation_date) AS day, methodology AS m FROM "
            + BASKETS
            + " WHERE knowledge = 'latest' AND recorded_by IS NULL"
            + scope.notBeforeMonth("valuation_date")
            + " GROUP BY methodology, trunc(valuation_date, 'MONTH'))";
    String members =
        "(SELECT m.basket_id AS b, c.valuation_date AS d, c.methodology AS m, sum(c.cap_usd *"
            + " coalesce(m.inclusion_factor, 1)) AS total FROM market.members_current m JOIN"
            + " valuation.issuer_caps c ON c.issuer_id = m.issuer_id AND m.valid_from <="
            + " c.valuation_date AND (m.valid_to IS NULL OR c.valuation_date < m.valid_to) JOIN "
            + days
            + " x ON x.day = c.valuation_date AND x.m = c.methodology WHERE c.knowledge = 'latest'"
            + " AND c.recorded_by IS NULL GROUP BY ALL)";
    return new Check(
        "members-sum-to-basket",
        BASKETS,
        "on the last day of each month ALL is the sum of the members' caps times their factors",
        rows(
            "(SELECT v.*, t.total FROM "
                + BASKETS
                + " v JOIN "
                + members
                + " t ON basket_id = t.b AND valuation_date = t.d AND methodology = t.m WHERE"
                + " subsector = 'ALL' AND membership = 'point_in_time' AND knowledge = 'latest' AND"
                + " recorded_by IS NULL AND "
                + upToDate()
                + ")",
            basketScope(),
            "total",
            "cap_usd",
            differs("total", "cap_usd", SUMS)));
  }

  /** Memberships that came in after the last valuation say nothing about what is stored. */
  private static String upToDate() {
    return "methodology IN (SELECT methodology FROM ops.runs WHERE command IN ('value', 'backfill')"
        + " AND status = 'DONE' AND knowledge = 'latest' AND recorded_by IS NULL AND started_at >="
        + " (SELECT max(ingested_at) FROM market.members))";
  }

  /** Every stored day is a day with a close, so no value lies after its data. */
  private static Check dates(String relation) {
    return new Check(
        "valuation-dates " + relation.substring(relation.indexOf('.') + 1),
        relation,
        "every valuation_date is the trade_date of a close",
        rows(
            "(SELECT valuation_date, count(*) AS stored FROM "
                + relation
                + " v LEFT ANTI JOIN (SELECT DISTINCT trade_date FROM market.prices) p ON"
                + " p.trade_date = v.valuation_date GROUP BY valuation_date)",
            "CAST(valuation_date AS STRING)",
            "'a day with a close'",
            "concat(stored, ' rows')",
            "true"));
  }

  /** A cap lies between its issuer's first close and the last one's age limit. */
  private Check caps() {
    String recent = scope.notBefore("trade_date", oldest());
    String spans =
        "(SELECT issuer_id AS i, min(first_day) AS first_day, max(last_day) AS last_day FROM"
            + " (SELECT s.issuer_id, p.first_day, p.last_day FROM market.securities s JOIN (SELECT"
            + " security_id, min(trade_date) AS first_day, max(trade_date) AS last_day FROM"
            + " market.prices WHERE basis <> 'TOTAL_RETURN'"
            + recent
            + " GROUP BY security_id) p ON"
            + " p.security_id = s.security_id UNION ALL SELECT issuer_id, min(trade_date),"
            + " max(trade_date) FROM market.market_caps WHERE true"
            + recent
            + " GROUP BY issuer_id) GROUP BY issuer_id)";
    return new Check(
        "caps-within-their-inputs",
        "valuation.issuer_caps",
        "no cap is dated before its issuer's first close, or so long after the last that it is"
            + " stale",
        rows(
            "(SELECT c.*, first_day, date_add(last_day, "
                + threshold(methodologies, Methodology::priceMaxAgeDays)
                + ") AS stale_after FROM valuation.issuer_caps c LEFT JOIN "
                + spans
                + " p ON p.i = c.issuer_id WHERE cap_usd IS NOT NULL)",
            scope("issuer_id, valuation_date"),
            "concat(first_day, ' to ', stale_after)",
            "valuation_date",
            "NOT coalesce(valuation_date BETWEEN first_day AND stale_after, false)"));
  }

  /** Days within which a close is used. */
  private int oldest() {
    return methodologies.values().stream().mapToInt(Methodology::priceMaxAgeDays).max().orElse(0);
  }

  /** Earnings lie after their issuer's first estimate or report. */
  private static Check earnings() {
    String firsts =
        "(SELECT issuer_id AS i, min(day) AS first_day FROM (SELECT issuer_id, as_of_date AS day"
            + " FROM market.estimates WHERE metric IN ('net_income', 'eps') UNION ALL SELECT"
            + " issuer_id, reported_on FROM market.actuals WHERE metric IN ('net_income', 'eps'))"
            + " GROUP BY issuer_id)";
    return new Check(
        "earnings-within-their-inputs",
        "valuation.issuer_earnings",
        "no earnings are dated before their issuer's first estimate or report",
        rows(
            "(SELECT e.*, first_day FROM valuation.issuer_earnings e LEFT JOIN "
                + firsts
                + " f ON f.i = e.issuer_id WHERE earnings_usd IS NOT NULL)",
            scope("issuer_id, valuation_date, basis"),
            "concat('from ', first_day)",
            "valuation_date",
            "NOT coalesce(valuation_date >= first_day, false)"));
  }

  private Check ages() {
    return new Check(
        "estimate-ages",
        "valuation.issuer_earnings",
        "an estimate used is no older than estimate_max_age_days, and not of the future",
        rows(
            "valuation.issuer_earnings",
            scope("issuer_id, valuation_date, basis"),
            "concat('0 to ', " + threshold(methodologies, Methodology::estimateMaxAgeDays) + ")",
            "estimate_age_days",
            "estimate_age_days < 0 OR estimate_age_days > "
                + threshold(methodologies, Methodology::estimateMaxAgeDays)
                + " OR (earnings_usd IS NULL AND estimate_age_days IS NOT NULL)"
                + " OR (source = 'ESTIMATE' AND estimate_age_days IS NULL)"
                + " OR (source = 'ACTUAL' AND estimate_age_days IS NOT NULL)"));
  }
}
