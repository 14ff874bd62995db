package org.rerate.blocks;

import org.apache.spark.sql.Row;
import org.rerate.history.FactKind;

/**
 * One visible row of a market table, read by column; dates are days since 1970-01-01.
 *
 * @param row the columns of the feed
 */
public record Fact(Row row) {

  /** A text column; null if missing. */
  public String text(String column) {
    return row.getAs(column);
  }

  /** A number column; NaN if missing. */
  public double number(String column) {
    Double value = row.getAs(column);
    return value == null ? Double.NaN : value;
  }

  /** A date column; {@link FactKind#NONE} if missing. */
  public int day(String column) {
    Integer value = row.getAs(column);
    return value == null ? FactKind.NONE : value;
  }

  /** A boolean column; false if missing. */
  public boolean flag(String column) {
    return Boolean.TRUE.equals(row.getAs(column));
  }
}
