package org.rerate.table;

import static org.rerate.table.ColumnKind.DATE;
import static org.rerate.table.ColumnKind.INTEGER;
import static org.rerate.table.ColumnKind.NUMBER;
import static org.rerate.table.ColumnKind.TEXT;
import static org.rerate.table.ValuationTables.result;
import static org.rerate.table.ValuationTables.valuation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.rerate.domain.AddedServices;
import org.rerate.domain.RerateException;

/** The results of {@code rerate measure}: the further measures of methodology sections 7 and 9. */
public final class MeasureTables {

  private static final String SEE_STATUS = "see status";

  private static final String BASKET = "the basket";

  private static final String ON = "the day that the figures are seen from";

  private static final String MEMBERSHIP = "point_in_time or backcast:DATE";

  private static final String SUBSECTOR = "a sub-sector, ALL, or a composite";

  private static final String FRACTION = "fraction";

  private static final String MODELS = "models";

  /** Sums of a metric over years, basket A over basket B. */
  public static final TableSpec CAPEX_RATIOS =
      result(
          valuation("capex_ratios", "Capex of basket A over that of basket B, per year and total.")
              .key(
                  "basket_a",
                  "basket_b",
                  "subsectors",
                  "metric",
                  "year_type",
                  "years",
                  "period",
                  "valuation_date",
                  "membership")
              .required("basket_a", TEXT, "", "the basket above the line")
              .required("basket_b", TEXT, "", "the basket below the line")
              .required("subsectors", TEXT, "", "sub-sectors counted, comma-separated, or ALL")
              .required("metric", TEXT, "", "capex, or the other metric asked for")
              .code("year_type", null, "kind of year", "CALENDAR", "FISCAL")
              .required("years", TEXT, "", "the years asked for, such as 2023-2025")
              .required("period", TEXT, "", "one of the years, or all of them: 2023-2025")
              .required("valuation_date", DATE, "", ON)
              .required("membership", TEXT, "", MEMBERSHIP)
              .optional("amount_a_usd", NUMBER, "USD", "sum over A's members", "no member has one")
              .optional("amount_b_usd", NUMBER, "USD", "sum over B's members", "no member has one")
              .optional("ratio", NUMBER, FRACTION, "amount_a_usd / amount_b_usd", SEE_STATUS)
              .required("member_count_a", INTEGER, "members", "members of A counted")
              .required("covered_count_a", INTEGER, "members", "those with a figure")
              .required("member_count_b", INTEGER, "members", "members of B counted")
              .required("covered_count_b", INTEGER, "members", "those with a figure")
              .optional(
                  "missing",
                  TEXT,
                  "",
                  "members without a figure and why: KC NO_ESTIMATE, ...",
                  "none is missing")
              .required("status", TEXT, "", "OK, or why ratio is missing"));

  /** Capex over revenue by reported period. */
  public static final TableSpec CAPEX_INTENSITY =
      result(
          valuation("capex_intensity", "Capex over revenue in a reported quarter or year.")
              .key(
                  "basket_id",
                  "subsector",
                  "issuer_id",
                  "period_type",
                  "period",
                  "valuation_date",
                  "membership")
              .required("basket_id", TEXT, "", BASKET)
              .required("subsector", TEXT, "", SUBSECTOR)
              .optional("issuer_id", TEXT, "", "the member", "the whole sub-sector or basket")
              .code("period_type", null, "kind of period", "FQ", "FY")
              .required("period", TEXT, "", "calendar quarter or year of its end: 2025Q2, 2025")
              .required("valuation_date", DATE, "", ON)
              .required("membership", TEXT, "", MEMBERSHIP)
              .optional("period_end", DATE, "", "end of the member's period", "several members")
              .optional("capex_usd", NUMBER, "USD", "capex at its period's mean rate", SEE_STATUS)
              .optional("revenue_usd", NUMBER, "USD", "revenue likewise", SEE_STATUS)
              .optional("intensity", NUMBER, FRACTION, "capex / revenue", SEE_STATUS)
              .optional(
                  "capex_growth",
                  NUMBER,
                  FRACTION,
                  "change of capex on the same period a year before; a member's in its currency",
                  "see growth_status")
              .required("member_count", INTEGER, "members", "members")
              .required("covered_count", INTEGER, "members", "those with capex and revenue")
              .required("growth_count", INTEGER, "members", "those with capex in both years")
              .required("status", TEXT, "", "OK, or why intensity is missing")
              .required("growth_status", TEXT, "", "OK, or why capex_growth is missing"));

  /** Growth against price between two fiscal years. */
  public static final TableSpec GROUP_GROWTH =
      result(
          valuation("group_growth", "Growth of companies and groups against their price.")
              .key("group_name", "level", "issuer_id", "from_year", "to_year", "valuation_date")
              .required("group_name", TEXT, "", "basket, or group as named in the request")
              .code("level", null, "what the row is", "MEMBER", "MEDIAN", "AGGREGATE")
              .optional("issuer_id", TEXT, "", "the member", "median or aggregate")
              .required("from_year", INTEGER, "year", "first fiscal year")
              .required("to_year", INTEGER, "year", "last fiscal year")
              .required("valuation_date", DATE, "", ON)
              .optional("from_end", DATE, "", "end of the first year", "median or aggregate")
              .optional("to_end", DATE, "", "end of the last year", "median or aggregate")
              .optional("currency", TEXT, "", "currency of the amounts", "none is known")
              .optional("revenue_from", NUMBER, "currency", "revenue, first year", "not known")
              .optional("revenue_to", NUMBER, "currency", "revenue, last year", "not known")
              .optional(
                  "revenue_growth", NUMBER, FRACTION, "change of revenue", "see revenue_status")
              .optional("income_from", NUMBER, "currency", "net income, first year", "not known")
              .optional("income_to", NUMBER, "currency", "net income, last year", "not known")
              .optional(
                  "income_growth", NUMBER, FRACTION, "change of net income", "see income_status")
              .optional(
                  "price_change",
                  NUMBER,
                  FRACTION,
                  "split-adjusted change of price between the year ends",
                  "see price_status")
              .optional(
                  "multiple_change",
                  NUMBER,
                  FRACTION,
                  "(1 + price_change) / (1 + income_growth) - 1",
                  "see multiple_status")
              .required("member_count", INTEGER, "members", "members of the group; 1 for a member")
              .required("revenue_count", INTEGER, "members", "members behind revenue_growth")
              .required("income_count", INTEGER, "members", "members behind income_growth")
              .required("price_count", INTEGER, "members", "members behind price_change")
              .required("revenue_status", TEXT, "", "OK, or why revenue_growth is missing")
              .required("income_status", TEXT, "", "OK, or why income_growth is missing")
              .required("price_status", TEXT, "", "OK, or why price_change is missing")
              .required("multiple_status", TEXT, "", "OK, or why multiple_change is missing"));

  /** Performance against an index. */
  public static final TableSpec INDEX_RELATIVE =
      result(
          valuation("index_relative", "Price change of a member or basket against an index.")
              .key(
                  "basket_id",
                  "issuer_id",
                  "index_id",
                  "span",
                  "from_date",
                  "valuation_date",
                  "membership")
              .optional("basket_id", TEXT, "", BASKET, "a company asked for by itself")
              .optional("issuer_id", TEXT, "", "the member", "the whole basket")
              .required("index_id", TEXT, "", "the index")
              .code("span", null, "what it is measured from", "WINDOW", "YEAR_START", "LOW")
              .required("from_date", DATE, "", "start of the window asked for")
              .required("valuation_date", DATE, "", "end of the window")
              .required("membership", TEXT, "", MEMBERSHIP)
              .optional("security_id", TEXT, "", "the line measured", "a basket, or no live line")
              .optional(
                  "price_basis",
                  TEXT,
                  "",
                  "TOTAL_RETURN, SPLIT_ADJUSTED or AS_TRADED closes; MIXED in a basket",
                  SEE_STATUS)
              .optional("currency", TEXT, "", "currency of the line", "a basket, or no live line")
              .optional("start_date", DATE, "", "day of the first close or low", SEE_STATUS)
              .optional(
                  "price_from",
                  NUMBER,
                  "currency per unit",
                  "close at the start, on the last day's share basis; 1 for a basket",
                  SEE_STATUS)
              .optional("price_to", NUMBER, "currency per unit", "close at the end", SEE_STATUS)
              .optional("change", NUMBER, FRACTION, "price_to / price_from - 1", SEE_STATUS)
              .optional("index_from", NUMBER, "points", "level at the start", SEE_STATUS)
              .optional("index_to", NUMBER, "points", "level at the end", SEE_STATUS)
              .optional("index_change", NUMBER, FRACTION, "change of the index", SEE_STATUS)
              .optional("relative", NUMBER, FRACTION, "(1+change)/(1+index_change) - 1", SEE_STATUS)
              .optional("excess", NUMBER, FRACTION, "change - index_change", SEE_STATUS)
              .required("member_count", INTEGER, "members", "members; 1 for a member")
              .required("covered_count", INTEGER, "members", "members behind change")
              .required("status", TEXT, "", "OK, or why relative is missing"));

  /** Net buying through a channel. */
  public static final TableSpec FLOW_STATISTICS =
      result(
          valuation("flow_statistics", "Net buying of a line, or of a channel, on a day.")
              .key("channel", "security_id", "trade_date")
              .required("channel", TEXT, "", "the channel")
              .optional("security_id", TEXT, "", "the line", "the whole channel")
              .required("trade_date", DATE, "", "the day")
              .required("currency", TEXT, "", "currency of net buying")
              .required("net_buy", NUMBER, "currency", "net buying of the day")
              .optional(
                  "net_buy_usd", NUMBER, "USD", "the same at the day's rate", "no usable rate")
              .optional(
                  "net_buy_20",
                  NUMBER,
                  "currency",
                  "sum over the last 20 sessions of the channel",
                  "see rolling_status")
              .required("sessions_20", INTEGER, "sessions", "those of the 20 with a figure")
              .required("net_buy_ytd", NUMBER, "currency", "sum since 1 January")
              .required("ytd_from", DATE, "", "first session in that sum")
              .required("record_net_buy", NUMBER, "currency", "largest net buying to date")
              .required("record_date", DATE, "", "the day of it; of equals the first")
              .required("record_rank", INTEGER, "", "rank of the day to date, 1 is the largest")
              .required("session_count", INTEGER, "sessions", "sessions ranked")
              .optional(
                  "share_of_turnover",
                  NUMBER,
                  FRACTION,
                  "net buying / (close x volume)",
                  "see turnover_status")
              .optional(
                  "share_of_cap",
                  NUMBER,
                  FRACTION,
                  "net buying / market capitalisation of the issuer",
                  "see cap_status")
              .required("rolling_status", TEXT, "", "OK, or why net_buy_20 is missing")
              .required("turnover_status", TEXT, "", "OK, or why share_of_turnover is missing")
              .required("cap_status", TEXT, "", "OK, or why share_of_cap is missing"));

  /** The gap between two regions' best models. */
  public static final TableSpec MODEL_GAPS =
      result(
          valuation("model_gaps", "How far region A's best model is behind region B's.")
              .key("benchmark", "region_a", "region_b", "valuation_date")
              .required("benchmark", TEXT, "", "the benchmark")
              .required("region_a", TEXT, "", "the region that is behind if gap > 0")
              .required("region_b", TEXT, "", "the region that it is compared with")
              .required("valuation_date", DATE, "", "the day")
              .optional("model_a", TEXT, "", "A's best model", "A has none")
              .optional("best_a", NUMBER, "points", "its score", "A has none")
              .optional("model_b", TEXT, "", "B's best model", "B has none")
              .optional("best_b", NUMBER, "points", "its score", "B has none")
              .optional("gap", NUMBER, FRACTION, "1 - best_a / best_b", SEE_STATUS)
              .required("model_count_a", INTEGER, MODELS, "models of A compared")
              .required("model_count_b", INTEGER, MODELS, "models of B compared")
              .optional(
                  "scored_from",
                  DATE,
                  "",
                  "first snapshot on the benchmark's present scale; older ones were left out",
                  "nothing was scored")
              .required("status", TEXT, "", "OK, or why gap is missing"));

  /** Releases and what they gained. */
  public static final TableSpec MODEL_RELEASES =
      result(
          valuation("model_releases", "A quarter's releases of a region and their mean gain.")
              .key("benchmark", "region", "quarter", "valuation_date")
              .required("benchmark", TEXT, "", "the benchmark")
              .required("region", TEXT, "", "the region")
              .required("quarter", TEXT, "", "quarter of the release, such as 2025Q4")
              .required("valuation_date", DATE, "", ON)
              .required("release_count", INTEGER, MODELS, "scored models released in the quarter")
              .required("gain_count", INTEGER, MODELS, "those with a predecessor")
              .optional(
                  "mean_gain",
                  NUMBER,
                  "points",
                  "mean of score less the best of the organisation's earlier releases",
                  SEE_STATUS)
              .required("best_model", TEXT, "", "the quarter's best release")
              .required("best_score", NUMBER, "points", "its score")
              .required("status", TEXT, "", "OK, or why mean_gain is missing"));

  /** Who holds the top places. */
  public static final TableSpec LEADERBOARD_SHARES =
      result(
          valuation("leaderboard_shares", "Share of the top places by region and organisation.")
              .key("benchmark", "top", "dimension", "name", "valuation_date")
              .required("benchmark", TEXT, "", "the benchmark")
              .required("top", INTEGER, "places", "places asked for")
              .code("dimension", null, "what name is", "REGION", "ORGANISATION")
              .required("name", TEXT, "", "the region or organisation")
              .required("valuation_date", DATE, "", "the day")
              .required("model_count", INTEGER, MODELS, "its models among the top")
              .required("ranked_count", INTEGER, MODELS, "top models; fewer than asked if few")
              .required("share", NUMBER, FRACTION, "model_count / ranked_count")
              .required("best_place", INTEGER, "place", "place of its best model")
              .required("best_model", TEXT, "", "its best model")
              .required("status", TEXT, "", "always OK: who has no place has no row"));

  /** Who is downloaded. */
  public static final TableSpec DOWNLOAD_SHARES =
      result(
          valuation("download_shares", "Share of a month's downloads of models.")
              .key("month", "dimension", "name", "valuation_date")
              .required("month", DATE, "", "first day of the month")
              .code("dimension", null, "what name is", "REGION", "ORGANISATION")
              .required("name", TEXT, "", "the region or organisation")
              .required("valuation_date", DATE, "", ON)
              .required("downloads", NUMBER, "downloads", "downloads in the month")
              .required("total_downloads", NUMBER, "downloads", "of all organisations on file")
              .optional("share", NUMBER, FRACTION, "downloads / total_downloads", SEE_STATUS)
              .required("status", TEXT, "", "OK, or why share is missing"));

  /** Sum of the parts. */
  public static final TableSpec PARTS_VALUES =
      result(
          valuation("parts_values", "A segment's value, the stub, and implied multiples.")
              .key("issuer_id", "part", "segment", "valuation_date")
              .required("issuer_id", TEXT, "", "the company")
              .code("part", null, "a segment, what is left, or the whole", "SEGMENT", "STUB", "CAP")
              .optional("segment", TEXT, "", "the segment", "the stub or the whole")
              .required("valuation_date", DATE, "", "the day")
              .optional("period_end", DATE, "", "end of the period of the profits", "no segments")
              .optional("currency", TEXT, "", "currency of the profit", "not a segment")
              .optional("profit", NUMBER, "currency", "segment profit", "not a segment")
              .optional("profit_usd", NUMBER, "USD", "the same at the day's rate", SEE_STATUS)
              .optional("multiple", NUMBER, "x", "assigned multiple", "none, or not a segment")
              .optional(
                  "value_usd",
                  NUMBER,
                  "USD",
                  "profit x multiple; the stub; the market capitalisation",
                  SEE_STATUS)
              .optional("share_of_cap", NUMBER, FRACTION, "value_usd / cap", SEE_STATUS)
              .optional(
                  "implied_multiple",
                  NUMBER,
                  "x",
                  "(cap - value of the other segments) / profit",
                  "see implied_status")
              .required("status", TEXT, "", "OK, or why value_usd is missing")
              .required("implied_status", TEXT, "", "OK, or why implied_multiple is missing"));

  private static final List<TableSpec> OURS =
      List.of(
          CAPEX_RATIOS,
          CAPEX_INTENSITY,
          GROUP_GROWTH,
          INDEX_RELATIVE,
          FLOW_STATISTICS,
          MODEL_GAPS,
          MODEL_RELEASES,
          LEADERBOARD_SHARES,
          DOWNLOAD_SHARES,
          PARTS_VALUES);

  private MeasureTables() {}

  /** The tables of all measures: ours, and those that jars add. */
  public static List<TableSpec> all() {
    return Stream.concat(OURS.stream(), added().stream().map(ResultProvider::table)).toList();
  }

  /**
   * What jars add.
   *
   * @throws RerateException with {@code USAGE} if a table is not one of results, or is declared
   *     already
   */
  public static List<ResultProvider> added() {
    List<ResultProvider> added = AddedServices.of(ResultProvider.class);
    Set<String> names = new HashSet<>();
    Stream.concat(ValuationTables.ALL.stream(), OURS.stream())
        .forEach(table -> names.add(table.fullName()));
    for (ResultProvider one : added) {
      TableSpec table = one.table();
      if (!table.columns().containsAll(ValuationTables.PROVENANCE)
          || !table.schema().equals(ValuationTables.SCHEMA)
          || !names.add(table.fullName())) {
        throw RerateException.usage(
            one.getClass().getName()
                + " brings the table "
                + table.fullName()
                + ", which cannot be",
            "Declare it by ValuationTables.result, under a name that no other has");
      }
    }
    return added;
  }
}
