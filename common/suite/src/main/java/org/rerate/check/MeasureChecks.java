package org.rerate.check;

import static org.rerate.check.CheckSql.SUMS;
import static org.rerate.check.CheckSql.VARIANT;
import static org.rerate.check.CheckSql.differs;
import static org.rerate.check.CheckSql.rows;
import static org.rerate.check.CheckSql.scope;

import java.util.List;
import org.rerate.table.MeasureTables;
import org.rerate.table.TableSpec;

/** What holds within the rows of each measure. */
final class MeasureChecks {

  private MeasureChecks() {}

  static List<Check> all() {
    return List.of(
        capexRatio(),
        capexTotals(),
        capexIntensity(),
        groupGrowth(),
        indexRelative(),
        flows(),
        flowsToDate(),
        new Check(
            "model-gap",
            MeasureTables.MODEL_GAPS.fullName(),
            "gap = 1 - best_a / best_b",
            of(
                MeasureTables.MODEL_GAPS,
                "1 - best_a / best_b",
                "gap",
                "status = 'OK' AND " + differs("1 - best_a / best_b", "gap", "1", SUMS))),
        new Check(
            "model-releases",
            MeasureTables.MODEL_RELEASES.fullName(),
            "gains are counted among the releases",
            of(
                MeasureTables.MODEL_RELEASES,
                "release_count",
                "gain_count",
                "gain_count > release_count OR release_count < 1"
                    + " OR (gain_count = 0) <> (mean_gain IS NULL)")),
        shares(MeasureTables.LEADERBOARD_SHARES, "model_count / ranked_count", "benchmark, top"),
        shares(MeasureTables.DOWNLOAD_SHARES, "downloads / total_downloads", "month"),
        parts(),
        partsSum());
  }

  private static Violators of(TableSpec table, String expected, String actual, String wrong) {
    return rows(table.fullName(), scope(key(table)), expected, actual, wrong);
  }

  private static String key(TableSpec table) {
    List<String> key = table.key();
    return String.join(", ", key.subList(0, key.size() - 3));
  }

  private static Check capexRatio() {
    return new Check(
        "capex-ratio",
        MeasureTables.CAPEX_RATIOS.fullName(),
        "ratio = amount_a_usd / amount_b_usd, and no more members are covered than there are",
        of(
            MeasureTables.CAPEX_RATIOS,
            "amount_a_usd / amount_b_usd",
            "ratio",
            "covered_count_a > member_count_a OR covered_count_b > member_count_b OR (status = 'OK'"
                + " AND "
                + differs("amount_a_usd / amount_b_usd", "ratio", SUMS)
                + ")"));
  }

  /** Where every year covers the members that the total covers, the total is the sum of years. */
  private static Check capexTotals() {
    String asked =
        "basket_a, basket_b, subsectors, metric, year_type, years, valuation_date, membership, "
            + VARIANT;
    String years =
        "(SELECT "
            + asked
            + ", max(CASE WHEN period = years THEN amount_a_usd END) AS total_a,"
            + " sum(CASE WHEN period <> years THEN amount_a_usd END) AS years_a,"
            + " max(CASE WHEN period = years THEN amount_b_usd END) AS total_b,"
            + " sum(CASE WHEN period <> years THEN amount_b_usd END) AS years_b,"
            + " max(covered_count_a) - min(covered_count_a) AS uneven_a,"
            + " max(covered_count_b) - min(covered_count_b) AS uneven_b FROM "
            + MeasureTables.CAPEX_RATIOS.fullName()
            + " WHERE years LIKE '%-%' GROUP BY ALL)";
    return new Check(
        "capex-totals",
        MeasureTables.CAPEX_RATIOS.fullName(),
        "the total is the sum of its years where all of them cover the same number of members",
        rows(
            years,
            scope(
                "basket_a, basket_b, subsectors, metric, year_type, years, valuation_date,"
                    + " membership"),
            "concat_ws(', ', years_a, years_b)",
            "concat_ws(', ', total_a, total_b)",
            "(uneven_a = 0 AND "
                + differs("years_a", "total_a", SUMS)
                + ") OR (uneven_b = 0 AND "
                + differs("years_b", "total_b", SUMS)
                + ")"));
  }

  private static Check capexIntensity() {
    return new Check(
        "capex-intensity",
        MeasureTables.CAPEX_INTENSITY.fullName(),
        "a group's intensity = capex_usd / revenue_usd, over no more members than there are",
        of(
            MeasureTables.CAPEX_INTENSITY,
            "capex_usd / revenue_usd",
            "intensity",
            "covered_count > member_count OR growth_count > member_count OR (issuer_id IS NULL AND"
                + " status = 'OK' AND "
                + differs("capex_usd / revenue_usd", "intensity", SUMS)
                + ")"));
  }

  private static Check groupGrowth() {
    return new Check(
        "group-growth",
        MeasureTables.GROUP_GROWTH.fullName(),
        "a member's growth follows from its figures, and its multiple from price and income",
        of(
            MeasureTables.GROUP_GROWTH,
            "concat_ws(', ', revenue_to / revenue_from - 1, income_to / income_from - 1, (1 +"
                + " price_change) / (1 + income_growth) - 1)",
            "concat_ws(', ', revenue_growth, income_growth, multiple_change)",
            "revenue_count > member_count OR income_count > member_count OR price_count >"
                + " member_count OR (level = 'MEMBER' AND ((revenue_status = 'OK' AND "
                + differs("revenue_to / revenue_from - 1", "revenue_growth", "1", SUMS)
                + ") OR (income_status = 'OK' AND "
                + differs("income_to / income_from - 1", "income_growth", "1", SUMS)
                + ") OR (multiple_status = 'OK' AND "
                + differs(
                    "(1 + price_change) / (1 + income_growth) - 1", "multiple_change", "1", SUMS)
                + ")))"));
  }

  private static Check indexRelative() {
    return new Check(
        "index-relative",
        MeasureTables.INDEX_RELATIVE.fullName(),
        "changes follow from prices and levels, relative and excess from the changes",
        of(
            MeasureTables.INDEX_RELATIVE,
            "concat_ws(', ', price_to / price_from - 1, index_to / index_from - 1, (1 + change) /"
                + " (1 + index_change) - 1, change - index_change)",
            "concat_ws(', ', change, index_change, relative, excess)",
            "covered_count > member_count OR start_date > valuation_date OR (status = 'OK' AND ("
                + String.join(
                    " OR ",
                    differs("price_to / price_from - 1", "change", "1", SUMS),
                    differs("index_to / index_from - 1", "index_change", "1", SUMS),
                    differs("(1 + change) / (1 + index_change) - 1", "relative", "1", SUMS),
                    differs("change - index_change", "excess", "1", SUMS))
                + "))"));
  }

  private static Check flows() {
    return new Check(
        "flows",
        MeasureTables.FLOW_STATISTICS.fullName(),
        "the record is the largest to date, and rank 1 is the record",
        of(
            MeasureTables.FLOW_STATISTICS,
            "record_net_buy",
            "concat_ws(', ', net_buy, record_rank, record_date)",
            "net_buy > record_net_buy OR (record_rank = 1) <> (net_buy = record_net_buy) OR"
                + " record_rank > session_count OR record_rank < 1 OR record_date > trade_date OR"
                + " sessions_20 > 20 OR ytd_from > trade_date OR year(ytd_from) <>"
                + " year(trade_date)"));
  }

  /** From one stored session of a year to the next, the sum to date grows by the day's buying. */
  private static Check flowsToDate() {
    String ordered =
        "(SELECT *, lag(net_buy_ytd) OVER w AS before, lag(trade_date) OVER w AS day_before FROM "
            + MeasureTables.FLOW_STATISTICS.fullName()
            + " WHERE knowledge = 'latest' WINDOW w AS (PARTITION BY channel, security_id, currency,"
            + " year(trade_date), "
            + VARIANT
            + " ORDER BY trade_date))";
    return new Check(
        "flows-to-date",
        MeasureTables.FLOW_STATISTICS.fullName(),
        "from one session of a year to the next net_buy_ytd grows by net_buy",
        rows(
            ordered,
            scope("channel, security_id, trade_date"),
            "coalesce(before, 0) + net_buy",
            "net_buy_ytd",
            "(before IS NOT NULL OR ytd_from = trade_date) AND "
                + differs(
                    "coalesce(before, 0) + net_buy", "net_buy_ytd", "abs(net_buy), 1000", 1e-9)));
  }

  private static Check shares(TableSpec table, String share, String within) {
    String sums =
        "(SELECT *, sum(share) OVER (PARTITION BY dimension, "
            + within
            + ", valuation_date, "
            + VARIANT
            + ") AS whole FROM "
            + table.fullName()
            + ")";
    return new Check(
        table.name().replace('_', '-'),
        table.fullName(),
        "share = " + share + ", and the shares of a table add up to 1",
        rows(
            sums,
            scope(key(table)),
            "concat(" + share + ", ' of 1')",
            "concat(share, ' of ', whole)",
            "status = 'OK' AND (" + differs(share, "share", SUMS) + " OR abs(whole - 1) > 1e-9)"));
  }

  private static Check parts() {
    return new Check(
        "parts",
        MeasureTables.PARTS_VALUES.fullName(),
        "a segment's value = profit_usd x multiple",
        of(
            MeasureTables.PARTS_VALUES,
            "profit_usd * multiple",
            "value_usd",
            "part = 'SEGMENT' AND status = 'OK' AND "
                + differs("profit_usd * multiple", "value_usd", SUMS)));
  }

  private static Check partsSum() {
    String sums =
        "(SELECT issuer_id, valuation_date, "
            + VARIANT
            + ", sum(CASE WHEN part <> 'CAP' THEN value_usd END) AS parts,"
            + " max(CASE WHEN part = 'CAP' THEN value_usd END) AS cap,"
            + " max(CASE WHEN part = 'STUB' THEN value_usd END) AS stub FROM "
            + MeasureTables.PARTS_VALUES.fullName()
            + " GROUP BY ALL)";
    return new Check(
        "parts-sum-to-cap",
        MeasureTables.PARTS_VALUES.fullName(),
        "the segments and the stub add up to the market capitalisation",
        rows(
            sums,
            scope("issuer_id, valuation_date"),
            "cap",
            "parts",
            "stub IS NOT NULL AND " + differs("cap", "parts", SUMS)));
  }
}
