package org.rerate.explain;

import java.time.LocalDate;
import org.apache.spark.sql.Row;
import org.rerate.domain.Days;

/** A cited row as the market table has it. */
final class CitedRow {

  private final String table;
  private final Row row;

  CitedRow(String table, Row row) {
    this.table = table;
    this.row = row;
  }

  double number(String column) {
    Number value = row.getAs(column);
    return value == null ? Double.NaN : value.doubleValue();
  }

  /** A whole number; null if there is none. */
  Integer whole(String column) {
    return row.getAs(column);
  }

  String text(String column) {
    Object value = row.getAs(column);
    return value == null ? null : value.toString();
  }

  int day() {
    return row.getAs("cited_day");
  }

  RowOrigin source() {
    return new RowOrigin(
        "market." + table,
        text("source_file"),
        row.<Long>getAs("source_line"),
        text("source_mapping"),
        text("run_id"),
        Days.instant(row.<Long>getAs("cited_known")),
        Days.instant(row.<Long>getAs("cited_ingested")));
  }

  /** This row as an input of a number valued on {@code on}. */
  Input input(String what, String id, double value, String unit, String detail, int on) {
    int day = day();
    LocalDate date = day == 0 ? null : Days.date(day);
    return new Input(
        what,
        id,
        date,
        day == 0 ? null : on - day,
        Double.isNaN(value) ? null : value,
        unit,
        detail,
        source());
  }
}
