package org.rerate.table;

import static org.rerate.table.ColumnKind.DATE;
import static org.rerate.table.ColumnKind.INSTANT;
import static org.rerate.table.ColumnKind.INTEGER;
import static org.rerate.table.ColumnKind.NUMBER;
import static org.rerate.table.ColumnKind.TEXT;

import java.util.ArrayList;
import java.util.List;

/** The results: every row says which methodology, knowledge and cut made it. */
public final class ValuationTables {

  /** The columns that every result row ends with; the first three belong to its key. */
  public static final List<ColumnSpec> PROVENANCE =
      new TableBuilder("valuation", "provenance", "")
          .required("methodology", TEXT, "", "name of the methodology")
          .required("knowledge", TEXT, "", "latest, as_was or an instant")
          .optional("recorded_by", INSTANT, "UTC", "rows loaded later were ignored", "no cut")
          .required("run_id", TEXT, "", "run that computed the row")
          .build()
          .columns();

  static final String SCHEMA = "valuation";

  /** The key columns of {@link #PROVENANCE}; result files are separated by them. */
  public static final List<String> VARIANT = List.of("methodology", "knowledge", "recorded_by");

  private static final String SEE_STATUS = "see status";

  /** Market capitalisation of each issuer on each day. */
  public static final TableSpec ISSUER_CAPS =
      result(
          valuation("issuer_caps", "Market capitalisation of an issuer on a day.")
              .key("issuer_id", "valuation_date")
              .required("issuer_id", TEXT, "", "the company")
              .required("valuation_date", DATE, "", "the day valued")
              .optional("cap_usd", NUMBER, "USD", "market capitalisation", SEE_STATUS)
              .optional(
                  "shares_age_days",
                  INTEGER,
                  "days",
                  "age of the oldest share count that counts",
                  "no line is counted: a vendor's cap, or see status")
              .required(
                  "status", TEXT, "", "OK, VENDOR_CAP, SUSPECT_SPLIT, or why the cap is missing"));

  /** Earnings of each issuer on each day, per basis. */
  public static final TableSpec ISSUER_EARNINGS =
      result(
          valuation("issuer_earnings", "Earnings of an issuer as seen on a day, per basis.")
              .key("issuer_id", "valuation_date", "basis")
              .required("issuer_id", TEXT, "", "the company")
              .required("valuation_date", DATE, "", "the day valued")
              .required("basis", TEXT, "", "CY2026, NTM, FY1, FY2, LFY, TTM")
              .optional("earnings_usd", NUMBER, "USD", "earnings", SEE_STATUS)
              .optional("source", TEXT, "", "ESTIMATE, ACTUAL, MIXED or EPS", SEE_STATUS)
              .optional(
                  "estimate_age_days",
                  INTEGER,
                  "days",
                  "age of the oldest estimate used",
                  "no estimate used, or see status")
              .required("status", TEXT, "", "OK, or why the earnings are missing"));

  /** Baskets and their sub-sectors on each day, per basis. */
  public static final TableSpec BASKET_VALUATIONS =
      result(
          valuation("basket_valuations", "A basket's sub-sector, composite or ALL on a day.")
              .key("basket_id", "subsector", "valuation_date", "basis", "membership")
              .required("basket_id", TEXT, "", "the basket")
              .required("subsector", TEXT, "", "a sub-sector, ALL, or a composite")
              .required("valuation_date", DATE, "", "the day valued")
              .required("basis", TEXT, "", "earnings basis")
              .required("membership", TEXT, "", "point_in_time or backcast:DATE")
              .optional("cap_usd", NUMBER, "USD", "sum of members' caps", "no member has a cap")
              .optional(
                  "matched_cap_usd",
                  NUMBER,
                  "USD",
                  "cap of members with both cap and earnings",
                  "no member has both")
              .optional(
                  "earnings_usd",
                  NUMBER,
                  "USD",
                  "earnings of members with both",
                  "no member has both")
              .optional("pe", NUMBER, "x", "matched cap / matched earnings", SEE_STATUS)
              .optional(
                  "pe_zero_floor",
                  NUMBER,
                  "x",
                  "P/E with negative earnings counted as zero",
                  "no coverage, or no positive earnings")
              .optional(
                  "pe_ex_losses",
                  NUMBER,
                  "x",
                  "P/E of the members with positive earnings",
                  "no coverage, or no positive earnings")
              .optional(
                  "pe_median",
                  NUMBER,
                  "x",
                  "median P/E of the members with positive earnings",
                  "no coverage, or no positive earnings")
              .optional("coverage", NUMBER, "fraction", "matched cap / cap", "no member has a cap")
              .required("member_count", INTEGER, "members", "members")
              .required("capped_count", INTEGER, "members", "members with a cap")
              .required("matched_count", INTEGER, "members", "members with cap and earnings")
              .required("negative_count", INTEGER, "members", "matched members with losses")
              .required("status", TEXT, "", "OK, or why pe is missing"));

  /** Change of a basket between two dates, like for like. */
  public static final TableSpec BASKET_CHANGES =
      result(
          valuation("basket_changes", "Change of a basket between two dates, like for like.")
              .key("basket_id", "subsector", "from_date", "to_date", "basis", "membership")
              .required("basket_id", TEXT, "", "the basket")
              .required("subsector", TEXT, "", "a sub-sector, ALL, or a composite")
              .required("from_date", DATE, "", "start")
              .required("to_date", DATE, "", "end")
              .required("basis", TEXT, "", "calendar year of the earnings")
              .required("membership", TEXT, "", "point_in_time or backcast:DATE")
              .optional("cap_from_usd", NUMBER, "USD", "members' cap at the start", "none has one")
              .optional("cap_to_usd", NUMBER, "USD", "members' cap at the end", "none has one")
              .optional(
                  "lfl_cap_from_usd",
                  NUMBER,
                  "USD",
                  "cap at the start of members with a cap at both ends",
                  "there are none")
              .optional(
                  "lfl_cap_change_usd", NUMBER, "USD", "their change in cap", "there are none")
              .optional(
                  "lfl_cap_change_pct", NUMBER, "fraction", "their change in cap", "there are none")
              .required("entries_usd", NUMBER, "USD", "cap of members with a cap at the end only")
              .required("exits_usd", NUMBER, "USD", "cap of members with a cap at the start only")
              .optional(
                  "earnings_from_usd",
                  NUMBER,
                  "USD",
                  "earnings expected at the start, of members with both at both ends",
                  "there are none")
              .optional(
                  "earnings_to_usd",
                  NUMBER,
                  "USD",
                  "earnings of the same year expected at the end",
                  "there are none")
              .optional("earnings_change_usd", NUMBER, "USD", "dE", "there are none")
              .optional(
                  "earnings_change_pct",
                  NUMBER,
                  "fraction",
                  "dE / E0, with its sign",
                  "there are none, or E0 is zero")
              .optional("pe_from", NUMBER, "x", "P/E at the start", "earnings not positive")
              .optional("pe_to", NUMBER, "x", "P/E at the end", "earnings not positive")
              .optional(
                  "incremental_pe",
                  NUMBER,
                  "x",
                  "incremental_cap_change_usd / earnings_change_usd",
                  SEE_STATUS)
              .optional(
                  "incremental_cap_change_usd",
                  NUMBER,
                  "USD",
                  "change in cap of the matched members: with cap and earnings at both ends",
                  "there are none")
              .optional(
                  "incremental_coverage",
                  NUMBER,
                  "fraction",
                  "cap at the end of the matched members / that of members with a cap at both ends",
                  "there are none of the latter")
              .required("matched_count", INTEGER, "members", "members with both at both ends")
              .optional(
                  "earnings_change_fx_usd",
                  NUMBER,
                  "USD",
                  "part of dE that the rates of the estimate currencies made",
                  "there are none, or one lacks a rate")
              .optional(
                  "incremental_pe_constant_fx",
                  NUMBER,
                  "x",
                  "incremental P/E with the start of each member at the end's exchange rate",
                  "see status_constant_fx")
              .required(
                  "status_constant_fx",
                  TEXT,
                  "",
                  "OK, or why incremental_pe_constant_fx is missing")
              .optional(
                  "share_of_change",
                  NUMBER,
                  "fraction",
                  "part of the basket's like-for-like change",
                  "no like-for-like change")
              .required("member_count", INTEGER, "members", "members at to_date")
              .required("capped_count_from", INTEGER, "members", "with a cap at the start")
              .required("capped_count_to", INTEGER, "members", "with a cap at the end")
              .required("lfl_count", INTEGER, "members", "with a cap at both ends")
              .required("status", TEXT, "", "OK, or why incremental_pe is missing"));

  /** Where a basket's change came from. */
  public static final TableSpec RERATING =
      result(
          effects(
              valuation("rerating", "Where the change of a basket between two dates came from.")
                  .key("basket_id", "subsector", "from_date", "to_date", "basis", "membership")
                  .required("basket_id", TEXT, "", "the basket")
                  .required("subsector", TEXT, "", "a sub-sector, ALL, or a composite")));

  /** Where each member's change came from. */
  public static final TableSpec RERATING_MEMBERS =
      result(
          effects(
              valuation("rerating_members", "Where the change of a member came from.")
                  .key("basket_id", "issuer_id", "from_date", "to_date", "basis", "membership")
                  .required("basket_id", TEXT, "", "the basket")
                  .required("subsector", TEXT, "", "the member's sub-sector")
                  .required("issuer_id", TEXT, "", "the member")));

  /** One basket against another on each day. */
  public static final TableSpec COMPARISONS =
      result(
          valuation("comparisons", "Basket A against basket B on a day.")
              .key("basket_a", "basket_b", "subsector", "valuation_date", "basis", "membership")
              .required("basket_a", TEXT, "", "the basket compared")
              .required("basket_b", TEXT, "", "the basket it is compared with")
              .required("subsector", TEXT, "", "a sub-sector, ALL, or a composite")
              .required("valuation_date", DATE, "", "the day")
              .required("basis", TEXT, "", "earnings basis")
              .required("membership", TEXT, "", "point_in_time or backcast:DATE")
              .optional("pe_a", NUMBER, "x", "P/E of A", SEE_STATUS)
              .optional("pe_b", NUMBER, "x", "P/E of B", SEE_STATUS)
              .optional("pe_premium", NUMBER, "fraction", "pe_a / pe_b - 1", SEE_STATUS)
              .optional(
                  "pe_premium_ex_losses",
                  NUMBER,
                  "fraction",
                  "the same of the P/Es of members with positive earnings",
                  "a basket has no such P/E")
              .optional("cap_share_a", NUMBER, "fraction", "part of A's cap", "no cap")
              .optional("cap_share_b", NUMBER, "fraction", "part of B's cap", "no cap")
              .optional("cap_ratio", NUMBER, "fraction", "cap of A / cap of B", "no cap")
              .optional(
                  "cap_ratio_private_a",
                  NUMBER,
                  "fraction",
                  "the same with A's unlisted companies added to A",
                  "no cap")
              .optional(
                  "cap_ratio_private_both",
                  NUMBER,
                  "fraction",
                  "the same with unlisted companies added to both",
                  "no cap")
              .required("member_count_a", INTEGER, "members", "members of A")
              .required("capped_count_a", INTEGER, "members", "members of A with a cap")
              .required("member_count_b", INTEGER, "members", "members of B")
              .required("capped_count_b", INTEGER, "members", "members of B with a cap")
              .required("status", TEXT, "", "OK, or why pe_premium is missing"));

  /** Rolling statistics of a basket's series. */
  public static final TableSpec ROLLING =
      result(
          valuation("rolling", "Statistics of a basket's series over its last dates.")
              .key(
                  "basket_id",
                  "against_basket_id",
                  "subsector",
                  "valuation_date",
                  "basis",
                  "membership",
                  "measure",
                  "window")
              .required("basket_id", TEXT, "", "the basket")
              .optional("against_basket_id", TEXT, "", "the basket compared with", "not pe_premium")
              .required("subsector", TEXT, "", "a sub-sector, ALL, or a composite")
              .required("valuation_date", DATE, "", "the day")
              .required("basis", TEXT, "", "earnings basis")
              .required("membership", TEXT, "", "point_in_time or backcast:DATE")
              .required("measure", TEXT, "", "pe, cap_usd or pe_premium")
              .required(
                  "window", INTEGER, "valuation dates", "dates of the window, today's the last")
              .required("observations", INTEGER, "dates", "dates of the window with a value")
              .optional("mean", NUMBER, "as measure", "mean", "too few observations")
              .optional("std_dev", NUMBER, "as measure", "sample deviation", "too few observations")
              .optional(
                  "z_score",
                  NUMBER,
                  "deviations",
                  "(today - mean) / std_dev",
                  "no value today, too few observations, or no deviation")
              .optional(
                  "percentile",
                  NUMBER,
                  "fraction",
                  "share of observations not above today's",
                  SEE_STATUS)
              .optional("minimum", NUMBER, "as measure", "least", "too few observations")
              .optional("maximum", NUMBER, "as measure", "greatest", "too few observations")
              .optional(
                  "drawdown",
                  NUMBER,
                  "fraction",
                  "today / maximum - 1",
                  "see status, or the maximum is not positive")
              .optional(
                  "rebound",
                  NUMBER,
                  "fraction",
                  "today / minimum - 1",
                  "see status, or the minimum is not positive")
              .required("status", TEXT, "", "OK, INSUFFICIENT_HISTORY, or the value's own"));

  /** Why a number of a past day is another now. */
  public static final TableSpec RESTATEMENTS =
      result(
          valuation(
                  "restatements",
                  "What an input that came in later made of a basket's sub-sector on a day; the"
                      + " inputs published and now are the values themselves.")
              .key(
                  "basket_id",
                  "subsector",
                  "valuation_date",
                  "basis",
                  "membership",
                  "recorded_from",
                  "recorded_to",
                  "input")
              .required("basket_id", TEXT, "", "the basket")
              .required("subsector", TEXT, "", "a sub-sector, ALL, or a composite")
              .required("valuation_date", DATE, "", "the day valued")
              .required("basis", TEXT, "", "earnings basis")
              .required("membership", TEXT, "", "point_in_time or backcast:DATE")
              .required("recorded_from", INSTANT, "UTC", "published: rows taken in by then")
              .required("recorded_to", INSTANT, "UTC", "now: rows taken in by then")
              .required(
                  "input",
                  TEXT,
                  "",
                  "published, members, references, corporate_actions, shares, prices, fx, actuals,"
                      + " estimates or now")
              .optional(
                  "row_count",
                  INTEGER,
                  "rows",
                  "rows of the input that came in between and concern a member",
                  "published and now")
              .optional(
                  "cap_effect_usd",
                  NUMBER,
                  "USD",
                  "cap_usd with the input and those before it, less that with only those before it",
                  "the cap is missing on either side")
              .optional(
                  "earnings_effect_usd",
                  NUMBER,
                  "USD",
                  "the same of earnings_usd",
                  "the earnings are missing on either side")
              .optional("pe_effect", NUMBER, "x", "the same of pe", SEE_STATUS)
              .required("status", TEXT, "", "OK, or why pe_effect is missing"));

  /** Every result table but {@link FigureTables} and {@link MeasureTables}. */
  public static final List<TableSpec> ALL =
      List.of(
          ISSUER_CAPS,
          ISSUER_EARNINGS,
          BASKET_VALUATIONS,
          BASKET_CHANGES,
          RERATING,
          RERATING_MEMBERS,
          COMPARISONS,
          ROLLING,
          RESTATEMENTS);

  private ValuationTables() {}

  /** Begins the declaration of a table; {@link #result} ends it. */
  public static TableBuilder valuation(String name, String description) {
    return new TableBuilder(SCHEMA, name, description);
  }

  private static TableBuilder effects(TableBuilder builder) {
    return builder
        .required("from_date", DATE, "", "start")
        .required("to_date", DATE, "", "end")
        .required("basis", TEXT, "", "calendar year of the earnings")
        .required("membership", TEXT, "", "point_in_time or backcast:DATE")
        .required("rerating_usd", NUMBER, "USD", "from the multiple")
        .required("earnings_usd", NUMBER, "USD", "from expected earnings, in their currency")
        .required("currency_usd", NUMBER, "USD", "from the estimate currency's rate")
        .required("unexplained_usd", NUMBER, "USD", "of members without positive earnings")
        .required("entries_usd", NUMBER, "USD", "cap of members with a cap at the end only")
        .required("exits_usd", NUMBER, "USD", "cap of members with a cap at the start only")
        .required("cap_change_usd", NUMBER, "USD", "effects + entries - exits");
  }

  /** A result table: the declared columns, then {@link #PROVENANCE}. */
  public static TableSpec result(TableBuilder builder) {
    TableSpec declared = builder.build();
    List<ColumnSpec> columns = new ArrayList<>(declared.columns());
    columns.addAll(PROVENANCE);
    List<String> key = new ArrayList<>(declared.key());
    key.addAll(VARIANT);
    return new TableSpec(
        declared.schema(),
        declared.name(),
        declared.description(),
        List.copyOf(columns),
        List.copyOf(key),
        VARIANT);
  }
}
