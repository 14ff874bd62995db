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
        rows.words()
            .text(
                "forward.pe-through-time-on",
                Wording.earnings(rows.words(), spec.details().forward())),
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
            rows.words()
                .text(
                    "forward.pe-on",
                    name,
                    Wording.earnings(rows.words(), spec.details().forward())),
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
            new Series("low", rows.words().text("forward.one-deviation-below"), Role.LOW),
            new Series("high", rows.words().text("forward.one-deviation-above"), Role.HIGH),
            new Series("mean", rows.words().text("forward.mean-of-days", window), Role.MEAN),
            new Series("pe", rows.words().text("forward.pe"), isA ? Role.A : Role.B)),
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
    return rows.words().text("forward.cap-of-the-members-with-earnings", window);
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

  private List<Object> cells(Row row, Map<LocalDate, Row> usual) {
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

  private String reason(Row row) {
    String status = Answer.text(row, "status");
    return status.equals("OK") ? "" : rows.words().reason(status);
  }

  private List<Column> columns() {
    return List.of(
        Definitions.date(rows.words()),
        Definitions.of(
            rows.words(),
            ValuationTables.BASKET_VALUATIONS,
            "pe",
            rows.words().text("forward.pe"),
            Unit.MULTIPLE),
        Definitions.of(
            rows.words(),
            ValuationTables.ROLLING,
            "mean",
            rows.words().text("forward.mean"),
            Unit.MULTIPLE),
        new Column(
            "low",
            rows.words().text("forward.mean-less-deviation"),
            Unit.MULTIPLE,
            rows.words().text("forward.mean-less-one-sample-deviation")),
        new Column(
            "high",
            rows.words().text("forward.mean-plus-deviation"),
            Unit.MULTIPLE,
            rows.words().text("forward.mean-plus-one-sample-deviation")),
        Definitions.of(
            rows.words(),
            ValuationTables.ROLLING,
            "percentile",
            rows.words().text("forward.percentile"),
            Unit.FRACTION),
        Definitions.of(
            rows.words(),
            ValuationTables.ROLLING,
            "z_score",
            rows.words().text("forward.deviations-from-mean"),
            Unit.POINTS),
        Definitions.of(
            rows.words(),
            ValuationTables.BASKET_VALUATIONS,
            "coverage",
            rows.words().text("common.coverage"),
            Unit.FRACTION),
        Definitions.reason(rows.words()));
  }

  private String description(List<List<Object>> cells) {
    List<Double> known =
        cells.stream().map(row -> (Double) row.get(1)).filter(pe -> pe != null).toList();
    if (known.isEmpty()) {
      return rows.words().text("forward.no-pe-is-known-on-any");
    }
    double least = known.stream().min(Comparator.naturalOrder()).orElseThrow();
    double most = known.stream().max(Comparator.naturalOrder()).orElseThrow();
    return rows.words()
        .text(
            "forward.between-and",
            rows.words().show(Unit.MULTIPLE, least),
            rows.words().show(Unit.MULTIPLE, most),
            SeriesEnd.words(rows.words(), cells, 1, Unit.MULTIPLE));
  }
}
