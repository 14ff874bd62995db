package org.rerate.jobs.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rerate.jobs.command.CsvLine;
import org.rerate.report.document.Absence;
import org.rerate.report.document.Column;
import org.rerate.report.document.Doubtful;
import org.rerate.report.document.QuotedNumber;
import org.rerate.report.document.Table;

/** Tables as CSV, see {@link CsvLine}, with a header row. */
final class CsvText {

  private CsvText() {}

  static String of(Table table) {
    StringBuilder text = new StringBuilder();
    line(text, table.columns().stream().map(Column::name).toList());
    table.rows().forEach(row -> line(text, row));
    return text.toString();
  }

  static String ofFigures(List<QuotedNumber> figures) {
    StringBuilder text = new StringBuilder();
    line(text, List.of("id", "name", "unit", "value", "status", "meaning", "query", "command"));
    for (QuotedNumber figure : figures) {
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
    List<Object> given = new ArrayList<>();
    cells.forEach(cell -> given.add(plain(cell)));
    text.append(CsvLine.of(given));
  }

  private static Object plain(Object cell) {
    if (cell instanceof Doubtful doubtful) {
      return doubtful.value();
    }
    return cell instanceof Absence ? null : cell;
  }
}
