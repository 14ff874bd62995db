package org.rerate.ingest.read;

import java.time.LocalDate;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.rerate.domain.RuleCode;
import org.rerate.table.ColumnKind;
import org.rerate.table.ColumnSpec;

/**
 * Reads one value from its text by the kind of its column. A day is an {@code Integer} (days since
 * 1970), an instant a {@code Long} (microseconds of UTC). What cannot be read, or breaks {@link
 * ValueRules}, is null and complained of.
 */
final class CellReader {

  private final ValueRules rules;

  CellReader(LocalDate runDay) {
    rules = new ValueRules(runDay);
  }

  /** The value of a text that is trimmed and not empty. */
  Object read(ColumnSpec column, String text, Complaints complaints) {
    return switch (column.kind()) {
      case TEXT, CODE, CURRENCY ->
          kept(text, ValueRules.ofText(column, text), column, text, complaints);
      case BOOLEAN -> bool(column, text, complaints);
      case INTEGER, LONG -> whole(column, text, complaints);
      case NUMBER, POSITIVE -> number(column, text, complaints);
      case DATE, PERIOD_END, OPEN_END -> day(column, text, complaints);
      case INSTANT -> instant(column, text, complaints);
      case CODES, BYTES ->
          throw new IllegalArgumentException("no feed has such a column: " + column.name());
    };
  }

  /** The value if it breaks no rule. */
  private static <T> T kept(
      T value, RuleCode broken, ColumnSpec column, String text, Complaints complaints) {
    if (broken == null) {
      return value;
    }
    complaints.add(broken, column.name(), text);
    return null;
  }

  private static Object bool(ColumnSpec column, String text, Complaints complaints) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> kept(null, RuleCode.BAD_BOOLEAN, column, text, complaints);
    };
  }

  private static Double number(ColumnSpec column, String text, Complaints complaints) {
    if (!DecimalText.isNumber(text)) {
      RuleCode broken = DecimalText.isNotFinite(text) ? RuleCode.NOT_FINITE : RuleCode.BAD_NUMBER;
      return kept(null, broken, column, text, complaints);
    }
    double value = ValueRules.stored(Double.parseDouble(text));
    return kept(value, ValueRules.ofNumber(column.kind(), value), column, text, complaints);
  }

  private static Object whole(ColumnSpec column, String text, Complaints complaints) {
    Double value = number(column, text, complaints);
    if (value == null) {
      return null;
    }
    return column.kind() == ColumnKind.LONG ? (Object) value.longValue() : value.intValue();
  }

  private Integer day(ColumnSpec column, String text, Complaints complaints) {
    OptionalInt read = Times.day(text);
    if (read.isEmpty()) {
      return kept(null, RuleCode.BAD_DATE, column, text, complaints);
    }
    int day = read.getAsInt();
    return ValueRules.isNever(column.kind(), day)
        ? null
        : kept(day, rules.ofDay(column.kind(), day), column, text, complaints);
  }

  private Long instant(ColumnSpec column, String text, Complaints complaints) {
    OptionalLong micros = Times.micros(text);
    return micros.isEmpty()
        ? kept(null, RuleCode.BAD_INSTANT, column, text, complaints)
        : kept(micros.getAsLong(), rules.ofInstant(micros.getAsLong()), column, text, complaints);
  }
}
