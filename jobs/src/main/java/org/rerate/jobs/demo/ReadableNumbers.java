package org.rerate.jobs.demo;

import org.rerate.report.document.Unit;

/** Numbers as the page writes them, for a terminal; a missing number is a dash. */
final class ReadableNumbers {

  private static final String MISSING = "-";

  private ReadableNumbers() {}

  /** {@code US$27.6trn}, {@code US$732bn}. */
  static String money(Double usd) {
    return of(Unit.USD, usd);
  }

  /** The same with its sign. */
  static String change(Double usd) {
    return of(Unit.USD_CHANGE, usd);
  }

  /** {@code 24.1x}. */
  static String multiple(Double ratio) {
    return of(Unit.MULTIPLE, ratio);
  }

  /** {@code 46.0 %}. */
  static String percent(Double fraction) {
    return of(Unit.FRACTION, fraction);
  }

  /** {@code +42.0 %}. */
  static String signed(Double fraction) {
    return of(Unit.CHANGE, fraction);
  }

  private static String of(Unit unit, Double value) {
    return value == null ? MISSING : unit.display(value);
  }
}
