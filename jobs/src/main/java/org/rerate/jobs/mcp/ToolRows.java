package org.rerate.jobs.mcp;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.rerate.jobs.command.Output;
import org.rerate.jobs.serve.BasketQueries;
import org.rerate.jobs.serve.Questions;

/** Rows of a query as JSON has them. */
final class ToolRows {

  private ToolRows() {}

  /** All rows; the limit of rows ends a question that has more. */
  static List<Map<String, Object>> all(Questions.Asked asked, String sql) {
    return first(asked, sql, Integer.MAX_VALUE);
  }

  /** The first rows, at most so many. */
  static List<Map<String, Object>> first(Questions.Asked asked, String sql, int most) {
    List<Map<String, Object>> rows = new ArrayList<>();
    asked.rows(
        sql,
        found -> {
          Iterator<Row> all =
              (most == Integer.MAX_VALUE ? found : found.limit(most)).toLocalIterator();
          while (all.hasNext()) {
            rows.add(Output.plain(all.next()));
            asked.count(rows.size());
            if (Thread.currentThread().isInterrupted()) {
              throw new IllegalStateException("stopped");
            }
          }
        });
    return rows;
  }

  /** Rows at hand. */
  static List<Map<String, Object>> plain(List<Row> rows) {
    return rows.stream().map(Output::plain).toList();
  }

  /** The only cell of a query. */
  static Optional<String> cell(Questions.Asked asked, String sql) {
    return all(asked, sql).stream()
        .flatMap(row -> row.values().stream())
        .flatMap(value -> Optional.ofNullable(value).stream())
        .map(Object::toString)
        .findFirst();
  }

  /** The last day that a basket is valued on; empty for none, or no such basket. */
  static Optional<String> lastDay(Questions.Asked asked, String basket) {
    return cell(asked, "SELECT " + BasketQueries.lastDay(basket, asked.variant()) + " AS day");
  }
}
