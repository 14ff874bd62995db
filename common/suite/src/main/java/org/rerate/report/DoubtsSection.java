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
        : Optional.of(new Section("doubts", "Doubts about the data", List.of(), tables));
  }

  private Table suspicions() {
    List<List<Object>> cells = new ArrayList<>();
    for (Suspicion one : rows.suspicions()) {
      cells.add(
          Arrays.asList(
              rows.issuer(one.issuer()),
              one.subject(),
              one.day(),
              RuleCode.valueOf(one.rule()).meaning(),
              one.before() == null ? "" : one.before(),
              one.after() == null ? "" : one.after(),
              one.where()));
    }
    return new Table(
        "suspicions",
        "Odd rows of members that nothing explains yet",
        "A split that nobody told of, a count in another unit or of several classes at once makes"
            + " a cap wrong by its ratio. Correct the row, or load the action that explains it.",
        List.of(
            new Column("name", "Company", Unit.TEXT, "name of the company"),
            new Column("line", "Line", Unit.TEXT, "the line, or the company of a cap"),
            new Column("day", "Day", Unit.DATE, "the day of the row"),
            new Column("what", "What is odd", Unit.TEXT, "the warning"),
            new Column("before", "Before", Unit.TEXT, "what stood before"),
            new Column("after", "After", Unit.TEXT, "what stands"),
            new Column("source", "From", Unit.TEXT, "file and line")),
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
        "Share counts older than " + OLD_COUNT_DAYS + " days",
        "The methodology's shares_max_age_days would leave such caps out.",
        List.of(
            new Column("name", "Company", Unit.TEXT, "name of the company"),
            new Column("day", "Day", Unit.DATE, "the day valued"),
            new Column(
                "shares_age_days", "Age, days", Unit.COUNT, "of its oldest counted share count")),
        cells,
        true,
        new Provenance(rows.of(Part.CAPS).query(), "rerate explain"));
  }
}
