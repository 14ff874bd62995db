package org.rerate.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rerate.report.ReportRows.Part;
import org.rerate.report.document.Chart;
import org.rerate.report.document.Chart.Mark;
import org.rerate.report.document.Chart.Role;
import org.rerate.report.document.Chart.Series;
import org.rerate.report.document.Column;
import org.rerate.report.document.DocumentPart;
import org.rerate.report.document.Notice;
import org.rerate.report.document.Provenance;
import org.rerate.report.document.Section;
import org.rerate.report.document.Table;
import org.rerate.report.document.Unit;

/** Cap of both baskets, indexed from each base date. */
final class CapSection {

  private final ReportRows rows;
  private final ReportSpec spec;
  private final CapHistory history;

  CapSection(ReportRows rows) {
    this.rows = rows;
    this.spec = rows.spec();
    this.history = new CapHistory(rows);
  }

  Section section() {
    List<DocumentPart> blocks = new ArrayList<>();
    bases(spec).forEach((name, date) -> blocks.add(chart(name, date, blocks.size() + 1)));
    if (blocks.isEmpty()) {
      blocks.add(new Notice(rows.words().text("cap.the-report-names-no-base-date")));
    }
    return new Section("cap", rows.words().text("cap.cap-since-each-base-date"), List.of(), blocks);
  }

  /** The base dates of all baskets, by date. */
  static Map<String, LocalDate> bases(ReportSpec spec) {
    Map<String, LocalDate> bases = new LinkedHashMap<>();
    spec.spans().stream()
        .flatMap(span -> span.since().entrySet().stream())
        .sorted(Map.Entry.comparingByValue())
        .forEach(entry -> bases.put(entry.getKey(), entry.getValue()));
    return bases;
  }

  private Chart chart(String name, LocalDate base, int number) {
    double[] a = history.index(spec.basketA(), base);
    double[] b = history.index(spec.basketB(), base);
    List<List<Object>> cells = new ArrayList<>();
    for (int i = 0; i < history.days().size(); i++) {
      LocalDate day = history.days().get(i);
      if (!day.isBefore(base)) {
        cells.add(Arrays.asList(day, value(b[i]), value(a[i])));
      }
    }
    String nameA = rows.name(spec.basketA());
    String nameB = rows.name(spec.basketB());
    Table data =
        new Table(
            "cap-index-" + number,
            rows.words().text("cap.cap-since-100", rows.baseDate(name), base),
            rows.words().text("cap.like-for-like-on-each-day"),
            List.of(
                Definitions.date(rows.words()), index("index_b", nameB), index("index_a", nameA)),
            cells,
            false,
            new Provenance(rows.of(Part.CAPS).query(), ""));
    return new Chart(
        Chart.Kind.LINES,
        rows.words()
            .text(
                "cap.ends",
                nameB,
                SeriesEnd.words(rows.words(), until(cells, spec.basketB()), 1, Unit.POINTS),
                nameA,
                SeriesEnd.words(rows.words(), until(cells, spec.basketA()), 2, Unit.POINTS)),
        data,
        "date",
        Unit.POINTS,
        List.of(new Series("index_b", nameB, Role.B), new Series("index_a", nameA, Role.A)),
        List.of(new Mark(null, 100.0, "")));
  }

  private Column index(String column, String basket) {
    return new Column(
        column, basket, Unit.POINTS, rows.words().text("cap.cap-like-for-like-in-pct"));
  }

  private static Double value(double number) {
    return Double.isNaN(number) ? null : (Double) number;
  }

  /** The rows up to a basket's own end. */
  private List<List<Object>> until(List<List<Object>> cells, String basket) {
    LocalDate end = spec.span(basket).end();
    return cells.stream().filter(row -> !((LocalDate) row.get(0)).isAfter(end)).toList();
  }
}
