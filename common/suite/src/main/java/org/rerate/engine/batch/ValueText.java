package org.rerate.engine.batch;

import org.rerate.domain.Days;
import org.rerate.table.ColumnKind;

/** The values of {@link BatchSchema} as the text that messages and previews show. */
public final class ValueText {

  private ValueText() {}

  /**
   * A value that is not missing as text: a day as {@code 2026-11-29}, an instant as {@code
   * 2026-11-29T12:00:00Z}, a number with as many digits as tell it apart.
   *
   * @param value as {@link BatchSchema} says
   * @param texts what numbers of texts stand for
   */
  public static String of(ColumnKind kind, long value, StringDictionary texts) {
    return switch (kind) {
      case TEXT, CODE, CURRENCY -> texts.word((int) value).toString();
      case NUMBER, POSITIVE -> Double.toString(Double.longBitsToDouble(value));
      case INTEGER, LONG -> Long.toString(value);
      case DATE, OPEN_END, PERIOD_END -> Days.date((int) value).toString();
      case INSTANT -> Days.instant(value).toString();
      case BOOLEAN -> Boolean.toString(value != 0);
      case BYTES, CODES -> throw new IllegalStateException("no feed has such a column");
    };
  }
}
