package org.rerate.jobs.explain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them; CSV and JSON have them in full. */
final class ExactNumbers {

  private static final double MILLION = 1e6;

  private ExactNumbers() {}

  /** Empty if missing; whole numbers with thousands, others with up to ten digits. */
  static String of(Double value) {
    if (value == null) {
      return "";
    }
    if (Math.abs(value) >= MILLION || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return new BigDecimal(value).round(new MathContext(10)).stripTrailingZeros().toPlainString();
  }

  /** A multiple such as 26.01x; empty if missing. */
  static String multiple(Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%,.2fx", value);
  }
}
