package org.rerate.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.rerate.check.Suspicions.Suspicion;
import org.rerate.domain.RuleCode;
import org.rerate.report.ReportRows.Part;
import org.rerate.report.document.Column;
import org.rerate.report.document.DocumentPart;
import org.rerate.report.document.Provenance;
import org.rerate.report.document.Section;
import org.rerate.report.document.Table;
import org.rerate.report.document.Unit;

/** What is odd about the members' data and not settled, and share counts that are old. */
final class DoubtsSection {

  /** Companies count their shares once a year at least. */
  private static final int OLD_COUNT_DAYS = 400;

  private final ReportRows rows;

  DoubtsSection(ReportRows rows) {
    this.rows = rows;
  }

  /** The section; empty if there is nothing to doubt. */
  Optional<Section> section() {
    List<DocumentPart> tables = new ArrayList<>();
    if (!rows.suspicions().isEmpty()) {
      tables.add(suspicions());
    }
    List<List<Object>> old = oldCounts();
    if (!old.isEmpty()) {
      tables.add(oldCounts(old));
    }
    return tables.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section(
                "doubts", rows.words().text("doubts.doubts-about-the-data"), List.of(), tables));
  }

  private Table suspicions() {
    List<List<Object>> cells = new ArrayList<>();
    for (Suspicion one : rows.suspicions()) {
      cells.add(
          Arrays.asList(
              rows.issuer(one.issuer()),
              one.subject(),
              one.day(),
              meaning(one.rule()),
              one.before() == null ? "" : one.before(),
              one.after() == null ? "" : one.after(),
              one.where()));
    }
    return new Table(
        "suspicions",
        rows.words().text("doubts.odd-rows-of-members-that-nothing"),
        rows.words().text("doubts.a-split-that-nobody-told-of"),
        List.of(
            Definitions.company(rows.words()),
            new Column(
                "line",
                rows.words().text("common.line"),
                Unit.TEXT,
                rows.words().text("doubts.the-line-or-the-company-of")),
            new Column(
                "day",
                rows.words().text("common.day"),
                Unit.DATE,
                rows.words().text("doubts.the-day-of-the-row")),
            new Column(
                "what",
                rows.words().text("doubts.what-is-odd"),
                Unit.TEXT,
                rows.words().text("doubts.the-warning")),
            new Column(
                "before",
                rows.words().text("doubts.before"),
                Unit.TEXT,
                rows.words().text("doubts.what-stood-before")),
            new Column(
                "after",
                rows.words().text("doubts.after"),
                Unit.TEXT,
                rows.words().text("doubts.what-stands")),
            new Column(
                "source",
                rows.words().text("doubts.from"),
                Unit.TEXT,
                rows.words().text("doubts.file-and-line"))),
        cells,
        true,
        new Provenance("SELECT * FROM ops.warnings", "rerate check"));
  }

  private List<List<Object>> oldCounts() {
    Set<LocalDate> ends = new TreeSet<>();
    rows.spec().spans().forEach(span -> ends.add(span.end()));
    List<List<Object>> cells = new ArrayList<>();
    for (Row row : rows.of(Part.CAPS).rows()) {
      Integer age = row.getAs("shares_age_days");
      LocalDate day = Answer.date(row, "valuation_date");
      if (age != null && age > OLD_COUNT_DAYS && ends.contains(day)) {
        String issuer = Answer.text(row, "issuer_id");
        cells.add(List.of(rows.issuer(issuer), day, (double) age));
      }
    }
    return cells;
  }

  private Table oldCounts(List<List<Object>> cells) {
    return new Table(
        "old_counts",
        rows.words().text("doubts.share-counts-older-than-days", OLD_COUNT_DAYS),
        rows.words().text("doubts.the-methodologys-shares-max-age-days"),
        List.of(
            Definitions.company(rows.words()),
            new Column(
                "day",
                rows.words().text("common.day"),
                Unit.DATE,
                rows.words().text("common.the-day-valued")),
            new Column(
                "shares_age_days",
                rows.words().text("doubts.age-days"),
                Unit.COUNT,
                rows.words().text("doubts.of-its-oldest-counted-share-count"))),
        cells,
        true,
        new Provenance(rows.of(Part.CAPS).query(), "rerate explain"));
  }

  /** The rules' own meanings are the English. */
  private String meaning(String rule) {
    String key = "rule." + rule;
    return rows.words().has(key) ? rows.words().pattern(key) : RuleCode.valueOf(rule).meaning();
  }
}
