package org.rerate.report;

import static org.rerate.report.Answer.number;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
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
import org.rerate.table.MeasureTables;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/** Cap of A over that of B through time, against the same of capex. */
final class RatioSection {

  private static final TableSpec COMPARISONS = ValuationTables.COMPARISONS;
  private static final TableSpec CAPEX = MeasureTables.CAPEX_RATIOS;

  private final ReportRows rows;
  private final String nameA;
  private final String nameB;

  RatioSection(ReportRows rows, ReportData note) {
    this.rows = rows;
    this.nameA = rows.name(note.spec().basketA());
    this.nameB = rows.name(note.spec().basketB());
  }

  Section section() {
    List<DocumentPart> blocks = new ArrayList<>();
    blocks.add(chart());
    if (rows.of(Part.CAPEX).rows().isEmpty()) {
      blocks.add(new Notice(rows.words().text("ratio.no-capex-of-members-of-both")));
    } else {
      blocks.add(capex());
    }
    return new Section(
        "ratio", rows.words().text("ratio.cap-of-in-pct-of-s", nameA, nameB), List.of(), blocks);
  }

  private Chart chart() {
    List<List<Object>> cells = new ArrayList<>();
    rows.of(Part.COMPARISONS).where("subsector", "ALL").rows().stream()
        .sorted(Comparator.comparing(row -> Answer.date(row, "valuation_date")))
        .forEach(row -> cells.add(cells(row)));
    List<Mark> marks = new ArrayList<>();
    Answer total = total(rows);
    if (total.number("ratio") != null) {
      marks.add(
          new Mark(
              null,
              total.number("ratio"),
              rows.words()
                  .text("ratio.capex", Answer.text(total.first().orElseThrow(), "period"))));
    }
    Table data =
        new Table(
            "cap-ratio",
            rows.words().text("ratio.cap-of-over-cap-of", nameA, nameB),
            rows.words()
                .text(
                    "ratio.members-of-throughout-unlisted-companies-count",
                    rows.spec().comparedOn()),
            List.of(
                Definitions.date(rows.words()),
                Definitions.of(
                    rows.words(),
                    COMPARISONS,
                    "cap_ratio",
                    rows.words().text("common.cap-ratio"),
                    Unit.FRACTION),
                Definitions.of(
                    rows.words(),
                    COMPARISONS,
                    "cap_ratio_private_a",
                    rows.words().text("ratio.with-s-unlisted", nameA),
                    Unit.FRACTION),
                Definitions.of(
                    rows.words(),
                    COMPARISONS,
                    "cap_ratio_private_both",
                    rows.words().text("ratio.with-both-sides"),
                    Unit.FRACTION),
                Definitions.of(
                    rows.words(),
                    CAPEX,
                    "ratio",
                    rows.words().text("ratio.capex-ratio-of-the-year"),
                    Unit.FRACTION),
                counted("counted_a", nameA),
                counted("counted_b", nameB)),
            cells,
            false,
            new Provenance(rows.of(Part.COMPARISONS).query(), ""));
    return new Chart(
        Chart.Kind.LINES, description(cells), data, "date", Unit.FRACTION, series(cells), marks);
  }

  /** No line without a value, and none that runs on another. */
  private List<Series> series(List<List<Object>> cells) {
    List<Series> series = new ArrayList<>();
    series.add(new Series("cap_ratio", rows.words().text("ratio.listed-companies"), Role.A));
    if (cells.stream().anyMatch(RatioSection::hasUnlisted)) {
      series.add(
          new Series(
              "cap_ratio_private_a",
              rows.words().text("ratio.with-s-unlisted", nameA),
              Role.A_MORE));
      series.add(
          new Series(
              "cap_ratio_private_both",
              rows.words().text("ratio.with-both-sides-unlisted"),
              Role.OTHER));
    }
    if (cells.stream().anyMatch(row -> row.get(4) != null)) {
      series.add(new Series("ratio", rows.words().text("ratio.capex-of-the-year"), Role.MEAN));
    }
    return series;
  }

  private List<Object> cells(Row row) {
    LocalDate day = Answer.date(row, "valuation_date");
    return Arrays.asList(
        day,
        number(row, "cap_ratio"),
        number(row, "cap_ratio_private_a"),
        number(row, "cap_ratio_private_both"),
        rows.of(Part.CAPEX).where("period", String.valueOf(day.getYear())).number("ratio"),
        counted(row, "a"),
        counted(row, "b"));
  }

  private Column counted(String column, String basket) {
    return new Column(
        column,
        rows.words().text("ratio.counted", basket),
        Unit.TEXT,
        rows.words().text("ratio.its-members-whose-cap-the-ratio"));
  }

  private String counted(Row row, String side) {
    Integer members = row.getAs("member_count_" + side);
    Integer capped = row.getAs("capped_count_" + side);
    return members == null || capped == null
        ? null
        : ChangeRemarks.ofMembers(rows.words(), capped, members);
  }

  /** How many members the ratio is of, at both ends. */
  private String counted(List<List<Object>> cells) {
    List<Object> first = cells.get(0);
    List<Object> last = cells.get(cells.size() - 1);
    return first.get(5) == null || last.get(5) == null
        ? ""
        : rows.words()
            .text(
                "ratio.counts", first.get(5), nameA, first.get(6), nameB, last.get(5), last.get(6));
  }

  /** The capex ratio over all years together. */
  static Answer total(ReportRows rows) {
    return rows.of(Part.CAPEX)
        .where(row -> Answer.text(row, "period").equals(Answer.text(row, "years")));
  }

  private String description(List<List<Object>> cells) {
    if (cells.isEmpty()) {
      return rows.words().text("ratio.no-day-has-a-cap-of");
    }
    return rows.words()
        .text(
            "ratio.on",
            cells.get(0).get(0),
            rows.words().show(Unit.FRACTION, cells.get(0).get(1)),
            SeriesEnd.words(rows.words(), cells, 1, Unit.FRACTION),
            counted(cells),
            cells.stream()
                .filter(row -> row.get(1) != null && !row.get(1).equals(row.get(2)))
                .findFirst()
                .map(
                    row ->
                        rows.words()
                            .text(
                                "ratio.unlisted-companies-of-count-from-their", nameA, row.get(0)))
                .orElse(""));
  }

  private static boolean hasUnlisted(List<Object> row) {
    return row.get(1) != null && !(row.get(1).equals(row.get(2)) && row.get(1).equals(row.get(3)));
  }

  /** "Tencent (no results are reported), ..." out of the row's "0700.HK NO_ACTUAL, ...". */
  private String missing(Row row) {
    String missing = Answer.text(row, "missing");
    if (missing == null) {
      return "";
    }
    List<String> named = new ArrayList<>();
    for (String one : missing.split(", ")) {
      int space = one.lastIndexOf(' ');
      named.add(
          space < 0
              ? one
              : rows.issuer(one.substring(0, space))
                  + rows.words()
                      .text("joined.in-brackets", rows.words().reason(one.substring(space + 1))));
    }
    return String.join(rows.words().pattern("list.comma"), named);
  }

  private Table capex() {
    List<List<Object>> cells = new ArrayList<>();
    for (Row row : rows.of(Part.CAPEX).rows()) {
      cells.add(
          Arrays.asList(
              Answer.text(row, "period"),
              number(row, "amount_a_usd"),
              number(row, "amount_b_usd"),
              number(row, "ratio"),
              rows.words()
                  .text("common.of", row.getAs("covered_count_a"), row.getAs("member_count_a")),
              rows.words()
                  .text("common.of", row.getAs("covered_count_b"), row.getAs("member_count_b")),
              missing(row)));
    }
    // The single years, then all of them together.
    cells.sort(
        Comparator.comparing((List<Object> row) -> ((String) row.get(0)).length())
            .thenComparing(row -> (String) row.get(0)));
    String subsectors =
        rows.of(Part.CAPEX).first().map(row -> Answer.text(row, "subsectors")).orElse("ALL");
    return new Table(
        "capex",
        rows.words().text("ratio.capex-of-over-capex-of", nameA, nameB),
        rows.words()
            .text("ratio.calendar-years-time-weighted-sub-sectors", Wording.code(subsectors)),
        List.of(
            Definitions.of(
                rows.words(), CAPEX, "period", rows.words().text("ratio.years"), Unit.TEXT),
            Definitions.of(rows.words(), CAPEX, "amount_a_usd", nameA, Unit.USD),
            Definitions.of(rows.words(), CAPEX, "amount_b_usd", nameB, Unit.USD),
            Definitions.of(
                rows.words(), CAPEX, "ratio", rows.words().text("ratio.ratio"), Unit.FRACTION),
            Definitions.of(
                rows.words(),
                CAPEX,
                "covered_count_a",
                rows.words().text("ratio.counted", nameA),
                Unit.TEXT),
            Definitions.of(
                rows.words(),
                CAPEX,
                "covered_count_b",
                rows.words().text("ratio.counted", nameB),
                Unit.TEXT),
            Definitions.of(
                rows.words(),
                CAPEX,
                "missing",
                rows.words().text("ratio.missing-and-why"),
                Unit.TEXT)),
        cells,
        false,
        new Provenance(rows.of(Part.CAPEX).query(), ""));
  }
}
