package org.rerate.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rerate.report.ReportData.SubsectorPart;
import org.rerate.report.ReportRows.Part;
import org.rerate.report.document.Absence;
import org.rerate.report.document.Chart;
import org.rerate.report.document.Chart.Role;
import org.rerate.report.document.Chart.Series;
import org.rerate.report.document.Column;
import org.rerate.report.document.DocumentPart;
import org.rerate.report.document.Doubtful;
import org.rerate.report.document.Provenance;
import org.rerate.report.document.Section;
import org.rerate.report.document.Table;
import org.rerate.report.document.Unit;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/** Shares of cap and P/E premium per sub-sector. */
final class SubsectorsSection {

  private static final TableSpec COMPARISONS = ValuationTables.COMPARISONS;

  private final ReportRows rows;
  private final ReportData note;
  private final String nameA;
  private final String nameB;

  SubsectorsSection(ReportRows rows, ReportData note) {
    this.rows = rows;
    this.note = note;
    this.nameA = rows.name(rows.spec().basketA());
    this.nameB = rows.name(rows.spec().basketB());
  }

  Section section() {
    List<DocumentPart> blocks = new ArrayList<>();
    Table table = table();
    blocks.add(
        chart(
            table,
            "cap-shares",
            "Share of each basket's cap",
            "One bar a basket: how much of its cap a sub-sector is.",
            Unit.FRACTION,
            List.of(
                new Series("cap_share_b", nameB, Role.B),
                new Series("cap_share_a", nameA, Role.A))));
    blocks.add(
        chart(
            table,
            "pe-premium",
            "P/E premium of " + nameA + " over " + nameB,
            description(),
            Unit.CHANGE,
            premiums()));
    blocks.add(table);
    return new Section(
        "subsectors", "Sub-sectors on " + rows.spec().comparedOn(), List.of(), blocks);
  }

  private List<Series> premiums() {
    List<Series> series = new ArrayList<>(List.of(new Series("pe_premium", "premium", Role.A)));
    if (groups().anyMatch(SubsectorPart::isMadeByLosses)) {
      series.add(
          new Series("pe_premium_ex_losses", "without the members that lose money", Role.MEAN));
    }
    return series;
  }

  private String description() {
    List<SubsectorPart> sound =
        groups().filter(p -> p.premium() != null && !p.isMadeByLosses()).toList();
    List<String> lossMade =
        groups().filter(SubsectorPart::isMadeByLosses).map(p -> Wording.code(p.group())).toList();
    return nameA
        + " is dearer in "
        + sound.stream().filter(p -> p.premium() > 0).count()
        + " sub-sectors and cheaper in "
        + sound.stream().filter(p -> p.premium() < 0).count()
        + "."
        + (lossMade.isEmpty()
            ? ""
            : " Losses have made the premium in "
                + Wording.list(lossMade)
                + ": it is not meaningful (n.m.).");
  }

  private java.util.stream.Stream<SubsectorPart> groups() {
    return note.compared().stream().filter(part -> !rows.isWhole(part.group()));
  }

  private Table table() {
    List<List<Object>> cells = new ArrayList<>();
    note.compared().forEach(part -> cells.add(cells(part)));
    return new Table(
        "subsectors",
        "Both baskets, sub-sector by sub-sector",
        "Members of "
            + rows.spec().comparedOn()
            + " in both baskets; P/E on "
            + Wording.earnings(rows.spec().basis())
            + ". The premium is the P/E of "
            + nameA
            + " over that of "
            + nameB
            + ", minus 1. n.m. (not meaningful): losses of members have made the P/E or moved the"
            + " premium by half or more; beside it stands the premium without those members.",
        columns(),
        cells,
        false,
        new Provenance(
            rows.of(Part.COMPARISONS).query(),
            "rerate compare "
                + rows.spec().basketA()
                + " "
                + rows.spec().basketB()
                + " --on "
                + rows.spec().comparedOn()
                + " --bases "
                + rows.spec().basis()
                + " --membership backcast:"
                + rows.spec().comparedOn()));
  }

  private static List<Object> cells(SubsectorPart part) {
    boolean known = part.premium() != null;
    return Arrays.asList(
        part.group(),
        part.shareB(),
        part.shareA(),
        marked(part.peB(), part.isPeOfBMadeByLosses()),
        marked(part.peA(), part.isPeOfAMadeByLosses()),
        known ? marked(part.premium(), part.isMadeByLosses()) : new Absence(part.status()),
        part.premiumExLosses(),
        part.capRatio(),
        known ? "" : Absence.reason(part.status()));
  }

  static Object marked(Double value, boolean madeByLosses) {
    return value != null && madeByLosses
        ? new Doubtful(value, "losses of members have made it")
        : value;
  }

  private List<Column> columns() {
    return List.of(
        Definitions.SUBSECTOR,
        Definitions.of(COMPARISONS, "cap_share_b", "Share of " + nameB, Unit.FRACTION),
        Definitions.of(COMPARISONS, "cap_share_a", "Share of " + nameA, Unit.FRACTION),
        Definitions.of(COMPARISONS, "pe_b", "P/E " + nameB, Unit.MULTIPLE),
        Definitions.of(COMPARISONS, "pe_a", "P/E " + nameA, Unit.MULTIPLE),
        Definitions.of(COMPARISONS, "pe_premium", "Premium", Unit.CHANGE),
        Definitions.of(COMPARISONS, "pe_premium_ex_losses", "without losses", Unit.CHANGE),
        Definitions.of(COMPARISONS, "cap_ratio", "Cap ratio", Unit.FRACTION),
        Definitions.REASON);
  }

  private Chart chart(
      Table table, String id, String title, String description, Unit unit, List<Series> series) {
    List<List<Object>> parts = table.rows().stream().filter(this::isSubsector).toList();
    return new Chart(
        Chart.Kind.BARS,
        description,
        new Table(id, title, table.about(), table.columns(), parts, false, table.source()),
        "subsector",
        unit,
        series,
        List.of());
  }

  private boolean isSubsector(List<Object> row) {
    return !rows.isWhole((String) row.get(0));
  }
}
