package org.rerate.contract;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.rerate.domain.RuleCode;
import org.rerate.feed.ParsedRows;

/**
 * Something that a row may break.
 *
 * @param code what it is called
 * @param column the column whose value the message shows
 * @param breaks true where the row breaks it; never null
 */
record Rule(RuleCode code, String column, Column breaks) {

  /** A rule; a verdict that cannot be reached, for want of a value, is no break. */
  static Rule of(RuleCode code, String column, Column breaks) {
    return new Rule(code, column, coalesce(breaks, lit(false)));
  }

  /** The code where the row breaks the rule, else null. */
  Column codeIfBroken() {
    return when(breaks, lit(code.name()));
  }

  /** The same message for a row in memory. */
  static String message(RuleCode code, String file, long line, String column, Object value) {
    return code
        + ": "
        + file
        + " line "
        + line
        + ", column "
        + column
        + ", value '"
        + (value == null ? "" : value)
        + "': "
        + code.meaning();
  }

  /** The message where the row breaks the rule, else null. */
  Column messageIfBroken() {
    return when(
        breaks,
        concat(
            lit(code + ": "),
            col(ParsedRows.FILE),
            lit(" line "),
            col(ParsedRows.LINE).cast("string"),
            lit(", column " + column + ", value '"),
            coalesce(col(column).cast("string"), lit("")),
            lit("': " + code.meaning())));
  }
}
