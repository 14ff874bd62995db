package org.rerate.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.rerate.report.ReportData.BasketPart;
import org.rerate.report.ReportData.Driver;
import org.rerate.report.ReportData.SpanPart;
import org.rerate.report.ReportRows.Part;
import org.rerate.report.document.Chart;
import org.rerate.report.document.Chart.Role;
import org.rerate.report.document.Chart.Series;
import org.rerate.report.document.Column;
import org.rerate.report.document.DocumentPart;
import org.rerate.report.document.Provenance;
import org.rerate.report.document.Section;
import org.rerate.report.document.Table;
import org.rerate.report.document.Unit;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/** Which sub-sectors and companies drove the change. */
final class DriversSection {

  private static final TableSpec CHANGES = ValuationTables.BASKET_CHANGES;

  private final ReportRows rows;
  private final ReportData note;

  DriversSection(ReportRows rows, ReportData note) {
    this.rows = rows;
    this.note = note;
  }

  Section section() {
    List<DocumentPart> blocks = new ArrayList<>();
    for (BasketPart basket : Narrative.inOrder(note)) {
      for (SpanPart span : basket.spans()) {
        blocks.add(chart(basket, span, blocks.size() + 1));
      }
    }
    Table companies = new ContributorsTable(rows, note).table();
    if (!companies.rows().isEmpty()) {
      blocks.add(companies);
    }
    return new Section(
        "drivers",
        rows.words().text("drivers.drivers-by-sub-sector-and-company"),
        List.of(),
        blocks);
  }

  private Chart chart(BasketPart basket, SpanPart span, int number) {
    List<Driver> drivers =
        span.drivers().stream()
            .sorted(
                Comparator.comparing(
                    Driver::change, Comparator.nullsLast(Comparator.reverseOrder())))
            .toList();
    List<List<Object>> cells = new ArrayList<>();
    for (Driver driver : drivers) {
      cells.add(
          Arrays.asList(
              driver.subsector(),
              rows.words().text("common.of", driver.both(), driver.members()),
              driver.change(),
              driver.changePct(),
              driver.shareOfChange()));
    }
    boolean isA = basket.basket().equals(note.spec().basketA());
    Table data =
        new Table(
            "drivers-" + number,
            rows.words().text("common.since", basket.name(), span.name()),
            rows.words().text("drivers.like-for-like-change-in-cap"),
            columns(),
            cells,
            false,
            new Provenance(rows.of(Part.CHANGES).query(), ""));
    return new Chart(
        Chart.Kind.BARS,
        rows.words()
            .text(
                "drivers.the-change-is-of-those-with",
                description(drivers),
                ChangeRemarks.ofMembers(
                    rows.words(), span.counts().both(), span.counts().members())),
        data,
        "subsector",
        Unit.USD_CHANGE,
        List.of(
            new Series(
                "lfl_cap_change_usd",
                rows.words().text("drivers.change-in-cap"),
                isA ? Role.A : Role.B)),
        List.of());
  }

  private String description(List<Driver> drivers) {
    return drivers.stream()
        .filter(driver -> driver.change() != null)
        .max(Comparator.comparingDouble(driver -> Math.abs(driver.change())))
        .map(
            d ->
                rows.words()
                    .text(
                        "drivers.largest-change-own-change",
                        d.subsector(),
                        rows.words().show(Unit.USD_CHANGE, d.change()),
                        rows.words().show(Unit.CHANGE, d.changePct())))
        .orElse(rows.words().text("drivers.no-sub-sector-has-members-with"));
  }

  private List<Column> columns() {
    return List.of(
        Definitions.subsector(rows.words()),
        new Column(
            "members",
            rows.words().text("common.members"),
            Unit.TEXT,
            rows.words().text("drivers.those-with-a-cap-at-both")),
        Definitions.of(
            rows.words(),
            CHANGES,
            "lfl_cap_change_usd",
            rows.words().text("drivers.change"),
            Unit.USD_CHANGE),
        Definitions.of(
            rows.words(),
            CHANGES,
            "lfl_cap_change_pct",
            rows.words().text("drivers.own-change"),
            Unit.CHANGE),
        Definitions.of(
            rows.words(),
            CHANGES,
            "share_of_change",
            rows.words().text("common.share-of-the-baskets-change"),
            Unit.FRACTION));
  }
}
