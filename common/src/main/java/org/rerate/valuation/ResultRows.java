package org.rerate.valuation;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.domain.EarningsSource;
import org.rerate.domain.Status;

/** Unpacks arrays into the rows that people query. */
final class ResultRows {

  private static final String STATUSES = words(Arrays.stream(Status.values()).map(Enum::name));

  private static final String SOURCES =
      words(Arrays.stream(EarningsSource.values()).map(Enum::name));

  private ResultRows() {}

  private static String words(Stream<String> names) {
    return names.map(name -> "'" + name + "'").collect(Collectors.joining(", ", "array(", ")"));
  }

  /** Rows of {@code valuation.issuer_caps}. */
  static Dataset<Row> caps(Dataset<IssuerBlock> blocks) {
    return blocks
        .where("basis = ''")
        .selectExpr("issuerId", "usd", "code", "posexplode(day) AS (place, valued)")
        .selectExpr(
            "issuerId AS issuer_id",
            "date_from_unix_date(valued) AS valuation_date",
            number("usd[place]") + " AS cap_usd",
            status("code[place] & 31") + " AS status");
  }

  /** Rows of {@code valuation.issuer_earnings}. */
  static Dataset<Row> earnings(Dataset<IssuerBlock> blocks) {
    String ok = "code[place] & 31 = 0";
    return blocks
        .where("basis <> ''")
        .selectExpr("issuerId", "basis", "usd", "code", "posexplode(day) AS (place, valued)")
        .selectExpr(
            "issuerId AS issuer_id",
            "date_from_unix_date(valued) AS valuation_date",
            "basis",
            number("usd[place]") + " AS earnings_usd",
            "CASE WHEN "
                + ok
                + " THEN "
                + SOURCES
                + "[shiftright(code[place], 5) & 7] END AS source",
            "nullif(shiftrightunsigned(code[place], 16) - 1, -1) AS estimate_age_days",
            status("code[place] & 31") + " AS status");
  }

  /** Rows of {@code valuation.basket_valuations}. */
  static Dataset<Row> baskets(Dataset<BasketBlock> blocks) {
    return blocks
        .selectExpr(
            "basketId",
            "subsector",
            "basis",
            "membership",
            "numbers",
            "counts",
            "posexplode(day) AS (place, valued)")
        .selectExpr(
            "basketId AS basket_id",
            "subsector",
            "date_from_unix_date(valued) AS valuation_date",
            "basis",
            "membership",
            numbers(BasketBlock.CAP) + " AS cap_usd",
            numbers(BasketBlock.MATCHED_CAP) + " AS matched_cap_usd",
            numbers(BasketBlock.EARNINGS) + " AS earnings_usd",
            numbers(BasketBlock.PE) + " AS pe",
            numbers(BasketBlock.PE_ZERO_FLOOR) + " AS pe_zero_floor",
            numbers(BasketBlock.PE_EX_LOSSES) + " AS pe_ex_losses",
            numbers(BasketBlock.PE_MEDIAN) + " AS pe_median",
            numbers(BasketBlock.COVERAGE) + " AS coverage",
            counts(BasketBlock.MEMBERS) + " AS member_count",
            counts(BasketBlock.CAPPED) + " AS capped_count",
            counts(BasketBlock.MATCHED) + " AS matched_count",
            counts(BasketBlock.NEGATIVE) + " AS negative_count",
            status(counts(BasketBlock.STATUS)) + " AS status");
  }

  private static String numbers(int place) {
    return number("numbers[place * " + BasketBlock.NUMBERS + " + " + place + "]");
  }

  private static String counts(int place) {
    return "counts[place * " + BasketBlock.COUNTS + " + " + place + "]";
  }

  private static String number(String value) {
    return "nullif(" + value + ", double('NaN'))";
  }

  private static String status(String code) {
    return STATUSES + "[" + code + "]";
  }
}
