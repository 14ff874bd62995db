package org.rerate.report.document;

import java.math.BigDecimal;

/**
 * Numbers as Chinese notes write them: three digits that count, in 万, 亿 and 万亿, such as 7,320亿美元
 * for 732 billion dollars; multiples with 倍; no blank before %.
 */
final class ChineseNumbers {

  /** What stands behind a number that is not meaningful. */
  static final String MARK = " 无意义";

  private static final String DOLLARS = "美元";

  private ChineseNumbers() {}

  static String display(Unit unit, Object value) {
    if (value instanceof Doubtful doubtful) {
      return display(unit, (Double) doubtful.value()) + MARK;
    }
    return value instanceof Number number && unit.isNumber()
        ? number(unit, number.doubleValue(), 1)
        : unit.display(value);
  }

  static String brief(Unit unit, Double value) {
    return value == null ? Unit.MISSING : number(unit, value, unit.isBrief(value) ? 0 : 1);
  }

  private static String number(Unit unit, double value, int decimals) {
    return switch (unit) {
      case USD -> (value < 0 ? "-" : "") + scaled(Math.abs(value)) + DOLLARS;
      case USD_CHANGE -> (value < 0 ? "-" : "+") + scaled(Math.abs(value)) + DOLLARS;
      case AMOUNT -> (value < 0 ? "-" : "") + scaled(Math.abs(value));
      default ->
          unit.number(value, decimals).replace(" pts", "个百分点").replace(" %", "%").replace("x", "倍");
    };
  }

  /** Rounded before the scale is chosen. */
  private static String scaled(double amount) {
    BigDecimal rounded = Unit.threeDigits(amount);
    int digits = Unit.digits(rounded);
    int power = digits > 12 ? 12 : digits > 8 ? 8 : digits > 4 ? 4 : 0;
    String name = power == 12 ? "万亿" : power == 8 ? "亿" : power == 4 ? "万" : "";
    int decimals = power == 0 ? 0 : Math.max(0, 3 - (digits - power));
    return Unit.format(rounded.movePointLeft(power).doubleValue(), decimals, ",", "") + name;
  }
}
