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
      blocks.add(new Notice(rows.words().text("models.no-scores-of-models-are-on")));
    } else {
      blocks.add(chart(gaps));
    }
    return new Section("models", rows.words().text("models.model-gap"), List.of(), blocks);
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
    String regionA = Wording.region(rows.words(), text(end, "region_a"));
    String regionB = Wording.region(rows.words(), text(end, "region_b"));
    Table data =
        new Table(
            "model-gap",
            rows.words().text("models.best-model-of-behind-that-of", regionA, regionB),
            rows.words()
                .text(
                    "models.1-best-score-of-best-score",
                    regionA,
                    regionB,
                    Wording.code(text(end, "benchmark"))),
            List.of(
                Definitions.date(rows.words()),
                Definitions.of(
                    rows.words(), GAPS, "gap", rows.words().text("models.gap"), Unit.FRACTION),
                Definitions.of(
                    rows.words(),
                    GAPS,
                    "model_a",
                    rows.words().text("models.best-of", regionA),
                    Unit.TEXT),
                Definitions.of(
                    rows.words(),
                    GAPS,
                    "best_a",
                    rows.words().text("models.its-score"),
                    Unit.POINTS),
                Definitions.of(
                    rows.words(),
                    GAPS,
                    "model_b",
                    rows.words().text("models.best-of", regionB),
                    Unit.TEXT),
                Definitions.of(
                    rows.words(),
                    GAPS,
                    "best_b",
                    rows.words().text("models.its-score-2"),
                    Unit.POINTS)),
            cells,
            false,
            new Provenance(rows.of(Part.MODELS).query(), ""));
    return new Chart(
        Chart.Kind.LINES,
        rows.words().text("models.the-gap", SeriesEnd.words(rows.words(), cells, 1, Unit.FRACTION)),
        data,
        "date",
        Unit.FRACTION,
        List.of(new Series("gap", rows.words().text("models.gap-2"), Role.A)),
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
