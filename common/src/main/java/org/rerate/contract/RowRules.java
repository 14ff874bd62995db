package org.rerate.contract;

import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.dayofmonth;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.rerate.domain.RuleCode;
import org.rerate.table.FeedSpec;

/** The rules that look across the columns of one row, per feed file. */
final class RowRules {

  /** By how much a close may be outside [low, high]. */
  private static final double TOLERANCE = 0.005;

  private static final int LONG_OVER_MONTHS = 18;

  private RowRules() {}

  static List<Rule> of(FeedSpec spec, LocalDate runDay) {
    return switch (spec.name()) {
      case "issuers" -> issuers();
      case "securities" -> List.of(interval("delisted_on", "listed_on"));
      case "prices" -> prices(runDay);
      case "corporate_actions" -> corporateActions();
      case "shares" -> List.of(adjustedTo());
      case "estimates" -> estimates();
      case "actuals" -> actuals();
      case "members" -> List.of(interval("valid_to", "valid_from"));
      case "model_downloads" ->
          List.of(
              Rule.of(
                  RuleCode.UNEXPECTED_VALUE, "month", dayofmonth(col("month")).notEqual(lit(1))));
      default -> List.of();
    };
  }

  private static List<Rule> issuers() {
    Column month = col("fiscal_year_end_month");
    return List.of(
        Rule.of(
            RuleCode.UNEXPECTED_VALUE,
            "fiscal_year_end_month",
            not(month.between(lit(1), lit(12)))));
  }

  private static List<Rule> prices(LocalDate runDay) {
    Column close = col("close");
    Column outside =
        close
            .gt(col("high").multiply(1 + TOLERANCE))
            .or(close.lt(col("low").multiply(1 - TOLERANCE)));
    return List.of(
        Rule.of(RuleCode.PRICE_AFTER_RUN_DAY, "trade_date", col("trade_date").gt(lit(runDay))),
        Rule.of(RuleCode.HIGH_BELOW_LOW, "high", col("high").lt(col("low"))),
        Rule.of(RuleCode.CLOSE_OUTSIDE_RANGE, "close", outside),
        adjustedTo());
  }

  private static Rule adjustedTo() {
    return Rule.of(
        RuleCode.MISSING_VALUE,
        "adjusted_to",
        col("basis")
            .equalTo("SPLIT_ADJUSTED")
            .and(col("adjusted_to").isNull())
            .and(col("retracted").equalTo(false)));
  }

  private static List<Rule> corporateActions() {
    Column dividend = col("action").equalTo("cash_dividend");
    return List.of(
        Rule.of(RuleCode.NOT_POSITIVE, "value", not(dividend).and(col("value").leq(lit(0.0)))),
        Rule.of(RuleCode.UNEXPECTED_VALUE, "value", dividend.and(col("value").lt(lit(0.0)))),
        Rule.of(
            RuleCode.UNEXPECTED_VALUE, "currency", not(dividend).and(col("currency").isNotNull())));
  }

  private static List<Rule> estimates() {
    Column isNtm = col("period_type").equalTo("NTM");
    Column hasEnd = col("period_end").isNotNull();
    return List.of(
        Rule.of(
            RuleCode.PERIOD_LONG_OVER,
            "period_end",
            col("period_end").lt(add_months(col("as_of_date"), -LONG_OVER_MONTHS))),
        Rule.of(RuleCode.UNEXPECTED_VALUE, "period_end", isNtm.and(hasEnd)),
        Rule.of(RuleCode.MISSING_VALUE, "period_end", not(isNtm).and(not(hasEnd))),
        periodMonths());
  }

  private static List<Rule> actuals() {
    return List.of(
        Rule.of(RuleCode.PERIOD_NOT_OVER, "reported_on", col("reported_on").lt(col("period_end"))),
        periodMonths());
  }

  private static Rule periodMonths() {
    return Rule.of(RuleCode.NOT_POSITIVE, "period_months", col("period_months").leq(lit(0)));
  }

  private static Rule interval(String end, String start) {
    return Rule.of(RuleCode.EMPTY_INTERVAL, end, col(end).leq(col(start)));
  }
}
