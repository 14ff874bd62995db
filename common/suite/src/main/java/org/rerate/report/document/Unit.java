package org.rerate.report.document;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** What a column or a figure is counted in, and how it is written for readers. */
public enum Unit {
  /** Dollars: {@code US$1.76trn}. */
  USD,
  /** A change in dollars: {@code +US$732bn}. */
  USD_CHANGE,
  /** An amount in a currency that the column names: {@code 1.76bn}, {@code -312m}. */
  AMOUNT,
  /** A ratio of price to earnings: {@code 24.1x}. */
  MULTIPLE,
  /** A change of such a ratio: {@code +0.3x}. */
  MULTIPLE_CHANGE,
  /** A part of a whole: {@code 6.5 %}. */
  FRACTION,
  /** A change as part of the start: {@code +42.0 %}. */
  CHANGE,
  /** A change of a percentage, in points: {@code +2.1 pts}. */
  PERCENT_POINTS,
  /** Points of a score or an index: {@code 10.8}. */
  POINTS,
  /** A whole number. */
  COUNT,
  /** An ISO date. */
  DATE,
  /** Words. */
  TEXT;

  /** What stands for a missing number. */
  public static final String MISSING = "–";

  private static final MathContext THREE_DIGITS = new MathContext(3);
  private static final String[] SCALES = {"m", "bn", "trn"};
  private static final int WHOLE_FROM = 100;

  /** From here on a fraction is the whole but for the rounding of its sums. */
  private static final double WHOLE = 1 - 1e-9;

  /** True for everything but dates and words. */
  public boolean isNumber() {
    return this != DATE && this != TEXT;
  }

  /** What a difference of two such values is counted in. */
  public Unit ofChange() {
    return switch (this) {
      case USD -> USD_CHANGE;
      case MULTIPLE -> MULTIPLE_CHANGE;
      case FRACTION, CHANGE -> PERCENT_POINTS;
      default -> throw new IllegalStateException(this + " has no unit of changes");
    };
  }

  /** The value as tables and charts write it; a dash where it is missing. */
  public String display(Object value) {
    if (value == null || value instanceof Absence) {
      return MISSING;
    }
    if (value instanceof Doubtful doubtful) {
      return display(doubtful.value()) + Doubtful.MARK;
    }
    return value instanceof Number number && isNumber()
        ? number(number.doubleValue(), 1)
        : value.toString();
  }

  /** The value as a sentence writes it: no decimals where they only distract. */
  public String brief(Double value) {
    if (value == null) {
      return MISSING;
    }
    return number(value, isBrief(value) ? 0 : 1);
  }

  /** True for a value so large that decimals only distract in a sentence. */
  boolean isBrief(double value) {
    double size = Math.abs(value);
    return switch (this) {
      case MULTIPLE -> size >= 30;
      case FRACTION, CHANGE -> size >= 0.095;
      default -> false;
    };
  }

  String number(double value, int decimals) {
    return switch (this) {
      case USD -> (value < 0 ? "-US$" : "US$") + scaled(Math.abs(value));
      case USD_CHANGE -> (value < 0 ? "-US$" : "+US$") + scaled(Math.abs(value));
      case AMOUNT -> (value < 0 ? "-" : "") + scaled(Math.abs(value));
      case MULTIPLE -> format(value, value >= WHOLE_FROM ? 0 : decimals, ",", "x");
      case MULTIPLE_CHANGE -> format(value, decimals, "+,", "x");
      case FRACTION -> fraction(value, decimals);
      case CHANGE -> format(value * 100, decimals, "+,", " %");
      case PERCENT_POINTS -> format(value * 100, decimals, "+,", " pts");
      case POINTS -> format(value, decimals, "", "");
      case COUNT -> format(value, 0, ",", "");
      default -> throw new IllegalStateException(this + " is no number");
    };
  }

  /** Only the whole is written as 100 %. */
  private static String fraction(double value, int decimals) {
    boolean tooMuch =
        value < WHOLE
            && Math.round(value * 100 * Math.pow(10, decimals)) >= 100 * Math.pow(10, decimals);
    if (!tooMuch) {
      return format(value * 100, decimals, ",", " %");
    }
    return decimals == 0 ? fraction(value, 1) : ">99.9 %";
  }

  static String format(double value, int decimals, String flag, String unit) {
    String text = String.format(Locale.ROOT, "%" + flag + "." + decimals + "f", value);
    // What rounds to nothing has no sign.
    return (text.matches("[-+]0(\\.0*)?") ? text.substring(1) : text) + unit;
  }

  /** Three digits that count, rounded before the scale is chosen: 999.6bn is 1.00trn. */
  private static String scaled(double amount) {
    BigDecimal rounded = threeDigits(amount);
    int digits = digits(rounded);
    int power = Math.min((digits - 1) / 3, SCALES.length + 1);
    if (power < 2) {
      return format(rounded.doubleValue(), 0, ",", "");
    }
    int decimals = Math.max(0, 3 - (digits - 3 * power));
    return format(rounded.movePointLeft(3 * power).doubleValue(), decimals, ",", "")
        + SCALES[power - 2];
  }

  static BigDecimal threeDigits(double amount) {
    return new BigDecimal(amount).round(THREE_DIGITS);
  }

  /** Digits before the point. */
  static int digits(BigDecimal rounded) {
    return rounded.signum() == 0 ? 1 : rounded.precision() - rounded.scale();
  }
}
