package org.rerate.ingest.read;

import java.time.LocalDate;
import org.rerate.domain.Days;
import org.rerate.domain.RuleCode;
import org.rerate.table.ColumnKind;
import org.rerate.table.ColumnSpec;

/**
 * What a value may be by the kind of its column, whether it was read from text, from bytes or from
 * a typed column. Each rule tells the code that the value breaks; null if it breaks none.
 */
final class ValueRules {

  private static final int NEVER = Days.of(LocalDate.of(9999, 12, 31));

  private static final double LARGEST_LONG = 1e15;

  private final DayLimits limits;

  /** Rules of a run on that day, UTC. */
  ValueRules(LocalDate runDay) {
    limits = DayLimits.of(runDay);
  }

  /** A text, which is not empty; no name has a NUL in it, and a sheet would run what begins '='. */
  static RuleCode ofText(ColumnSpec column, String text) {
    return switch (column.kind()) {
      case CODE -> column.allowed().contains(text) ? null : RuleCode.UNKNOWN_CODE;
      case CURRENCY -> Currencies.isKnown(text) ? null : RuleCode.UNKNOWN_CURRENCY;
      default -> {
        boolean isText = text.charAt(0) != '=' && text.indexOf('\0') < 0;
        yield isText ? null : RuleCode.UNEXPECTED_VALUE;
      }
    };
  }

  /** A number, or a whole number. */
  static RuleCode ofNumber(ColumnKind kind, double value) {
    if (!Double.isFinite(value)) {
      return RuleCode.NOT_FINITE;
    }
    if (kind == ColumnKind.POSITIVE && value <= 0) {
      return RuleCode.NOT_POSITIVE;
    }
    boolean isWhole = kind == ColumnKind.INTEGER || kind == ColumnKind.LONG;
    double most = kind == ColumnKind.LONG ? LARGEST_LONG : Integer.MAX_VALUE;
    return isWhole && (value != Math.rint(value) || Math.abs(value) > most)
        ? RuleCode.BAD_NUMBER
        : null;
  }

  /** -0.0 and 0.0 are the same value, and must be the same stored row. */
  static double stored(double value) {
    return value + 0.0;
  }

  /** True for the day that stands for an open end: it is stored as missing. */
  static boolean isNever(ColumnKind kind, int day) {
    return kind == ColumnKind.OPEN_END && day == NEVER;
  }

  /** A day, which is no open end. */
  RuleCode ofDay(ColumnKind kind, int day) {
    return day < limits.first() || day > limits.last(kind) ? RuleCode.DATE_OUT_OF_RANGE : null;
  }

  /** An instant. */
  RuleCode ofInstant(long micros) {
    long day = Math.floorDiv(micros, Days.MICROS);
    return day < limits.first() || day > limits.last() ? RuleCode.DATE_OUT_OF_RANGE : null;
  }
}
