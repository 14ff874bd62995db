package org.rerate.jobs.report;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.rerate.report.document.Absence;
import org.rerate.report.document.Column;
import org.rerate.report.document.Document;
import org.rerate.report.document.Doubtful;
import org.rerate.report.document.Imprint;
import org.rerate.report.document.Origin;
import org.rerate.report.document.Provenance;
import org.rerate.report.document.QuotedNumber;
import org.rerate.report.document.Section;
import org.rerate.report.document.Sentence;
import org.rerate.report.document.Table;
import org.rerate.report.document.Unit;
import org.rerate.report.document.Words;

/** A report of one table with a cell of each kind. */
final class SmallDocument {

  static final Table TABLE =
      new Table(
          "caps",
          "Caps",
          "What it shows.",
          List.of(
              new Column("name", "Company", Unit.TEXT, "name"),
              new Column("day", "Day", Unit.DATE, "the day"),
              new Column("cap", "Cap", Unit.USD, "cap"),
              new Column("pe", "P/E", Unit.MULTIPLE, "cap / earnings"),
              new Column("count", "Lines", Unit.COUNT, "lines")),
          List.of(
              row("=1+1", LocalDate.of(2026, 1, 13), 4.52e12, 25.5, 2),
              row("<b>\u4e2d\u82af</b>", null, new Absence("NO_PRICE"), null, null),
              row("@x", null, 3.0e8, new Doubtful(253.25, "rates made it"), 1)),
          false,
          new Provenance("SELECT 1", "rerate sql"));

  private SmallDocument() {}

  private static List<Object> row(Object... cells) {
    return Arrays.asList(cells);
  }

  static Document of() {
    QuotedNumber number =
        new QuotedNumber(
            "pe",
            "P/E of it",
            Unit.MULTIPLE,
            25.5,
            "OK",
            "cap / earnings",
            new Provenance("SELECT 2", "rerate explain"));
    return new Document(
        Words.ENGLISH,
        "small",
        "A & B",
        "on 2026-01-13",
        new Imprint(
            "Made up.",
            List.of(new Origin("Source", "a feed")),
            List.of(new Origin("Methodology", "default"), new Origin("Run", "r-1")),
            List.of()),
        Sentence.of("It trades at ", number, "."),
        List.of(Sentence.of("One.")),
        List.of(new Section("caps", "Caps", List.of(), List.of(TABLE))));
  }
}
