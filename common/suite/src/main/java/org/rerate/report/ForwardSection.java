package org.rerate.report;

import static org.rerate.report.Answer.number;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.rerate.report.ReportRows.Part;
import org.rerate.report.document.Absence;
import org.rerate.report.document.Chart;
import org.rerate.report.document.Chart.Role;
import org.rerate.report.document.Chart.Series;
import org.rerate.report.document.Column;
import org.rerate.report.document.DocumentPart;
import org.rerate.report.document.Provenance;
import org.rerate.report.document.Section;
import org.rerate.report.document.Sentence;
import org.rerate.report.document.Table;
import org.rerate.report.document.Unit;
import org.rerate.table.ValuationTables;

/** The P/E through time with what is usual for it. */
final class ForwardSection {

  private final ReportRows rows;
  private final ReportSpec spec;
  private final int window;

  ForwardSection(ReportRows rows) {
    this.rows = rows;
    this.spec = rows.spec();
    this.window = ReportRows.window(spec, rows.methodology());
  }

  Section section() {
    List<DocumentPart> blocks = new ArrayList<>();
    List<Sentence> lead = new ArrayList<>();
    for (String basket : List.of(spec.basketB(), spec.basketA())) {
      ReportSpec.Span span = spec.span(basket);
      blocks.add(chart(span, blocks.size() + 1, basket.equals(spec.basketA())));
      lead.add(new Narrative(rows, null).againstHistory(span));
    }
    return new Section(
        "forward",
        "P/E through time, on " + Wording.earnings(spec.details().forward()),
        lead,
        blocks);
  }

  private Chart chart(ReportSpec.Span span, int number, boolean isA) {
    Map<LocalDate, Row> usual = new HashMap<>();
    rows.of(Part.ROLLING)
        .where("basket_id", span.basket())
        .rows()
        .forEach(row -> usual.put(Answer.date(row, "valuation_date"), row));
    List<List<Object>> cells = new ArrayList<>();
    series(rows, span).forEach(row -> cells.add(cells(row, usual)));
    String name = rows.name(span.basket());
    Provenance source = new Provenance(rows.of(Part.VALUATIONS).query(), explain(span));
    Table data =
        new Table(
            "forward-pe-" + number,
            name + ": P/E on " + Wording.earnings(spec.details().forward()),
            about(),
            columns(),
            cells,
            false,
            source);
    return new Chart(
        Chart.Kind.LINES,
        description(cells),
        data,
        "date",
        Unit.MULTIPLE,
        List.of(
            new Series("low", "one deviation below", Role.LOW),
            new Series("high", "one deviation above", Role.HIGH),
            new Series("mean", "mean of " + window + " days", Role.MEAN),
            new Series("pe", "P/E", isA ? Role.A : Role.B)),
        List.of());
  }

  private String explain(ReportSpec.Span span) {
    return "rerate explain --basket "
        + span.basket()
        + " --on "
        + span.end()
        + " --basis "
        + spec.details().forward();
  }

  private String about() {
    return "Cap of the members with earnings over those earnings, never an average of P/Es. The band"
        + " is the mean of the last "
        + window
        + " valuation dates, one sample deviation up and down; the percentile is the share of them"
        + " not above the day's value. A gap is a day whose P/E is missing.";
  }

  /** The whole basket on the forward basis, by day. */
  static List<Row> series(ReportRows rows, ReportSpec.Span span) {
    return rows
        .of(Part.VALUATIONS)
        .where("basket_id", span.basket())
        .where("subsector", "ALL")
        .where("basis", rows.spec().details().forward().toString())
        .rows()
        .stream()
        .sorted(Comparator.comparing(row -> Answer.date(row, "valuation_date")))
        .toList();
  }

  private static List<Object> cells(Row row, Map<LocalDate, Row> usual) {
    LocalDate day = Answer.date(row, "valuation_date");
    Row band = usual.get(day);
    Double mean = band == null ? null : number(band, "mean");
    Double deviation = band == null ? null : number(band, "std_dev");
    boolean known = mean != null && deviation != null;
    return Arrays.asList(
        day,
        number(row, "pe"),
        mean,
        known ? (Double) (mean - deviation) : null,
        known ? (Double) (mean + deviation) : null,
        band == null ? null : number(band, "percentile"),
        band == null ? null : number(band, "z_score"),
        number(row, "coverage"),
        reason(row));
  }

  private static String reason(Row row) {
    String status = Answer.text(row, "status");
    return status.equals("OK") ? "" : Absence.reason(status);
  }

  private static List<Column> columns() {
    return List.of(
        Definitions.DATE,
        Definitions.of(ValuationTables.BASKET_VALUATIONS, "pe", "P/E", Unit.MULTIPLE),
        Definitions.of(ValuationTables.ROLLING, "mean", "Mean", Unit.MULTIPLE),
        new Column("low", "Mean less deviation", Unit.MULTIPLE, "mean less one sample deviation"),
        new Column("high", "Mean plus deviation", Unit.MULTIPLE, "mean plus one sample deviation"),
        Definitions.of(ValuationTables.ROLLING, "percentile", "Percentile", Unit.FRACTION),
        Definitions.of(ValuationTables.ROLLING, "z_score", "Deviations from mean", Unit.POINTS),
        Definitions.of(ValuationTables.BASKET_VALUATIONS, "coverage", "Coverage", Unit.FRACTION),
        Definitions.REASON);
  }

  private static String description(List<List<Object>> cells) {
    List<Double> known =
        cells.stream().map(row -> (Double) row.get(1)).filter(pe -> pe != null).toList();
    if (known.isEmpty()) {
      return "No P/E is known on any day.";
    }
    double least = known.stream().min(Comparator.naturalOrder()).orElseThrow();
    double most = known.stream().max(Comparator.naturalOrder()).orElseThrow();
    return "Between "
        + Unit.MULTIPLE.display(least)
        + " and "
        + Unit.MULTIPLE.display(most)
        + "; "
        + SeriesEnd.words(cells, 1, Unit.MULTIPLE)
        + ".";
  }
}
