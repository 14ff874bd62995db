package org.rerate.report;

import static org.rerate.report.Answer.number;
import static org.rerate.report.Answer.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.rerate.report.ReportRows.Part;
import org.rerate.report.document.Absence;
import org.rerate.report.document.Chart;
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

/** Growth of income against change of price, company by company and group by group. */
final class GrowthSection {

  private static final TableSpec GROWTH = MeasureTables.GROUP_GROWTH;

  private final ReportRows rows;

  GrowthSection(ReportRows rows) {
    this.rows = rows;
  }

  Section section() {
    List<DocumentPart> blocks = new ArrayList<>();
    if (rows.of(Part.GROWTH).rows().isEmpty()) {
      blocks.add(new Notice(rows.words().text("growth.no-reported-years-of-the-members")));
    } else {
      Table table = table();
      blocks.add(chart(table));
      blocks.add(table);
    }
    String years = new MeasureQuestions(rows.plan()).growthYears();
    return new Section(
        "growth",
        rows.words().text("growth.growth-against-price-fiscal-years", years),
        List.of(),
        blocks);
  }

  private Table table() {
    List<List<Object>> cells = new ArrayList<>();
    for (String level : List.of("AGGREGATE", "MEDIAN", "MEMBER")) {
      rows.of(Part.GROWTH).where("level", level).rows().forEach(row -> cells.add(cells(row)));
    }
    return new Table(
        "growth",
        rows.words().text("growth.growth-of-income-and-revenue-change"),
        rows.words().text("growth.between-the-ends-of-two-fiscal"),
        columns(),
        cells,
        true,
        new Provenance(rows.of(Part.GROWTH).query(), ""));
  }

  private List<Object> cells(Row row) {
    String issuer = text(row, "issuer_id");
    String level = text(row, "level");
    return Arrays.asList(
        rows.name(text(row, "group_name")),
        level.equals("MEMBER")
            ? rows.issuer(issuer)
            : level.equals("MEDIAN")
                ? rows.words().text("growth.median-of-members")
                : rows.words().text("growth.the-basket-as-one-company"),
        cell(row, "income_growth", "income_status"),
        cell(row, "revenue_growth", "revenue_status"),
        cell(row, "price_change", "price_status"),
        cell(row, "multiple_change", "multiple_status"),
        level.equals("MEMBER")
            ? ""
            : rows.words().text("common.of", row.getAs("income_count"), row.getAs("member_count")));
  }

  private static Object cell(Row row, String column, String status) {
    Double value = number(row, column);
    return value == null ? new Absence(text(row, status)) : value;
  }

  private List<Column> columns() {
    return List.of(
        Definitions.basket(rows.words()),
        new Column(
            "name",
            rows.words().text("common.company"),
            Unit.TEXT,
            rows.words().text("growth.the-company-the-median-or-the")),
        Definitions.of(
            rows.words(),
            GROWTH,
            "income_growth",
            rows.words().text("growth.net-income"),
            Unit.CHANGE),
        Definitions.of(
            rows.words(),
            GROWTH,
            "revenue_growth",
            rows.words().text("growth.revenue"),
            Unit.CHANGE),
        Definitions.of(
            rows.words(), GROWTH, "price_change", rows.words().text("growth.price"), Unit.CHANGE),
        Definitions.of(
            rows.words(),
            GROWTH,
            "multiple_change",
            rows.words().text("growth.implied-multiple"),
            Unit.CHANGE),
        Definitions.of(
            rows.words(),
            GROWTH,
            "income_count",
            rows.words().text("growth.members-counted"),
            Unit.TEXT));
  }

  private Chart chart(Table table) {
    String nameA = rows.name(rows.spec().basketA());
    String nameB = rows.name(rows.spec().basketB());
    List<List<Object>> cells = new ArrayList<>();
    for (Row row : rows.of(Part.GROWTH).where("level", "MEMBER").rows()) {
      Double income = number(row, "income_growth");
      Double price = number(row, "price_change");
      if (income != null && price != null) {
        boolean isA = text(row, "group_name").equals(rows.spec().basketA());
        String issuer = text(row, "issuer_id");
        cells.add(
            Arrays.asList(rows.issuer(issuer), income, isA ? null : price, isA ? price : null));
      }
    }
    Table data =
        new Table(
            "growth-chart",
            rows.words().text("growth.growth-of-net-income-against-change"),
            table.about(),
            List.of(
                new Column(
                    "name",
                    rows.words().text("common.company"),
                    Unit.TEXT,
                    rows.words().text("growth.the-company")),
                Definitions.of(
                    rows.words(),
                    GROWTH,
                    "income_growth",
                    rows.words().text("growth.growth-of-net-income"),
                    Unit.CHANGE),
                new Column(
                    "price_b",
                    rows.words().text("growth.price-2", nameB),
                    Unit.CHANGE,
                    rows.words().text("growth.change-of-price")),
                new Column(
                    "price_a",
                    rows.words().text("growth.price-2", nameA),
                    Unit.CHANGE,
                    rows.words().text("growth.change-of-price"))),
            cells,
            false,
            table.source());
    return new Chart(
        Chart.Kind.SCATTER,
        rows.words().text("growth.companies-with-both-change-of-price", cells.size()),
        data,
        "income_growth",
        Unit.CHANGE,
        List.of(new Series("price_b", nameB, Role.B), new Series("price_a", nameA, Role.A)),
        List.of());
  }
}
