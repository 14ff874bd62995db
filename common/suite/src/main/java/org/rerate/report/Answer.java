package org.rerate.report;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;
import org.rerate.report.document.Absence;
import org.rerate.report.document.Provenance;
import org.rerate.value.Groups;

/**
 * Rows of a result table, and the question that gave them.
 *
 * @param query the SQL
 * @param rows the rows
 */
record Answer(String query, List<Row> rows) {

  /** The rows that hold {@code value} in {@code column}. */
  Answer where(String column, Object value) {
    return where(row -> value.equals(cell(row, column)));
  }

  /** The rows for which {@code condition} holds. */
  Answer where(Predicate<Row> condition) {
    return new Answer(query, rows.stream().filter(condition).toList());
  }

  /** The first row, if there is any. */
  Optional<Row> first() {
    return rows.stream().findFirst();
  }

  /** A number of the first row; null if it, or the row, is missing. */
  Double number(String column) {
    return first().map(row -> number(row, column)).orElse(null);
  }

  /** A number of the first row; if that has none, the reason that the row gives. */
  Object numberOrReason(String column) {
    Double value = number(column);
    return value == null && first().isPresent() ? new Absence(status()) : value;
  }

  /** The groups of a basket that have rows: ALL first, then by name. */
  List<String> groups(String basket) {
    return where("basket_id", basket).rows().stream()
        .map(row -> text(row, "subsector"))
        .distinct()
        .sorted(
            Comparator.comparing((String group) -> !group.equals(Groups.ALL))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** Where these rows may be read again. */
  Provenance source() {
    return new Provenance(query, "rerate sql -e \"" + query + "\"");
  }

  /** The status of the first row; without a row, there was nothing to value. */
  String status() {
    return first().map(row -> text(row, "status")).orElse("NO_COVERAGE");
  }

  /** A cell; dates as {@code LocalDate}. */
  static Object cell(Row row, String column) {
    Object value = row.getAs(column);
    return value instanceof java.sql.Date date ? date.toLocalDate() : value;
  }

  static Double number(Row row, String column) {
    Object value = row.getAs(column);
    return value == null ? null : (Double) ((Number) value).doubleValue();
  }

  static String text(Row row, String column) {
    return row.getAs(column);
  }

  static LocalDate date(Row row, String column) {
    return (LocalDate) cell(row, column);
  }
}
