package org.rerate.table;

import java.util.Arrays;
import java.util.List;

/**
 * The questions that every quant asks, as table functions: on stored results, of one methodology
 * and knowledge, which the session chooses.
 */
public final class SqlFunctions {

  /**
   * Members on a day: per interval the version known last, then the newest interval that began, if
   * it has not ended.
   */
  private static final String MEMBERS =
      """
      (SELECT issuer_id, subsector, coalesce(inclusion_factor, 1D) AS factor, valid_from
       FROM (SELECT * FROM market.members
             WHERE basket_id = :basket AND valid_from <= :DAY AND :seen
             QUALIFY row_number() OVER (PARTITION BY issuer_id, valid_from
               ORDER BY %s) = 1)
       WHERE NOT retracted
       QUALIFY row_number() OVER (PARTITION BY issuer_id ORDER BY valid_from DESC) = 1
         AND (valid_to IS NULL OR :DAY < valid_to))
      """
          .formatted(VersionOrder.WINNER_FIRST);

  private static final String POINT_IN_TIME = "membership = 'point_in_time' AND :variant";

  private static final String OF_GROUP =
      "of the issuers named by issuer_id or security_id, each once and in full, as of a basket of"
          + " them; computed when asked for: valuation_date, basis, ";

  /** All of them. */
  public static final List<SqlFunction> ALL =
      List.of(
          function(
              "members_on",
              "basket STRING, on_day DATE",
              SqlFunction.Days.VALUED,
              "issuer_id, name, subsector, inclusion_factor, member_since, cap_usd (USD, as it counts"
                  + " in the basket: times the factor), cap_status; largest first",
              """
              SELECT m.issuer_id, i.name, m.subsector, m.factor AS inclusion_factor,
                m.valid_from AS member_since, c.cap_usd * m.factor AS cap_usd, c.status AS cap_status
              FROM %s m
              LEFT JOIN market.issuers_current i ON i.issuer_id = m.issuer_id
              LEFT JOIN (SELECT * FROM valuation.issuer_caps
                         WHERE valuation_date = :on_day AND :variant) c
                ON c.issuer_id = m.issuer_id
              ORDER BY cap_usd DESC NULLS LAST, m.issuer_id
              """
                  .formatted(members("on_day"))),
          function(
              "basket_pe",
              "basket STRING, on_day DATE, basis STRING",
              SqlFunction.Days.VALUED,
              "subsector, pe (x), pe_zero_floor (x), pe_ex_losses (x), pe_median (x), coverage"
                  + " (fraction), cap_usd (USD, of capped_count members), earnings_usd (USD),"
                  + " member_count, capped_count, matched_count, status",
              """
              SELECT subsector, pe, pe_zero_floor, pe_ex_losses, pe_median, coverage, cap_usd,
                earnings_usd, member_count, capped_count, matched_count, status
              FROM valuation.basket_valuations
              WHERE basket_id = :basket AND valuation_date = :on_day AND basis = :basis AND
              """
                  + POINT_IN_TIME
                  + " ORDER BY subsector <> 'ALL', subsector"),
          function(
              "basket_history",
              "basket STRING, subsector_name STRING, from_day DATE, to_day DATE, basis STRING",
              SqlFunction.Days.RANGE,
              "valuation_date, pe (x), cap_usd (USD), earnings_usd (USD), coverage (fraction),"
                  + " member_count, capped_count, status; oldest first",
              """
              SELECT valuation_date, pe, cap_usd, earnings_usd, coverage, member_count,
                capped_count, status
              FROM valuation.basket_valuations
              WHERE basket_id = :basket AND subsector = :subsector_name AND basis = :basis
                AND valuation_date BETWEEN :from_day AND :to_day AND
              """
                  + POINT_IN_TIME
                  + " ORDER BY valuation_date"),
          function(
              "basket_change",
              "basket STRING, from_day DATE, to_day DATE, basis STRING",
              SqlFunction.Days.SPAN,
              "of spans measured by rerate change: subsector (ALL first, composites too), like for"
                  + " like over the members of to_day: cap_from_usd, cap_change_usd (USD),"
                  + " cap_change_pct, share_of_change (fractions), entries_usd, exits_usd (USD),"
                  + " member_count, lfl_count (with a cap at both ends), matched_count (with"
                  + " earnings at both ends too); of the matched members incremental_cap_change_usd"
                  + " (USD), incremental_coverage (fraction), earnings_from_usd,"
                  + " earnings_change_usd (USD), pe_from, pe_to, incremental_pe (x), status,"
                  + " earnings_change_fx_usd (USD, of earnings_change_usd what exchange rates"
                  + " made), incremental_pe_constant_fx (x), status_constant_fx, membership",
              """
              SELECT subsector, lfl_cap_from_usd AS cap_from_usd,
                lfl_cap_change_usd AS cap_change_usd, lfl_cap_change_pct AS cap_change_pct,
                share_of_change, entries_usd, exits_usd, member_count, lfl_count, matched_count,
                incremental_cap_change_usd, incremental_coverage, earnings_from_usd,
                earnings_change_usd, pe_from, pe_to, incremental_pe, status,
                earnings_change_fx_usd, incremental_pe_constant_fx, status_constant_fx, membership
              FROM valuation.basket_changes
              WHERE basket_id = :basket AND from_date = :from_day AND to_date = :to_day
                AND basis = :basis AND :variant
                AND membership IN ('point_in_time', concat('backcast:', :to_day))
              QUALIFY membership = max(membership) OVER ()
              ORDER BY subsector <> 'ALL', cap_change_usd DESC
              """),
          function(
              "member_pes",
              "basket STRING, on_day DATE, basis STRING",
              SqlFunction.Days.VALUED,
              "issuer_id, subsector, inclusion_factor, cap_usd (USD, times the factor), cap_status,"
                  + " earnings_usd (USD, times the factor), earnings_status, pe (x; null without positive earnings), source,"
                  + " estimate_age_days (days), left_out_because; largest first",
              """
              SELECT m.issuer_id, m.subsector, m.factor AS inclusion_factor,
                c.cap_usd * m.factor AS cap_usd, c.status AS cap_status,
                e.earnings_usd * m.factor AS earnings_usd, e.status AS earnings_status,
                CASE WHEN e.earnings_usd > 0 THEN c.cap_usd / e.earnings_usd END AS pe, e.source,
                e.estimate_age_days,
                CASE WHEN c.cap_usd IS NULL THEN coalesce(c.status, 'NOT_VALUED')
                  WHEN e.earnings_usd IS NULL THEN coalesce(e.status, 'NOT_VALUED') END
                  AS left_out_because
              FROM %s m
              LEFT JOIN (SELECT * FROM valuation.issuer_caps
                         WHERE valuation_date = :on_day AND :variant) c
                ON c.issuer_id = m.issuer_id
              LEFT JOIN (SELECT * FROM valuation.issuer_earnings
                         WHERE valuation_date = :on_day AND basis = :basis AND :variant) e
                ON e.issuer_id = m.issuer_id
              ORDER BY cap_usd DESC NULLS LAST, m.issuer_id
              """
                  .formatted(members("on_day"))),
          function(
              "member_multiples",
              "basket STRING, on_day DATE, basis STRING",
              SqlFunction.Days.VALUED,
              "basket_id, subsector, issuer_id, valuation_date, basis, membership, multiple, value (x;"
                  + " of a yield fraction), numerator_usd, denominator_usd (USD, times the factor),"
                  + " status; computed when asked for",
              SqlFunction.COMPUTED),
          function(
              "pe_of",
              "ids ARRAY<STRING>, on_day DATE, basis STRING",
              SqlFunction.Days.ANY,
              OF_GROUP
                  + "pe (x), pe_zero_floor (x), pe_ex_losses (x), pe_median (x), coverage (fraction),"
                  + " cap_usd (USD, of capped_count members), matched_cap_usd, earnings_usd (USD),"
                  + " member_count, capped_count, matched_count, negative_count, status",
              SqlFunction.COMPUTED),
          function(
              "history_of",
              "ids ARRAY<STRING>, from_day DATE, to_day DATE, basis STRING",
              SqlFunction.Days.ANY,
              OF_GROUP + "the same columns as pe_of; a row per valuation date, oldest first",
              SqlFunction.COMPUTED),
          function(
              "multiples_of",
              "ids ARRAY<STRING>, on_day DATE, basis STRING",
              SqlFunction.Days.ANY,
              OF_GROUP
                  + "multiple, value (x; of a yield fraction), numerator_usd, denominator_usd (USD),"
                  + " coverage (fraction), member_count, capped_count, matched_count, status",
              SqlFunction.COMPUTED),
          function(
              "top_movers",
              "basket STRING, from_day DATE, to_day DATE, places INT",
              SqlFunction.Days.VALUED,
              "issuer_id, subsector, inclusion_factor, cap_from_usd, cap_to_usd, change_usd (USD,"
                  + " times the factor), change_pct"
                  + " (fraction; null without a cap at the start); largest change first, up or down",
              """
              SELECT m.issuer_id, m.subsector, m.factor AS inclusion_factor,
                cap0 * m.factor AS cap_from_usd, cap1 * m.factor AS cap_to_usd,
                (cap1 - coalesce(cap0, 0)) * m.factor AS change_usd, cap1 / cap0 - 1 AS change_pct
              FROM %s m
              JOIN (SELECT issuer_id,
                      max(cap_usd) FILTER (WHERE valuation_date = :from_day) AS cap0,
                      max(cap_usd) FILTER (WHERE valuation_date = :to_day) AS cap1
                    FROM valuation.issuer_caps
                    WHERE valuation_date IN (:from_day, :to_day) AND :variant
                    GROUP BY issuer_id) c ON c.issuer_id = m.issuer_id AND c.cap1 IS NOT NULL
              QUALIFY row_number()
                OVER (ORDER BY abs(cap1 - coalesce(cap0, 0)) * m.factor DESC, m.issuer_id) <= :places
              ORDER BY abs(change_usd) DESC, issuer_id
              """
                  .formatted(members("to_day"))),
          function(
              "top_reratings",
              "basket STRING, from_day DATE, to_day DATE, basis STRING, places INT",
              SqlFunction.Days.SPAN,
              "of spans measured by rerate change: issuer_id, subsector, rerating_usd, earnings_usd,"
                  + " currency_usd, cap_change_usd (USD), membership; largest re-rating first, up or"
                  + " down",
              """
              SELECT issuer_id, subsector, rerating_usd, earnings_usd, currency_usd,
                cap_change_usd, membership
              FROM valuation.rerating_members
              WHERE basket_id = :basket AND from_date = :from_day AND to_date = :to_day
                AND basis = :basis AND :variant
              QUALIFY row_number() OVER (PARTITION BY membership
                ORDER BY abs(rerating_usd) DESC, issuer_id) <= :places
              ORDER BY membership, abs(rerating_usd) DESC, issuer_id
              """),
          function(
              "pe_premium",
              "basket_a STRING, basket_b STRING, on_day DATE, basis STRING",
              SqlFunction.Days.VALUED,
              "subsector, pe_a, pe_b (x), premium (fraction; null if either P/E is missing),"
                  + " premium_ex_losses (the same of the P/Es without members that lose money),"
                  + " cap_share_a, cap_share_b (fractions)",
              """
              SELECT coalesce(a.subsector, b.subsector) AS subsector, a.pe AS pe_a, b.pe AS pe_b,
                a.pe / b.pe - 1 AS premium,
                a.pe_ex_losses / b.pe_ex_losses - 1 AS premium_ex_losses,
                a.share AS cap_share_a, b.share AS cap_share_b
              FROM (SELECT subsector, pe, pe_ex_losses,
                      cap_usd / max(CASE WHEN subsector = 'ALL' THEN cap_usd END) OVER () AS share
                    FROM valuation.basket_valuations WHERE basket_id = :basket_a
                      AND valuation_date = :on_day AND basis = :basis AND POINT_IN_TIME) a
              FULL JOIN (SELECT subsector, pe, pe_ex_losses,
                      cap_usd / max(CASE WHEN subsector = 'ALL' THEN cap_usd END) OVER () AS share
                    FROM valuation.basket_valuations WHERE basket_id = :basket_b
                      AND valuation_date = :on_day AND basis = :basis AND POINT_IN_TIME) b
                ON a.subsector = b.subsector
              ORDER BY subsector <> 'ALL', subsector
              """
                  .replace("POINT_IN_TIME", POINT_IN_TIME)),
          function(
              "cap_ratio",
              "basket_a STRING, basket_b STRING, from_day DATE, to_day DATE",
              SqlFunction.Days.RANGE,
              "valuation_date, cap_a_usd, cap_b_usd (USD), ratio (fraction), member_count_a,"
                  + " capped_count_a, member_count_b, capped_count_b (members, and those whose cap"
                  + " the sums have); oldest first",
              """
              SELECT a.valuation_date, a.cap_usd AS cap_a_usd, b.cap_usd AS cap_b_usd,
                a.cap_usd / b.cap_usd AS ratio, a.member_count AS member_count_a,
                a.capped_count AS capped_count_a, b.member_count AS member_count_b,
                b.capped_count AS capped_count_b
              FROM (SELECT DISTINCT valuation_date, cap_usd, member_count, capped_count FROM valuation.basket_valuations
                    WHERE basket_id = :basket_a AND subsector = 'ALL'
                      AND valuation_date BETWEEN :from_day AND :to_day AND POINT_IN_TIME) a
              JOIN (SELECT DISTINCT valuation_date, cap_usd, member_count, capped_count FROM valuation.basket_valuations
                    WHERE basket_id = :basket_b AND subsector = 'ALL'
                      AND valuation_date BETWEEN :from_day AND :to_day AND POINT_IN_TIME) b
                ON a.valuation_date = b.valuation_date
              ORDER BY a.valuation_date
              """
                  .replace("POINT_IN_TIME", POINT_IN_TIME)));

  private SqlFunctions() {}

  private static String members(String day) {
    return MEMBERS.replace(":DAY", ":" + day).replace(":seen", ":seen(" + day + ")");
  }

  private static SqlFunction function(
      String name, String parameters, SqlFunction.Days days, String answer, String query) {
    List<SqlFunction.Parameter> named =
        Arrays.stream(parameters.split(","))
            .map(String::trim)
            .map(p -> p.split(" "))
            .map(p -> new SqlFunction.Parameter(p[0], p[1]))
            .toList();
    return new SqlFunction(name, named, days, answer, query);
  }
}
