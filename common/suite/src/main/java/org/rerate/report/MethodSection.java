package org.rerate.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.rerate.methodology.Methodology;
import org.rerate.report.ReportData.BasketPart;
import org.rerate.report.ReportRows.Part;
import org.rerate.report.document.Column;
import org.rerate.report.document.Provenance;
import org.rerate.report.document.Section;
import org.rerate.report.document.Table;
import org.rerate.report.document.Unit;
import org.rerate.run.Json;

/** How the numbers were made, from what, and by which runs. */
final class MethodSection {

  private final ReportRows rows;
  private final ReportData note;

  MethodSection(ReportRows rows, ReportData note) {
    this.rows = rows;
    this.note = note;
  }

  Section section() {
    return new Section(
        "method",
        rows.words().text("method.method-coverage-data-and-runs"),
        List.of(rows.words().sentence("method.a-pe-is-the-cap-of")),
        List.of(coverage(), switches(), runs()));
  }

  private Table coverage() {
    List<List<Object>> cells = new ArrayList<>();
    for (BasketPart basket : Narrative.inOrder(note)) {
      Answer all =
          rows.of(Part.VALUATIONS)
              .where("basket_id", basket.basket())
              .where("basis", note.spec().basis().toString())
              .where("subsector", "ALL")
              .where("valuation_date", basket.end());
      cells.add(
          Arrays.asList(
              basket.name(),
              basket.end(),
              count(all, "member_count"),
              count(all, "capped_count"),
              count(all, "matched_count"),
              count(all, "negative_count"),
              basket.coverage(),
              first(),
              rows.plan().days().length));
    }
    return new Table(
        "coverage",
        rows.words().text("method.coverage-and-dates"),
        rows.words().text("method.members-are-those-of-the-end"),
        List.of(
            Definitions.basket(rows.words()),
            new Column(
                "end",
                rows.words().text("method.end"),
                Unit.DATE,
                rows.words().text("common.the-day-valued")),
            new Column(
                "member_count",
                rows.words().text("common.members"),
                Unit.COUNT,
                rows.words().text("method.members")),
            new Column(
                "capped_count",
                rows.words().text("method.with-a-cap"),
                Unit.COUNT,
                rows.words().text("method.members-with-a-cap")),
            new Column(
                "matched_count",
                rows.words().text("method.and-earnings"),
                Unit.COUNT,
                rows.words().text("method.members-with-both")),
            new Column(
                "negative_count",
                rows.words().text("method.with-losses"),
                Unit.COUNT,
                rows.words().text("method.matched-members-with-losses")),
            new Column(
                "coverage",
                rows.words().text("common.coverage"),
                Unit.FRACTION,
                rows.words().text("method.matched-cap-cap")),
            new Column(
                "first",
                rows.words().text("method.lines-from"),
                Unit.DATE,
                rows.words().text("method.first-valuation-date-shown")),
            new Column(
                "days",
                rows.words().text("method.valuation-dates"),
                Unit.COUNT,
                rows.words().text("method.valuation-dates-shown"))),
        cells,
        false,
        new Provenance(rows.of(Part.VALUATIONS).query(), ""));
  }

  private LocalDate first() {
    return org.rerate.domain.Days.date(rows.plan().days()[0]);
  }

  private static Double count(Answer answer, String column) {
    return answer.number(column);
  }

  private Table switches() {
    Methodology m = rows.methodology();
    TreeMap<String, String> values = new TreeMap<>();
    values.put("methodology", m.name());
    values.put("knowledge", rows.asOf().knowledge().toString());
    values.put(
        "recorded_by",
        rows.asOf().recordedBy() == null
            ? rows.words().text("method.no-cut")
            : rows.asOf().recordedBy().toString());
    values.put("share_class_policy", m.shareClassPolicy().name().toLowerCase(Locale.ROOT));
    values.put("calendarisation", m.calendarisation().name().toLowerCase(Locale.ROOT));
    values.put("price_max_age_days", String.valueOf(m.priceMaxAgeDays()));
    values.put("fx_max_age_days", String.valueOf(m.fxMaxAgeDays()));
    values.put("estimate_max_age_days", String.valueOf(m.estimateMaxAgeDays()));
    values.put("min_analysts", String.valueOf(m.minAnalysts()));
    values.put("min_coverage", String.valueOf(m.minCoverage()));
    values.put("min_member_coverage", String.valueOf(m.minMemberCoverage()));
    m.composites()
        .forEach(
            (name, without) ->
                values.put(
                    rows.words().text("method.composite", name),
                    rows.words()
                        .text(
                            "method.all-but",
                            String.join(rows.words().pattern("list.comma"), without))));
    values.put(
        "rolling_windows",
        m.rollingWindows().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    List<List<Object>> cells = new ArrayList<>();
    values.forEach((name, value) -> cells.add(List.of(name, value)));
    return new Table(
        "switches",
        rows.words().text("method.switches-of-the-methodology"),
        rows.words().text("method.what-each-means-docs-methodology-md"),
        List.of(
            new Column(
                "switch",
                rows.words().text("method.switch"),
                Unit.TEXT,
                rows.words().text("method.name-of-the-switch")),
            new Column(
                "value",
                rows.words().text("method.value"),
                Unit.TEXT,
                rows.words().text("method.its-value"))),
        cells,
        false,
        new Provenance("", "rerate config"));
  }

  private Table runs() {
    Set<String> seen = new HashSet<>();
    List<List<Object>> cells = new ArrayList<>();
    rows.of(Part.RUNS).rows().stream()
        .sorted(Comparator.comparing((Row row) -> row.<java.sql.Timestamp>getAs("logged_at")))
        .filter(row -> seen.add(Answer.text(row, "run_id")))
        .forEach(row -> cells.add(run(row)));
    return new Table(
        "runs",
        rows.words().text("method.runs-and-the-versions-that-they"),
        rows.words().text("method.the-runs-that-computed-the-numbers"),
        List.of(
            new Column(
                "run_id",
                rows.words().text("common.run"),
                Unit.TEXT,
                rows.words().text("method.identifier-of-the-run")),
            new Column(
                "command",
                rows.words().text("method.command"),
                Unit.TEXT,
                rows.words().text("method.the-command")),
            new Column(
                "arguments",
                rows.words().text("method.arguments"),
                Unit.TEXT,
                rows.words().text("method.its-arguments")),
            new Column(
                "finished_at",
                rows.words().text("method.finished-utc"),
                Unit.TEXT,
                rows.words().text("method.when-it-was-done")),
            new Column(
                "code_version",
                rows.words().text("method.rerate"),
                Unit.TEXT,
                rows.words().text("method.version-of-rerate")),
            new Column(
                "input_versions",
                rows.words().text("method.read"),
                Unit.TEXT,
                rows.words().text("method.table-versions-read"))),
        cells,
        false,
        new Provenance(rows.of(Part.RUNS).query(), ""));
  }

  /**
   * Tables and their versions, without the ids that tell tables and commits apart, and without the
   * rules.
   */
  private static String versions(String inputs) {
    return Json.textMap(inputs).entrySet().stream()
        .filter(input -> input.getKey().contains("."))
        .sorted(Map.Entry.comparingByKey())
        .map(input -> input.getKey() + ":" + input.getValue().split(" ", 2)[0])
        .collect(Collectors.joining(", "));
  }

  private static List<Object> run(Row row) {
    java.sql.Timestamp finished = row.getAs("finished_at");
    String inputs = Answer.text(row, "input_versions");
    return Arrays.asList(
        Answer.text(row, "run_id"),
        Answer.text(row, "command"),
        Answer.text(row, "arguments"),
        finished == null ? "" : finished.toInstant().toString(),
        Answer.text(row, "code_version"),
        inputs == null ? "" : versions(inputs));
  }
}
