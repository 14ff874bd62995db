package org.rerate.ingest.read;

import java.time.LocalDate;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.rerate.domain.Days;
import org.rerate.domain.RuleCode;
import org.rerate.table.ColumnKind;
import org.rerate.table.ColumnSpec;

/**
 * Reads one value by the kind of its column. A day is an {@code Integer} (days since 1970), an
 * instant a {@code Long} (microseconds of UTC). What cannot be read is null and complained of.
 */
final class CellReader {

  private static final int FIRST_DAY = Days.of(LocalDate.of(1900, 1, 1));

  private static final String NEVER = "9999-12-31";

  private final int lastDay;
  private final int lastPeriodEnd;

  CellReader(LocalDate runDay) {
    lastDay = Days.of(runDay.plusYears(10));
    lastPeriodEnd = Days.of(runDay.plusYears(15));
  }

  /** The value of a text that is trimmed and not empty. */
  Object read(ColumnSpec column, String text, Complaints complaints) {
    return switch (column.kind()) {
      case TEXT -> text(column, text, complaints);
      case CODE -> oneOf(column, text, complaints);
      case CURRENCY ->
          known(Currencies.isKnown(text), RuleCode.UNKNOWN_CURRENCY, column, text, complaints);
      case BOOLEAN -> bool(column, text, complaints);
      case INTEGER, LONG -> whole(column, text, complaints);
      case NUMBER, POSITIVE -> number(column, text, complaints);
      case DATE, PERIOD_END -> day(column, text, complaints);
      case OPEN_END -> text.equals(NEVER) ? null : day(column, text, complaints);
      case INSTANT -> instant(column, text, complaints);
      case CODES, BYTES ->
          throw new IllegalArgumentException("no feed has such a column: " + column.name());
    };
  }

  /** No name has a NUL in it, and a sheet would run what begins with '='. */
  private static Object text(ColumnSpec column, String text, Complaints complaints) {
    boolean isText = text.charAt(0) != '=' && text.indexOf('\0') < 0;
    return known(isText, RuleCode.UNEXPECTED_VALUE, column, text, complaints);
  }

  private static Object oneOf(ColumnSpec column, String text, Complaints complaints) {
    return known(column.allowed().contains(text), RuleCode.UNKNOWN_CODE, column, text, complaints);
  }

  private static Object known(
      boolean isKnown, RuleCode otherwise, ColumnSpec column, String text, Complaints complaints) {
    if (!isKnown) {
      complaints.add(otherwise, column.name(), text);
    }
    return isKnown ? text : null;
  }

  private static Object bool(ColumnSpec column, String text, Complaints complaints) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> {
        complaints.add(RuleCode.BAD_BOOLEAN, column.name(), text);
        yield null;
      }
    };
  }

  private static Double number(ColumnSpec column, String text, Complaints complaints) {
    if (!DecimalText.isNumber(text)) {
      complaints.add(
          DecimalText.isNotFinite(text) ? RuleCode.NOT_FINITE : RuleCode.BAD_NUMBER,
          column.name(),
          text);
      return null;
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      complaints.add(RuleCode.NOT_FINITE, column.name(), text);
      return null;
    }
    if (column.kind() == ColumnKind.POSITIVE && value <= 0) {
      complaints.add(RuleCode.NOT_POSITIVE, column.name(), text);
      return null;
    }
    // -0.0 and 0.0 are the same value, and must be the same stored row.
    return value + 0.0;
  }

  private static Object whole(ColumnSpec column, String text, Complaints complaints) {
    Double value = number(column, text, complaints);
    if (value == null) {
      return null;
    }
    boolean isLong = column.kind() == ColumnKind.LONG;
    if (value != Math.rint(value) || Math.abs(value) > (isLong ? 1e15 : Integer.MAX_VALUE)) {
      complaints.add(RuleCode.BAD_NUMBER, column.name(), text);
      return null;
    }
    return isLong ? (Object) value.longValue() : (Object) value.intValue();
  }

  private Integer day(ColumnSpec column, String text, Complaints complaints) {
    OptionalInt day = Times.day(text);
    if (day.isEmpty()) {
      complaints.add(RuleCode.BAD_DATE, column.name(), text);
      return null;
    }
    int last = column.kind() == ColumnKind.PERIOD_END ? lastPeriodEnd : lastDay;
    if (day.getAsInt() < FIRST_DAY || day.getAsInt() > last) {
      complaints.add(RuleCode.DATE_OUT_OF_RANGE, column.name(), text);
      return null;
    }
    return day.getAsInt();
  }

  private Long instant(ColumnSpec column, String text, Complaints complaints) {
    OptionalLong micros = Times.micros(text);
    if (micros.isEmpty()) {
      complaints.add(RuleCode.BAD_INSTANT, column.name(), text);
      return null;
    }
    long day = Math.floorDiv(micros.getAsLong(), Days.MICROS);
    if (day < FIRST_DAY || day > lastDay) {
      complaints.add(RuleCode.DATE_OUT_OF_RANGE, column.name(), text);
      return null;
    }
    return micros.getAsLong();
  }
}
