package org.rerate.report;

import java.util.List;
import org.rerate.report.document.Unit;
import org.rerate.report.document.Words;

/**
 * What a series comes to: the value of its last day, which may be missing where earlier ones are
 * known.
 */
final class SeriesEnd {

  private SeriesEnd() {}

  /**
   * Says it in words.
   *
   * @param words the language
   * @param rows rows of a chart, in order of their dates, the date first
   * @param column position of the value, null where it is missing
   * @param unit unit of the value
   */
  static String words(Words words, List<List<Object>> rows, int column, Unit unit) {
    for (int i = rows.size() - 1; i >= 0; i--) {
      List<Object> row = rows.get(i);
      if (row.get(column) instanceof Double value) {
        return i == rows.size() - 1
            ? words.text("seriesend.at-the-end", words.show(unit, value))
            : words.text("seriesend.none-at-the-end-the-last", words.show(unit, value), row.get(0));
      }
    }
    return words.text("seriesend.no-value-on-any-day");
  }
}
