package org.rerate.jobs.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rerate.report.document.Absence;
import org.rerate.report.document.Chart;
import org.rerate.report.document.Column;
import org.rerate.report.document.Doubtful;
import org.rerate.report.document.Words;

/** What the page's script draws charts from. */
final class ChartData {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What both the template and the script say. */
  private static final Set<String> SHARED =
      Set.of("mark", "page.rows", "page.as-table", "page.light", "page.dark");

  private ChartData() {}

  /** The charts as JSON that may stand inside a script element, whatever its texts are. */
  static String json(Words words, List<Chart> charts) {
    Map<String, Object> drawn = new LinkedHashMap<>();
    charts.forEach(chart -> drawn.put(chart.data().id(), of(chart)));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("language", words.language().code());
    data.put("words", ofScript(words));
    data.put("charts", drawn);
    try {
      return JSON.writeValueAsString(data)
          .replace("&", "\\u0026")
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> ofScript(Words words) {
    Map<String, String> texts = new LinkedHashMap<>();
    words.keys().stream()
        .filter(key -> key.startsWith("script.") || SHARED.contains(key))
        .forEach(key -> texts.put(key, words.pattern(key)));
    return texts;
  }

  private static Map<String, Object> of(Chart chart) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("kind", chart.kind().name());
    data.put("title", chart.data().title());
    data.put("description", chart.description());
    data.put("unit", chart.unit().name());
    data.put("x", chart.data().position(chart.x()));
    data.put("columns", chart.data().columns().stream().map(ChartData::column).toList());
    data.put(
        "series",
        chart.series().stream()
            .map(
                s ->
                    Map.of(
                        "at", chart.data().position(s.column()),
                        "name", s.name(),
                        "role", s.role().name()))
            .toList());
    List<Map<String, Object>> marks = new ArrayList<>();
    for (Chart.Mark mark : chart.marks()) {
      Map<String, Object> at = new LinkedHashMap<>();
      at.put("x", mark.x());
      at.put("y", mark.y());
      at.put("label", mark.label());
      marks.add(at);
    }
    data.put("marks", marks);
    List<List<Object>> values = new ArrayList<>();
    for (Column column : chart.data().columns()) {
      List<Object> cells = new ArrayList<>();
      chart.data().values(column.name()).forEach(value -> cells.add(plain(value)));
      values.add(cells);
    }
    data.put("values", values);
    data.put("doubts", doubts(chart));
    return data;
  }

  /** Row and column of each number that is not meaningful, with the reason. */
  private static List<Map<String, Object>> doubts(Chart chart) {
    List<Map<String, Object>> doubts = new ArrayList<>();
    for (int i = 0; i < chart.data().rows().size(); i++) {
      List<Object> row = chart.data().rows().get(i);
      for (int j = 0; j < row.size(); j++) {
        if (row.get(j) instanceof Doubtful doubtful) {
          doubts.add(Map.of("row", i, "column", j, "reason", doubtful.reason()));
        }
      }
    }
    return doubts;
  }

  private static Map<String, Object> column(Column column) {
    return Map.of("name", column.name(), "title", column.title(), "unit", column.unit().name());
  }

  private static Object plain(Object value) {
    if (value == null || value instanceof Absence) {
      return null;
    }
    if (value instanceof Doubtful doubtful) {
      return doubtful.value();
    }
    return value instanceof Number ? value : value.toString();
  }
}
