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

  private static final List<Column> COLUMNS =
      List.of(
          Definitions.SUBSECTOR,
          new Column(
              "members",
              "Members",
              Unit.TEXT,
              "those with a cap at both ends, which the change is of, of the members at the end"),
          Definitions.of(CHANGES, "lfl_cap_change_usd", "Change", Unit.USD_CHANGE),
          Definitions.of(CHANGES, "lfl_cap_change_pct", "Own change", Unit.CHANGE),
          Definitions.of(
              CHANGES, "share_of_change", "Share of the basket's change", Unit.FRACTION));

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
    return new Section("drivers", "Drivers by sub-sector and company", List.of(), blocks);
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
              driver.both() + " of " + driver.members(),
              driver.change(),
              driver.changePct(),
              driver.shareOfChange()));
    }
    boolean isA = basket.basket().equals(note.spec().basketA());
    Table data =
        new Table(
            "drivers-" + number,
            basket.name() + " since " + span.name(),
            "Like-for-like change in cap of each sub-sector's members; the parts add up to the"
                + " basket's change.",
            COLUMNS,
            cells,
            false,
            new Provenance(rows.of(Part.CHANGES).query(), ""));
    return new Chart(
        Chart.Kind.BARS,
        description(drivers)
            + " The change is of "
            + ChangeRemarks.ofMembers(span.counts().both(), span.counts().members())
            + ", those with a cap at both ends.",
        data,
        "subsector",
        Unit.USD_CHANGE,
        List.of(new Series("lfl_cap_change_usd", "change in cap", isA ? Role.A : Role.B)),
        List.of());
  }

  private static String description(List<Driver> drivers) {
    return drivers.stream()
        .filter(driver -> driver.change() != null)
        .findFirst()
        .map(
            d ->
                "Most of it from "
                    + d.subsector()
                    + ": "
                    + Unit.USD_CHANGE.display(d.change())
                    + ", own change "
                    + Unit.CHANGE.display(d.changePct())
                    + ".")
        .orElse("No sub-sector has members with a cap at both ends.");
  }
}
