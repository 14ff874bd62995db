package org.rerate.jobs.demo;

import java.util.Locale;

/** Numbers as a reader of a note expects them; a missing number is a dash. */
final class Figures {

  private static final String MISSING = "-";
  private static final double TRILLION = 1e12;
  private static final double BILLION = 1e9;
  private static final double MILLION = 1e6;

  private Figures() {}

  /** {@code $27.6trn}, {@code $732bn}. */
  static String money(Double usd) {
    return usd == null ? MISSING : (usd < 0 ? "-$" : "$") + scaled(Math.abs(usd));
  }

  /** The same with its sign. */
  static String change(Double usd) {
    return usd == null ? MISSING : (usd < 0 ? "-$" : "+$") + scaled(Math.abs(usd));
  }

  private static String scaled(double usd) {
    if (usd >= TRILLION) {
      return format("%.2ftrn", usd / TRILLION);
    }
    return usd >= BILLION ? format("%.0fbn", usd / BILLION) : format("%.0fm", usd / MILLION);
  }

  /** {@code 24.1x}. */
  static String multiple(Double ratio) {
    return ratio == null ? MISSING : format("%.1fx", ratio);
  }

  /** {@code 46.0 %}. */
  static String percent(Double fraction) {
    return fraction == null ? MISSING : format("%.1f %%", fraction * 100);
  }

  /** {@code +42.0 %}. */
  static String signed(Double fraction) {
    return fraction == null ? MISSING : format("%+.1f %%", fraction * 100);
  }

  private static String format(String pattern, double number) {
    return String.format(Locale.ROOT, pattern, number);
  }
}
