package org.rerate.report;

import static org.rerate.report.Answer.number;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.rerate.report.ReportRows.Part;
import org.rerate.report.document.Absence;
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
      blocks.add(new Notice("No capex of members of both baskets is on file."));
    } else {
      blocks.add(capex());
    }
    return new Section("ratio", "Cap of " + nameA + " in % of " + nameB + "'s", List.of(), blocks);
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
              "capex " + Answer.text(total.first().orElseThrow(), "period")));
    }
    Table data =
        new Table(
            "cap-ratio",
            "Cap of " + nameA + " over cap of " + nameB,
            "Members of "
                + rows.spec().comparedOn()
                + " throughout. Unlisted companies count at"
                + " their last private valuation. The line of capex is the ratio of the calendar"
                + " year of the day.",
            List.of(
                Definitions.DATE,
                Definitions.of(COMPARISONS, "cap_ratio", "Cap ratio", Unit.FRACTION),
                Definitions.of(
                    COMPARISONS,
                    "cap_ratio_private_a",
                    "with " + nameA + "'s unlisted",
                    Unit.FRACTION),
                Definitions.of(
                    COMPARISONS, "cap_ratio_private_both", "with both sides'", Unit.FRACTION),
                Definitions.of(CAPEX, "ratio", "Capex ratio of the year", Unit.FRACTION),
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
    series.add(new Series("cap_ratio", "listed companies", Role.A));
    if (cells.stream().anyMatch(RatioSection::hasUnlisted)) {
      series.add(new Series("cap_ratio_private_a", "with " + nameA + "'s unlisted", Role.A_MORE));
      series.add(new Series("cap_ratio_private_both", "with both sides' unlisted", Role.OTHER));
    }
    if (cells.stream().anyMatch(row -> row.get(4) != null)) {
      series.add(new Series("ratio", "capex of the year", Role.MEAN));
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

  private static Column counted(String column, String basket) {
    return new Column(
        column,
        "Counted, " + basket,
        Unit.TEXT,
        "its members whose cap the ratio of listed companies counts, of all on the day");
  }

  private static String counted(Row row, String side) {
    Integer members = row.getAs("member_count_" + side);
    Integer capped = row.getAs("capped_count_" + side);
    return members == null || capped == null ? null : ChangeRemarks.ofMembers(capped, members);
  }

  /** How many members the ratio is of, at both ends. */
  private String counted(List<List<Object>> cells) {
    List<Object> first = cells.get(0);
    List<Object> last = cells.get(cells.size() - 1);
    return first.get(5) == null || last.get(5) == null
        ? ""
        : " It counts %s of %s and %s of %s at the start, %s and %s at the end."
            .formatted(first.get(5), nameA, first.get(6), nameB, last.get(5), last.get(6));
  }

  /** The capex ratio over all years together. */
  static Answer total(ReportRows rows) {
    return rows.of(Part.CAPEX)
        .where(row -> Answer.text(row, "period").equals(Answer.text(row, "years")));
  }

  private String description(List<List<Object>> cells) {
    if (cells.isEmpty()) {
      return "No day has a cap of both.";
    }
    return "On "
        + cells.get(0).get(0)
        + " "
        + Unit.FRACTION.display(cells.get(0).get(1))
        + ", "
        + SeriesEnd.words(cells, 1, Unit.FRACTION)
        + "."
        + counted(cells)
        + cells.stream()
            .filter(row -> row.get(1) != null && !row.get(1).equals(row.get(2)))
            .findFirst()
            .map(
                row ->
                    " Unlisted companies of "
                        + nameA
                        + " count from their first private valuation on file, "
                        + row.get(0)
                        + ".")
            .orElse("");
  }

  private static boolean hasUnlisted(List<Object> row) {
    return row.get(1) != null && !(row.get(1).equals(row.get(2)) && row.get(1).equals(row.get(3)));
  }

  /** "Tencent (nothing is reported), ..." out of the row's "0700.HK NO_ACTUAL, ...". */
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
                  + " ("
                  + Absence.reason(one.substring(space + 1))
                  + ")");
    }
    return String.join(", ", named);
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
              row.getAs("covered_count_a") + " of " + row.getAs("member_count_a"),
              row.getAs("covered_count_b") + " of " + row.getAs("member_count_b"),
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
        "Capex of " + nameA + " over capex of " + nameB,
        "Calendar years, time weighted; sub-sectors counted: " + Wording.code(subsectors) + ".",
        List.of(
            Definitions.of(CAPEX, "period", "Years", Unit.TEXT),
            Definitions.of(CAPEX, "amount_a_usd", nameA, Unit.USD),
            Definitions.of(CAPEX, "amount_b_usd", nameB, Unit.USD),
            Definitions.of(CAPEX, "ratio", "Ratio", Unit.FRACTION),
            Definitions.of(CAPEX, "covered_count_a", "Counted, " + nameA, Unit.TEXT),
            Definitions.of(CAPEX, "covered_count_b", "Counted, " + nameB, Unit.TEXT),
            Definitions.of(CAPEX, "missing", "Missing, and why", Unit.TEXT)),
        cells,
        false,
        new Provenance(rows.of(Part.CAPEX).query(), ""));
  }
}
