package org.rerate.jobs.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.rerate.report.document.Absence;
import org.rerate.report.document.Column;
import org.rerate.report.document.Doubtful;
import org.rerate.report.document.Figure;
import org.rerate.report.document.Table;

/** Tables as CSV: header row, RFC 4180, missing = empty, doubles that read back exactly. */
final class CsvText {

  private CsvText() {}

  static String of(Table table) {
    StringBuilder text = new StringBuilder();
    line(text, table.columns().stream().map(Column::name).toList());
    table.rows().forEach(row -> line(text, row));
    return text.toString();
  }

  static String ofFigures(List<Figure> figures) {
    StringBuilder text = new StringBuilder();
    line(text, List.of("id", "name", "unit", "value", "status", "meaning", "query", "command"));
    for (Figure figure : figures) {
      List<Object> cells = new ArrayList<>(List.of(figure.id(), figure.name()));
      cells.addAll(
          Arrays.asList(
              figure.unit().name(),
              figure.value(),
              figure.status(),
              figure.meaning(),
              figure.source().query(),
              figure.source().command()));
      line(text, cells);
    }
    return text.toString();
  }

  private static void line(StringBuilder text, List<?> cells) {
    text.append(cells.stream().map(CsvText::cell).collect(Collectors.joining(",")));
    text.append("\r\n");
  }

  private static String cell(Object value) {
    if (value == null || value instanceof Absence) {
      return "";
    }
    String text =
        value instanceof Doubtful doubtful ? String.valueOf(doubtful.value()) : value.toString();
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
