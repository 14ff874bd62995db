package org.rerate.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rerate.methodology.Multiple;
import org.rerate.report.ReportRows.Part;
import org.rerate.report.document.Column;
import org.rerate.report.document.DocumentPart;
import org.rerate.report.document.Provenance;
import org.rerate.report.document.Section;
import org.rerate.report.document.Table;
import org.rerate.report.document.Unit;
import org.rerate.table.FigureTables;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/**
 * Other multiples, growth, revisions and what holding the baskets returned, sub-sector by
 * sub-sector.
 */
final class MultiplesSection {

  private static final TableSpec MULTIPLES = FigureTables.BASKET_MULTIPLES;
  private static final TableSpec GROWTH = FigureTables.BASKET_GROWTH;
  private static final TableSpec INDEX = FigureTables.BASKET_INDEX;

  private final ReportRows rows;
  private final ReportSpec spec;

  MultiplesSection(ReportRows rows) {
    this.rows = rows;
    this.spec = rows.spec();
  }

  /** The section; empty if there are no rows to show. */
  Optional<Section> section() {
    List<DocumentPart> blocks = new ArrayList<>();
    add(blocks, Part.MULTIPLES, multiples());
    add(blocks, Part.REVISIONS, new RevisionsTable(rows).table());
    add(blocks, Part.INDEX, holding());
    return blocks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section(
                "multiples",
                rows.words().text("multiples.other-multiples-revisions-and-returns"),
                List.of(),
                blocks));
  }

  private void add(List<DocumentPart> blocks, Part part, Table table) {
    if (!rows.of(part).rows().isEmpty() && !table.rows().isEmpty()) {
      blocks.add(table);
    }
  }

  private Table multiples() {
    List<Multiple> shown =
        rows.methodology().figures().multiples().stream()
            .filter(m -> rows.of(Part.MULTIPLES).where("multiple", m.word()).first().isPresent())
            .toList();
    List<Column> columns =
        new ArrayList<>(
            List.of(Definitions.basket(rows.words()), Definitions.subsector(rows.words())));
    shown.forEach(multiple -> columns.add(column(multiple)));
    columns.add(
        Definitions.of(
            rows.words(),
            GROWTH,
            "growth",
            rows.words().text("multiples.growth-of-earnings-to-next-year"),
            Unit.CHANGE));
    columns.add(
        Definitions.of(
            rows.words(), GROWTH, "peg", rows.words().text("multiples.peg"), Unit.POINTS));
    List<List<Object>> cells = new ArrayList<>();
    for (ReportSpec.Span span : spec.spans()) {
      for (String group : rows.of(Part.MULTIPLES).groups(span.basket())) {
        List<Object> row = new ArrayList<>(List.of(rows.name(span.basket()), group));
        for (Multiple multiple : shown) {
          Answer its = of(Part.MULTIPLES, span, group).where("multiple", multiple.word());
          row.add(its.numberOrReason("value"));
        }
        Answer growth = of(Part.GROWTH_AHEAD, span, group);
        row.add(growth.numberOrReason("growth"));
        row.add(growth.numberOrReason("peg"));
        cells.add(row);
      }
    }
    return new Table(
        "multiples",
        rows.words().text("multiples.multiples-on", Wording.figures(rows.words(), spec.basis())),
        rows.words().text("multiples.sum-over-sum-over-the-members"),
        columns,
        cells,
        false,
        source(Part.MULTIPLES));
  }

  private Column column(Multiple multiple) {
    return new Column(
        multiple.word(),
        rows.words().text("multiple." + multiple.word()),
        multiple.isYield() ? Unit.FRACTION : Unit.MULTIPLE,
        Definitions.meaning(rows.words(), MULTIPLES, "value"));
  }

  private Table holding() {
    List<Column> columns =
        List.of(
            Definitions.basket(rows.words()),
            new Column(
                "since",
                rows.words().text("multiples.since"),
                Unit.DATE,
                rows.words().text("multiples.base-date")),
            Definitions.of(
                rows.words(),
                ValuationTables.BASKET_CHANGES,
                "lfl_cap_change_pct",
                rows.words().text("common.change-in-cap-like-for-like"),
                Unit.CHANGE),
            new Column(
                "price_return",
                rows.words().text("multiples.price-return"),
                Unit.CHANGE,
                Definitions.meaning(rows.words(), INDEX, "price_level")),
            new Column(
                "total_return",
                rows.words().text("multiples.total-return"),
                Unit.CHANGE,
                Definitions.meaning(rows.words(), INDEX, "total_return_level")));
    List<List<Object>> cells = new ArrayList<>();
    for (ReportSpec.Span span : spec.spans()) {
      for (Map.Entry<String, LocalDate> since : span.since().entrySet()) {
        List<Object> row = new ArrayList<>(List.of(rows.name(span.basket()), since.getValue()));
        row.add(
            rows.of(Part.CHANGES)
                .where("basket_id", span.basket())
                .where("subsector", "ALL")
                .where("from_date", since.getValue())
                .number("lfl_cap_change_pct"));
        row.add(change(span, since.getValue(), "price_level"));
        row.add(change(span, since.getValue(), "total_return_level"));
        cells.add(row);
      }
    }
    return new Table(
        "returns",
        rows.words().text("multiples.what-holding-the-baskets-returned"),
        rows.words().text("multiples.members-of-each-day-weighted-by"),
        columns,
        cells,
        false,
        source(Part.INDEX));
  }

  private Double change(ReportSpec.Span span, LocalDate from, String level) {
    Double before = level(span, from, level);
    Double now = level(span, span.end(), level);
    return before == null || now == null ? null : (Double) (now / before - 1);
  }

  private Double level(ReportSpec.Span span, LocalDate day, String level) {
    return rows.of(Part.INDEX)
        .where("basket_id", span.basket())
        .where("valuation_date", day)
        .number(level);
  }

  private Answer of(Part part, ReportSpec.Span span, String group) {
    return rows.of(part).where("basket_id", span.basket()).where("subsector", group);
  }

  private Provenance source(Part part) {
    return rows.of(part).source();
  }
}
