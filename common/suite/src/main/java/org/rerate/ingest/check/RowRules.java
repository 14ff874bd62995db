package org.rerate.ingest.check;

import java.time.LocalDate;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;
import org.rerate.domain.Days;
import org.rerate.domain.RuleCode;
import org.rerate.engine.batch.BatchSchema;
import org.rerate.engine.batch.RowCursor;

/** The rules that look across the columns of one row, per feed file. */
final class RowRules {

  /** By how much a close may be outside [low, high]. */
  private static final double TOLERANCE = 0.005;

  private static final int LONG_OVER_MONTHS = 18;

  private static final UTF8String SPLIT_ADJUSTED = UTF8String.fromString("SPLIT_ADJUSTED");

  private static final UTF8String CASH_DIVIDEND = UTF8String.fromString("cash_dividend");

  private static final UTF8String NTM = UTF8String.fromString("NTM");

  private final BatchSchema shape;

  private RowRules(BatchSchema shape) {
    this.shape = shape;
  }

  /**
   * The rules of a file.
   *
   * @param runDay the run's day, UTC
   */
  static List<Rule> of(BatchSchema shape, LocalDate runDay) {
    RowRules rules = new RowRules(shape);
    return switch (shape.spec().name()) {
      case "issuers" -> List.of(rules.fiscalYearEnd());
      case "securities" -> List.of(rules.interval("delisted_on", "listed_on"));
      case "prices" -> rules.prices(Days.of(runDay));
      case "corporate_actions" -> rules.corporateActions();
      case "shares" -> List.of(rules.adjustedTo());
      case "estimates" -> rules.estimates();
      case "actuals" -> rules.actuals();
      case "identifiers" -> rules.identifiers();
      case "members" -> List.of(rules.interval("valid_to", "valid_from"));
      case "model_downloads" -> List.of(rules.firstOfMonth());
      default -> List.of();
    };
  }

  private Rule rule(RuleCode code, String column, Rule.Test test) {
    return new Rule(code, shape.place(column), test);
  }

  private Rule fiscalYearEnd() {
    int month = shape.place("fiscal_year_end_month");
    return rule(
        RuleCode.UNEXPECTED_VALUE,
        "fiscal_year_end_month",
        cells -> !cells.isNullAt(month) && (cells.value(month) < 1 || cells.value(month) > 12));
  }

  private List<Rule> prices(int runDay) {
    int day = shape.place("trade_date");
    int close = shape.place("close");
    int high = shape.place("high");
    int low = shape.place("low");
    return List.of(
        rule(
            RuleCode.PRICE_AFTER_RUN_DAY,
            "trade_date",
            cells -> !cells.isNullAt(day) && cells.value(day) > runDay),
        rule(
            RuleCode.HIGH_BELOW_LOW,
            "high",
            cells -> areThere(cells, high, low) && cells.getDouble(high) < cells.getDouble(low)),
        rule(RuleCode.CLOSE_OUTSIDE_RANGE, "close", cells -> isOutside(cells, close, low, high)),
        adjustedTo());
  }

  private Rule adjustedTo() {
    int basis = shape.place("basis");
    int adjustedTo = shape.place("adjusted_to");
    int retracted = shape.place("retracted");
    return rule(
        RuleCode.MISSING_VALUE,
        "adjusted_to",
        cells ->
            is(cells, basis, SPLIT_ADJUSTED)
                && cells.isNullAt(adjustedTo)
                && stands(cells, retracted));
  }

  private static boolean isOutside(RowCursor cells, int close, int low, int high) {
    return (areThere(cells, close, high)
            && cells.getDouble(close) > cells.getDouble(high) * (1 + TOLERANCE))
        || (areThere(cells, close, low)
            && cells.getDouble(close) < cells.getDouble(low) * (1 - TOLERANCE));
  }

  private List<Rule> corporateActions() {
    int action = shape.place("action");
    int value = shape.place("value");
    int currency = shape.place("currency");
    return List.of(
        rule(
            RuleCode.NOT_POSITIVE,
            "value",
            cells ->
                isOther(cells, action, CASH_DIVIDEND)
                    && !cells.isNullAt(value)
                    && cells.getDouble(value) <= 0),
        rule(
            RuleCode.UNEXPECTED_VALUE,
            "value",
            cells ->
                is(cells, action, CASH_DIVIDEND)
                    && !cells.isNullAt(value)
                    && cells.getDouble(value) < 0),
        rule(
            RuleCode.UNEXPECTED_VALUE,
            "currency",
            cells -> isOther(cells, action, CASH_DIVIDEND) && !cells.isNullAt(currency)));
  }

  private List<Rule> estimates() {
    int type = shape.place("period_type");
    int end = shape.place("period_end");
    int asOf = shape.place("as_of_date");
    return List.of(
        rule(
            RuleCode.PERIOD_LONG_OVER,
            "period_end",
            cells ->
                areThere(cells, end, asOf)
                    && cells.value(end) < earliestEnd((int) cells.value(asOf))),
        rule(
            RuleCode.UNEXPECTED_VALUE,
            "period_end",
            cells -> is(cells, type, NTM) && !cells.isNullAt(end)),
        rule(
            RuleCode.MISSING_VALUE,
            "period_end",
            cells -> isOther(cells, type, NTM) && cells.isNullAt(end)),
        notNegative("up_count"),
        notNegative("down_count"),
        periodMonths());
  }

  private List<Rule> actuals() {
    int reportedOn = shape.place("reported_on");
    int end = shape.place("period_end");
    return List.of(
        rule(
            RuleCode.PERIOD_NOT_OVER,
            "reported_on",
            cells ->
                areThere(cells, reportedOn, end) && cells.value(reportedOn) < cells.value(end)),
        periodMonths());
  }

  private Rule periodMonths() {
    int months = shape.place("period_months");
    return rule(
        RuleCode.NOT_POSITIVE,
        "period_months",
        cells -> !cells.isNullAt(months) && cells.value(months) <= 0);
  }

  private Rule notNegative(String column) {
    int count = shape.place(column);
    return rule(
        RuleCode.UNEXPECTED_VALUE,
        column,
        cells -> !cells.isNullAt(count) && cells.value(count) < 0);
  }

  private static int earliestEnd(int asOf) {
    return Days.of(Days.date(asOf).minusMonths(LONG_OVER_MONTHS));
  }

  private List<Rule> identifiers() {
    int issuer = shape.place("issuer_id");
    int line = shape.place("security_id");
    return List.of(
        rule(
            RuleCode.MISSING_VALUE,
            "issuer_id",
            cells -> cells.isNullAt(issuer) && cells.isNullAt(line)),
        rule(RuleCode.UNEXPECTED_VALUE, "security_id", cells -> areThere(cells, issuer, line)),
        interval("valid_to", "valid_from"));
  }

  private Rule firstOfMonth() {
    int month = shape.place("month");
    return rule(
        RuleCode.UNEXPECTED_VALUE,
        "month",
        cells ->
            !cells.isNullAt(month) && Days.date((int) cells.value(month)).getDayOfMonth() != 1);
  }

  private Rule interval(String end, String start) {
    int to = shape.place(end);
    int from = shape.place(start);
    return rule(
        RuleCode.EMPTY_INTERVAL,
        end,
        cells -> areThere(cells, to, from) && cells.value(to) <= cells.value(from));
  }

  private static boolean stands(RowCursor cells, int retracted) {
    return !cells.isNullAt(retracted) && cells.value(retracted) == 0;
  }

  private static boolean is(RowCursor cells, int column, UTF8String text) {
    return !cells.isNullAt(column) && cells.getUTF8String(column).equals(text);
  }

  private static boolean isOther(RowCursor cells, int column, UTF8String text) {
    return !cells.isNullAt(column) && !cells.getUTF8String(column).equals(text);
  }

  private static boolean areThere(RowCursor cells, int one, int other) {
    return !cells.isNullAt(one) && !cells.isNullAt(other);
  }
}
