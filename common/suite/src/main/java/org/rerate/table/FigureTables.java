package org.rerate.table;

import static org.rerate.table.ColumnKind.DATE;
import static org.rerate.table.ColumnKind.INTEGER;
import static org.rerate.table.ColumnKind.NUMBER;
import static org.rerate.table.ColumnKind.TEXT;

import java.util.List;

/** What is valued of baskets besides their P/Es: multiples, growth, revisions, indexes. */
public final class FigureTables {

  private static final String SEE_STATUS = "see status";

  /** Other multiples than P/E of baskets and their sub-sectors on each day, per basis. */
  public static final TableSpec BASKET_MULTIPLES =
      ValuationTables.result(
          ValuationTables.valuation(
                  "basket_multiples", "A multiple of a basket's sub-sector on a day.")
              .key("basket_id", "subsector", "valuation_date", "basis", "membership", "multiple")
              .required("basket_id", TEXT, "", "the basket")
              .required("subsector", TEXT, "", "a sub-sector, ALL, or a composite")
              .required("valuation_date", DATE, "", "the day valued")
              .required("basis", TEXT, "", "basis of the figure; a balance sheet has none")
              .required("membership", TEXT, "", "point_in_time or backcast:DATE")
              .required(
                  "multiple",
                  TEXT,
                  "",
                  "price_to_sales, price_to_book, ev_to_ebitda, ev_to_ebit, ev_to_sales, fcf_yield"
                      + " or dividend_yield")
              .optional(
                  "value",
                  NUMBER,
                  "x; of a yield fraction",
                  "numerator_usd / denominator_usd",
                  SEE_STATUS)
              .optional(
                  "numerator_usd",
                  NUMBER,
                  "USD",
                  "cap, cap + net debt, or the figure, of members with a cap and every input",
                  "no member has them")
              .optional(
                  "denominator_usd",
                  NUMBER,
                  "USD",
                  "the figure, or the cap, of the same members",
                  "no member has them")
              .optional("coverage", NUMBER, "fraction", "their cap / cap", "no member has a cap")
              .required("matched_count", INTEGER, "members", "members with a cap and every input")
              .required("status", TEXT, "", "OK, or why value is missing"));

  /** Growth of figures of baskets and their sub-sectors between two bases of each day. */
  public static final TableSpec BASKET_GROWTH =
      ValuationTables.result(
          ValuationTables.valuation(
                  "basket_growth", "Growth of a figure of a basket's sub-sector on a day.")
              .key(
                  "basket_id",
                  "subsector",
                  "valuation_date",
                  "membership",
                  "metric",
                  "basis_from",
                  "basis_to")
              .required("basket_id", TEXT, "", "the basket")
              .required("subsector", TEXT, "", "a sub-sector, ALL, or a composite")
              .required("valuation_date", DATE, "", "the day valued")
              .required("membership", TEXT, "", "point_in_time or backcast:DATE")
              .required(
                  "metric", TEXT, "", "net_income, revenue, ebitda, ebit, capex, fcf or dividends")
              .required("basis_from", TEXT, "", "basis of from_usd")
              .required("basis_to", TEXT, "", "basis of to_usd")
              .optional(
                  "from_usd",
                  NUMBER,
                  "USD",
                  "the figure on basis_from, of members with a cap and both figures",
                  "no member has them")
              .optional(
                  "to_usd",
                  NUMBER,
                  "USD",
                  "the figure on basis_to, of the same members",
                  "no member has them")
              .optional("growth", NUMBER, "fraction", "to_usd / from_usd - 1", SEE_STATUS)
              .optional(
                  "peg",
                  NUMBER,
                  "x",
                  "NTM P/E / (100 x growth), of net_income from the year of the day to the next",
                  "another row, or see status")
              .optional("coverage", NUMBER, "fraction", "their cap / cap", "no member has a cap")
              .required("matched_count", INTEGER, "members", "members with a cap and both figures")
              .required("status", TEXT, "", "OK, or why growth, else why peg is missing"));

  /** Revisions of expected earnings of baskets and their sub-sectors on each day. */
  public static final TableSpec BASKET_REVISIONS =
      ValuationTables.result(
          ValuationTables.valuation(
                  "basket_revisions", "Revision of a sub-sector's earnings up to a day.")
              .key(
                  "basket_id", "subsector", "valuation_date", "basis", "membership", "horizon_days")
              .required("basket_id", TEXT, "", "the basket")
              .required("subsector", TEXT, "", "a sub-sector, ALL, or a composite")
              .required("valuation_date", DATE, "", "the day valued")
              .required("basis", TEXT, "", "calendar year of the earnings")
              .required("membership", TEXT, "", "point_in_time or backcast:DATE")
              .optional(
                  "earnings_from_usd",
                  NUMBER,
                  "USD",
                  "earnings as seen horizon_days before, at the rates of the day, of members with"
                      + " a cap and earnings as seen on both days",
                  "no member has them")
              .optional(
                  "earnings_to_usd",
                  NUMBER,
                  "USD",
                  "earnings of the same members as seen on the day",
                  "no member has them")
              .optional(
                  "revision",
                  NUMBER,
                  "fraction",
                  "earnings_to_usd / earnings_from_usd - 1",
                  SEE_STATUS)
              .optional(
                  "breadth",
                  NUMBER,
                  "fraction",
                  "(up_count - down_count) / the three counts",
                  "coverage is too low")
              .optional(
                  "dispersion",
                  NUMBER,
                  "fraction",
                  "standard deviation / |mean| of the FY1 estimate, mean weighted by cap",
                  "no estimate of a member has a deviation")
              .optional("coverage", NUMBER, "fraction", "their cap / cap", "no member has a cap")
              .required(
                  "horizon_days", INTEGER, "days", "calendar days that the revision looks back")
              .required("up_count", INTEGER, "members", "those whose earnings were raised")
              .required("down_count", INTEGER, "members", "those whose earnings were cut")
              .required("unchanged_count", INTEGER, "members", "those whose earnings stayed")
              .required("status", TEXT, "", "OK, or why revision is missing"));

  /** What holding baskets and their sub-sectors returned, day by day. */
  public static final TableSpec BASKET_INDEX =
      ValuationTables.result(
          ValuationTables.valuation("basket_index", "Index of a basket's sub-sector on a day.")
              .key("basket_id", "subsector", "valuation_date", "membership", "weighting")
              .required("basket_id", TEXT, "", "the basket")
              .required("subsector", TEXT, "", "a sub-sector, ALL, or a composite")
              .required("valuation_date", DATE, "", "the day valued")
              .required("membership", TEXT, "", "point_in_time or backcast:DATE")
              .required("weighting", TEXT, "", "cap (of the close before) or equal")
              .optional(
                  "price_level",
                  NUMBER,
                  "points",
                  "level without dividends; 100 on the first day with a counted member",
                  "no member counted so far")
              .optional(
                  "total_return_level",
                  NUMBER,
                  "points",
                  "the same with dividends",
                  "no member counted so far")
              .optional(
                  "price_return",
                  NUMBER,
                  "fraction",
                  "return since the valuation date before",
                  "no member counted")
              .optional(
                  "total_return",
                  NUMBER,
                  "fraction",
                  "the same with dividends",
                  "no member counted")
              .required("counted_members", INTEGER, "members", "members with a price on both days")
              .required("status", TEXT, "", "OK, or NO_COVERAGE: the level is carried"));

  /** All of them. */
  public static final List<TableSpec> ALL =
      List.of(BASKET_MULTIPLES, BASKET_GROWTH, BASKET_REVISIONS, BASKET_INDEX);

  private FigureTables() {}
}
