package org.rerate.jobs.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.Worksheet;
import org.rerate.report.document.Absence;
import org.rerate.report.document.Column;
import org.rerate.report.document.Doubtful;
import org.rerate.report.document.QuotedNumber;
import org.rerate.report.document.Table;
import org.rerate.report.document.Unit;
import org.rerate.report.document.Words;

/**
 * A sheet of the report's workbook, filled from the top. Numbers are numbers, dates are dates, and
 * texts are texts: none is ever run as a formula. A missing number is an empty cell; where the page
 * tells why, so does the column beside.
 */
final class WorkbookSheet {

  /** What a cell of a workbook holds at most. */
  private static final int LONGEST_TEXT = 32_767;

  private static final int NARROWEST = 10;
  private static final int WIDEST = 60;

  private final Words words;
  private final Worksheet sheet;
  private int row;

  WorkbookSheet(Words words, Worksheet sheet) {
    this.words = words;
    this.sheet = sheet;
  }

  /** Widths of the first columns, in characters. */
  void widths(int... widths) {
    for (int i = 0; i < widths.length; i++) {
      sheet.width(i, widths[i]);
    }
  }

  /** The sheet's first line, in bold. */
  void heading(String text) {
    text(0, text);
    sheet.style(row, 0).bold().fontSize(14).set();
    row++;
  }

  /** A label and what it is about, which may run over several lines of the cell. */
  void line(String label, String text) {
    text(0, label);
    text(1, text);
    sheet.style(row, 0).bold().verticalAlignment("top").set();
    sheet.style(row, 1).wrapText(true).verticalAlignment("top").set();
    row++;
  }

  /** Headings of columns. */
  void head(String... titles) {
    for (int i = 0; i < titles.length; i++) {
      text(i, titles[i]);
    }
    headed(titles.length);
  }

  /** The name of a sheet as a link to it, with texts. */
  void linked(String name, String... texts) {
    sheet.hyperlink(row, 0, ReportWorkbook.link(name));
    sheet.style(row, 0).fontColor("0563C1").underlined().verticalAlignment("top").set();
    for (int i = 0; i < texts.length; i++) {
      text(i + 1, texts[i]);
      sheet.style(row, i + 1).wrapText(true).verticalAlignment("top").set();
    }
    row++;
  }

  /** A table: a header that stays when the rows are scrolled, and its rows. */
  void table(Table table) {
    int place = 0;
    for (int i = 0; i < table.columns().size(); i++) {
      Column column = table.columns().get(i);
      List<Object> cells = new ArrayList<>();
      for (List<Object> cellsOfRow : table.rows()) {
        cells.add(cellsOfRow.get(i));
      }
      column(place++, column.title(), column.unit(), cells);
      if (cells.stream().anyMatch(cell -> !reason(cell).isEmpty())) {
        List<Object> reasons = new ArrayList<>();
        cells.forEach(cell -> reasons.add(reason(cell)));
        column(place++, words.text("workbook.why-not", column.title()), Unit.TEXT, reasons);
      }
    }
    frozen(place, table.rows().size());
  }

  /** The numbers of sentences. */
  void figures(List<QuotedNumber> figures) {
    column(
        0,
        words.pattern("workbook.number"),
        Unit.TEXT,
        figures.stream().map(f -> (Object) f.name()).toList());
    text(1, words.pattern("workbook.value"));
    for (int i = 0; i < figures.size(); i++) {
      int at = row + 1 + i;
      cell(at, 1, figures.get(i).value());
      CellFormat.of(figures.get(i).unit(), figures.get(i).value())
          .ifPresent(format -> sheet.style(at, 1).format(format).set());
    }
    sheet.width(1, 14);
    int place = 2;
    column(
        place++,
        words.pattern("workbook.no-value"),
        Unit.TEXT,
        figures.stream().map(this::reason).toList());
    column(
        place++,
        words.pattern("workbook.definition"),
        Unit.TEXT,
        figures.stream().map(f -> (Object) f.meaning()).toList());
    column(
        place++,
        words.pattern("workbook.command"),
        Unit.TEXT,
        figures.stream().map(f -> (Object) f.source().command()).toList());
    column(
        place++,
        words.pattern("page.query"),
        Unit.TEXT,
        figures.stream().map(f -> (Object) f.source().query()).toList());
    frozen(place, figures.size());
  }

  private Object reason(QuotedNumber figure) {
    return figure.value() == null
        ? words.reason(figure.status())
        : figure.doubt().isEmpty() ? "" : notMeaningful(figure.doubt());
  }

  private String reason(Object cell) {
    return cell instanceof Absence absence
        ? words.reason(absence.status())
        : cell instanceof Doubtful doubtful ? notMeaningful(doubtful.reason()) : "";
  }

  private String notMeaningful(String reason) {
    return words.text("page.not-meaningful", reason);
  }

  private void column(int place, String title, Unit unit, List<Object> cells) {
    text(place, title);
    int width = Math.max(NARROWEST, title.length() / 2 + 4);
    for (int i = 0; i < cells.size(); i++) {
      cell(row + 1 + i, place, cells.get(i));
      width = Math.max(width, unit.isNumber() ? NARROWEST + 2 : length(cells.get(i)) + 2);
    }
    sheet.width(place, Math.min(WIDEST, width));
    CellFormat.of(unit, cells)
        .ifPresent(
            format -> {
              if (!cells.isEmpty()) {
                sheet.range(row + 1, place, row + cells.size(), place).style().format(format).set();
              }
            });
  }

  private static int length(Object cell) {
    return cell == null ? 0 : cell.toString().length();
  }

  private void cell(int at, int place, Object value) {
    if (value instanceof Doubtful doubtful) {
      cell(at, place, (Double) doubtful.value());
    } else if (value instanceof LocalDate date) {
      sheet.value(at, place, date);
    } else if (value instanceof Number number) {
      if (Double.isFinite(number.doubleValue())) {
        sheet.value(at, place, number);
      }
    } else if (value != null && !(value instanceof Absence)) {
      text(at, place, value.toString());
    }
  }

  private void text(int place, String text) {
    text(row, place, text);
  }

  private void text(int at, int place, String text) {
    if (!text.isEmpty()) {
      sheet.value(at, place, text.substring(0, Math.min(LONGEST_TEXT, text.length())));
    }
  }

  private void headed(int columns) {
    IntStream.range(0, columns)
        .forEach(
            i ->
                sheet
                    .style(row, i)
                    .bold()
                    .wrapText(true)
                    .verticalAlignment("top")
                    .fillColor("EEF1F4")
                    .set());
    row++;
  }

  private void frozen(int columns, int rows) {
    headed(columns);
    sheet.freezePane(0, 1);
    if (rows > 0) {
      sheet.setAutoFilter(0, 0, rows, columns - 1);
    }
    row += rows;
  }
}
