package org.rerate.ingest.check;

import org.rerate.domain.RuleCode;
import org.rerate.engine.batch.RowCursor;
import org.rerate.engine.batch.ValueText;
import org.rerate.table.ColumnSpec;

/**
 * Something that a row may break.
 *
 * @param code what it is called
 * @param column the place of the column whose value the message shows
 * @param test true where a row breaks it; a test that lacks a value is no break
 */
record Rule(RuleCode code, int column, Test test) {

  /** Looks across the columns of one row. */
  @FunctionalInterface
  interface Test {
    boolean isBrokenBy(RowCursor cells);
  }

  /** What is said of a row that breaks a rule; {@code value} is empty where there is none. */
  static String message(RuleCode code, String file, long line, String column, String value) {
    return code
        + ": "
        + file
        + " line "
        + line
        + ", column "
        + column
        + ", value '"
        + value
        + "': "
        + code.meaning();
  }

  /** The same of the row in hand. */
  static String message(RuleCode code, RowCursor cells, int column) {
    ColumnSpec spec = cells.shape().spec().feedColumns().get(column);
    String value =
        cells.isNullAt(column) ? "" : ValueText.of(spec.kind(), cells.value(column), cells.texts());
    return message(
        code,
        cells.getUTF8String(cells.shape().file()).toString(),
        cells.value(cells.shape().line()),
        spec.name(),
        value);
  }
}
