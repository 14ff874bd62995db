package org.rerate.report;

import static org.rerate.report.Answer.number;
import static org.rerate.report.Answer.text;

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
import org.rerate.report.document.DocumentPart;
import org.rerate.report.document.Notice;
import org.rerate.report.document.Provenance;
import org.rerate.report.document.Section;
import org.rerate.report.document.Table;
import org.rerate.report.document.Unit;
import org.rerate.table.MeasureTables;
import org.rerate.table.TableSpec;

/** How far the models of one region are behind those of the other. */
final class ModelsSection {

  private static final TableSpec GAPS = MeasureTables.MODEL_GAPS;

  private final ReportRows rows;

  ModelsSection(ReportRows rows) {
    this.rows = rows;
  }

  Section section() {
    List<Row> gaps =
        rows.of(Part.MODELS).rows().stream()
            .sorted(Comparator.comparing(row -> Answer.date(row, "valuation_date")))
            .dropWhile(row -> number(row, "gap") == null)
            .toList();
    List<DocumentPart> blocks = new ArrayList<>();
    if (gaps.isEmpty()) {
      blocks.add(new Notice("No scores of models are on file, or the report names no benchmark."));
    } else {
      blocks.add(chart(gaps));
    }
    return new Section("models", "Model gap", List.of(), blocks);
  }

  private Chart chart(List<Row> gaps) {
    List<List<Object>> cells = new ArrayList<>();
    String before = null;
    for (Row row : gaps) {
      String state = number(row, "gap") + text(row, "model_a") + text(row, "model_b");
      boolean last = row == gaps.get(gaps.size() - 1);
      if (last || !state.equals(before)) {
        cells.add(cells(row));
      }
      before = state;
    }
    Row end = gaps.get(gaps.size() - 1);
    String regionA = Wording.region(text(end, "region_a"));
    String regionB = Wording.region(text(end, "region_b"));
    Table data =
        new Table(
            "model-gap",
            "Best model of " + regionA + " behind that of " + regionB,
            "1 - best score of "
                + regionA
                + " / best score of "
                + regionB
                + " on the "
                + Wording.code(text(end, "benchmark"))
                + ", over models released by the day. A row for each day on which it moved.",
            List.of(
                Definitions.DATE,
                Definitions.of(GAPS, "gap", "Gap", Unit.FRACTION),
                Definitions.of(GAPS, "model_a", "Best of " + regionA, Unit.TEXT),
                Definitions.of(GAPS, "best_a", "its score", Unit.POINTS),
                Definitions.of(GAPS, "model_b", "Best of " + regionB, Unit.TEXT),
                Definitions.of(GAPS, "best_b", "its score ", Unit.POINTS)),
            cells,
            false,
            new Provenance(rows.of(Part.MODELS).query(), ""));
    return new Chart(
        Chart.Kind.LINES,
        "The gap: " + SeriesEnd.words(cells, 1, Unit.FRACTION) + ".",
        data,
        "date",
        Unit.FRACTION,
        List.of(new Series("gap", "gap", Role.A)),
        List.of(new Mark(null, 0.0, "")));
  }

  private static List<Object> cells(Row row) {
    return Arrays.asList(
        Answer.date(row, "valuation_date"),
        number(row, "gap"),
        row.getAs("model_a") == null ? "" : row.getAs("model_a"),
        number(row, "best_a"),
        row.getAs("model_b") == null ? "" : row.getAs("model_b"),
        number(row, "best_b"));
  }
}
