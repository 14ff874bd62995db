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
import org.rerate.report.document.Words;
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
            rows.words().text("subsectors.share-of-each-baskets-cap"),
            rows.words().text("subsectors.one-bar-a-basket-how-much"),
            Unit.FRACTION,
            List.of(
                new Series("cap_share_b", nameB, Role.B),
                new Series("cap_share_a", nameA, Role.A))));
    blocks.add(
        chart(
            table,
            "pe-premium",
            rows.words().text("subsectors.pe-premium-of-over", nameA, nameB),
            description(),
            Unit.CHANGE,
            premiums()));
    blocks.add(table);
    return new Section(
        "subsectors",
        rows.words().text("subsectors.sub-sectors-on", rows.spec().comparedOn()),
        List.of(),
        blocks);
  }

  private List<Series> premiums() {
    List<Series> series =
        new ArrayList<>(
            List.of(new Series("pe_premium", rows.words().text("subsectors.premium"), Role.A)));
    if (groups().anyMatch(SubsectorPart::isMadeByLosses)) {
      series.add(
          new Series(
              "pe_premium_ex_losses",
              rows.words().text("subsectors.without-the-members-that-lose-money"),
              Role.MEAN));
    }
    return series;
  }

  private String description() {
    List<SubsectorPart> sound =
        groups().filter(p -> p.premium() != null && !p.isMadeByLosses()).toList();
    List<String> lossMade =
        groups().filter(SubsectorPart::isMadeByLosses).map(p -> Wording.code(p.group())).toList();
    return rows.words()
        .text(
            "subsectors.is-dearer-in-sub-sectors-and",
            nameA,
            sound.stream().filter(p -> p.premium() > 0).count(),
            sound.stream().filter(p -> p.premium() < 0).count(),
            (lossMade.isEmpty()
                ? ""
                : rows.words()
                    .text(
                        "subsectors.losses-have-made-the-premium-in",
                        rows.words().list(lossMade))));
  }

  private java.util.stream.Stream<SubsectorPart> groups() {
    return note.compared().stream().filter(part -> !rows.isWhole(part.group()));
  }

  private Table table() {
    List<List<Object>> cells = new ArrayList<>();
    note.compared().forEach(part -> cells.add(cells(part)));
    return new Table(
        "subsectors",
        rows.words().text("subsectors.both-baskets-sub-sector-by-sub"),
        rows.words()
            .text(
                "subsectors.members-of-in-both-baskets-pe",
                rows.spec().comparedOn(),
                Wording.earnings(rows.words(), rows.spec().basis()),
                nameA,
                nameB),
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

  private List<Object> cells(SubsectorPart part) {
    boolean known = part.premium() != null;
    return Arrays.asList(
        part.group(),
        part.shareB(),
        part.shareA(),
        marked(rows.words(), part.peB(), part.isPeOfBMadeByLosses()),
        marked(rows.words(), part.peA(), part.isPeOfAMadeByLosses()),
        known
            ? marked(rows.words(), part.premium(), part.isMadeByLosses())
            : new Absence(part.status()),
        part.premiumExLosses(),
        part.capRatio(),
        known ? "" : rows.words().reason(part.status()));
  }

  static Object marked(Words words, Double value, boolean madeByLosses) {
    return value != null && madeByLosses
        ? new Doubtful(value, words.text("common.losses-of-members-have-made-it"))
        : value;
  }

  private List<Column> columns() {
    return List.of(
        Definitions.subsector(rows.words()),
        Definitions.of(
            rows.words(),
            COMPARISONS,
            "cap_share_b",
            rows.words().text("subsectors.share-of", nameB),
            Unit.FRACTION),
        Definitions.of(
            rows.words(),
            COMPARISONS,
            "cap_share_a",
            rows.words().text("subsectors.share-of", nameA),
            Unit.FRACTION),
        Definitions.of(
            rows.words(),
            COMPARISONS,
            "pe_b",
            rows.words().text("common.pe", nameB),
            Unit.MULTIPLE),
        Definitions.of(
            rows.words(),
            COMPARISONS,
            "pe_a",
            rows.words().text("common.pe", nameA),
            Unit.MULTIPLE),
        Definitions.of(
            rows.words(),
            COMPARISONS,
            "pe_premium",
            rows.words().text("subsectors.premium-2"),
            Unit.CHANGE),
        Definitions.of(
            rows.words(),
            COMPARISONS,
            "pe_premium_ex_losses",
            rows.words().text("subsectors.without-losses"),
            Unit.CHANGE),
        Definitions.of(
            rows.words(),
            COMPARISONS,
            "cap_ratio",
            rows.words().text("common.cap-ratio"),
            Unit.FRACTION),
        Definitions.reason(rows.words()));
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
