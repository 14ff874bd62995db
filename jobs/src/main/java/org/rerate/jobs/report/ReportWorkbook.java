package org.rerate.jobs.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.HyperLink;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.rerate.report.document.Document;
import org.rerate.report.document.Origin;
import org.rerate.report.document.Sentence;
import org.rerate.report.document.Table;
import org.rerate.report.document.Words;

/**
 * A report as one workbook: a first sheet that says what the page's head and summary say, a sheet
 * for each table of the page and each table behind a chart, and one for the numbers of its
 * sentences. Every cell holds what the page's model holds; nothing is computed. Equal reports give
 * equal bytes.
 */
final class ReportWorkbook {

  private final Document report;
  private final Words words;

  ReportWorkbook(Document report) {
    this.report = report;
    this.words = report.words();
  }

  /** The file's content. */
  byte[] bytes() throws IOException {
    Path file = Files.createTempFile("report", ".xlsx");
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        write(new Workbook(out, "Rerate", null));
      }
      return StableZip.of(file);
    } finally {
      Files.delete(file);
    }
  }

  private void write(Workbook workbook) throws IOException {
    workbook.properties().setTitle(report.title());
    Worksheet first = workbook.newWorksheet(words.pattern("workbook.report"));
    Map<Table, String> sheets = new LinkedHashMap<>();
    for (Table table : report.tables()) {
      Worksheet sheet = workbook.newWorksheet(table.id());
      sheets.put(table, sheet.getName());
      new WorkbookSheet(words, sheet).table(table);
    }
    Worksheet figures = workbook.newWorksheet(words.pattern("page.numbers"));
    new WorkbookSheet(words, figures).figures(report.figures());
    first(new WorkbookSheet(words, first), sheets, figures.getName());
    workbook.finish();
  }

  private void first(WorkbookSheet sheet, Map<Table, String> sheets, String figures) {
    sheet.widths(24, 100, 100);
    sheet.heading(report.title());
    sheet.line("", report.subtitle());
    if (!report.imprint().notice().isEmpty()) {
      sheet.line(words.pattern("workbook.notice"), report.imprint().notice());
    }
    List<Origin> origin = new ArrayList<>(report.imprint().origin());
    origin.addAll(report.imprint().variant());
    origin.forEach(told -> sheet.line(told.label(), told.text()));
    sheet.line("", "");
    sheet.line(words.pattern("workbook.headline"), report.headline().text(words));
    sentences(sheet, words.pattern("workbook.caveats"), report.imprint().caveats());
    sentences(sheet, words.pattern("page.summary"), report.summary());
    sheet.line("", "");
    sheet.head(
        words.pattern("workbook.sheet"),
        words.pattern("workbook.title"),
        words.pattern("workbook.about"));
    sheets.forEach((table, name) -> sheet.linked(name, table.title(), table.about()));
    sheet.linked(figures, words.pattern("page.numbers"), words.pattern("workbook.figures"));
  }

  private void sentences(WorkbookSheet sheet, String label, List<Sentence> sentences) {
    String shown = label;
    for (Sentence sentence : sentences) {
      sheet.line(shown, sentence.text(words));
      shown = "";
    }
  }

  /** A link to the first cell of a sheet. */
  static HyperLink link(String sheet) {
    return HyperLink.internal("'" + sheet.replace("'", "''") + "'!A1", sheet);
  }
}
