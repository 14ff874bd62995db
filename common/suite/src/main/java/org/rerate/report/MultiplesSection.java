package org.rerate.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.rerate.methodology.Multiple;
import org.rerate.report.ReportRows.Part;
import org.rerate.report.document.Absence;
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
  private static final TableSpec REVISIONS = FigureTables.BASKET_REVISIONS;
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
    add(blocks, Part.REVISIONS, revisions());
    add(blocks, Part.INDEX, holding());
    return blocks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section("multiples", "Other multiples, revisions and returns", List.of(), blocks));
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
    List<Column> columns = new ArrayList<>(List.of(Definitions.BASKET, Definitions.SUBSECTOR));
    shown.forEach(multiple -> columns.add(column(multiple)));
    columns.add(Definitions.of(GROWTH, "growth", "Growth of earnings to next year", Unit.CHANGE));
    columns.add(Definitions.of(GROWTH, "peg", "PEG", Unit.POINTS));
    List<List<Object>> cells = new ArrayList<>();
    for (ReportSpec.Span span : spec.spans()) {
      for (String group : groups(Part.MULTIPLES, span.basket())) {
        List<Object> row = new ArrayList<>(List.of(rows.name(span.basket()), group));
        for (Multiple multiple : shown) {
          row.add(
              number(of(Part.MULTIPLES, span, group).where("multiple", multiple.word()), "value"));
        }
        Answer growth = of(Part.GROWTH_AHEAD, span, group);
        row.add(number(growth, "growth"));
        row.add(number(growth, "peg"));
        cells.add(row);
      }
    }
    return new Table(
        "multiples",
        "Multiples on " + Wording.earnings(spec.basis()).replace("earnings", "figures"),
        "Sum over sum, over the members with a cap and every figure needed; those of a balance sheet"
            + " are of the latest one reported. Growth is of earnings from the year of the date to"
            + " the next; PEG is the P/E on the next twelve months over that growth in percent.",
        columns,
        cells,
        false,
        source(Part.MULTIPLES));
  }

  private static Column column(Multiple multiple) {
    String title =
        multiple.word().replace('_', ' ').replaceFirst("^ev", "EV").replaceFirst("ebit", "EBIT");
    return new Column(
        multiple.word(),
        title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1),
        multiple.isYield() ? Unit.FRACTION : Unit.MULTIPLE,
        Definitions.meaning(MULTIPLES, "value"));
  }

  private Table revisions() {
    List<Integer> horizons = rows.methodology().figures().horizons();
    List<Column> columns = new ArrayList<>(List.of(Definitions.BASKET, Definitions.SUBSECTOR));
    for (int horizon : horizons) {
      columns.add(
          new Column(
              "revision_" + horizon,
              "Revision over " + horizon + " days",
              Unit.CHANGE,
              Definitions.meaning(REVISIONS, "revision")));
      columns.add(
          new Column(
              "breadth_" + horizon,
              "Breadth",
              Unit.CHANGE,
              Definitions.meaning(REVISIONS, "breadth")));
    }
    columns.add(Definitions.of(REVISIONS, "dispersion", "Dispersion", Unit.FRACTION));
    List<List<Object>> cells = new ArrayList<>();
    for (ReportSpec.Span span : spec.spans()) {
      for (String group : groups(Part.REVISIONS, span.basket())) {
        List<Object> row = new ArrayList<>(List.of(rows.name(span.basket()), group));
        Answer own = of(Part.REVISIONS, span, group);
        for (int horizon : horizons) {
          row.add(number(own.where("horizon_days", horizon), "revision"));
          row.add(number(own.where("horizon_days", horizon), "breadth"));
        }
        row.add(own.number("dispersion"));
        cells.add(row);
      }
    }
    return new Table(
        "revisions",
        "Revisions of " + Wording.earnings(spec.basis()),
        "How far expected earnings of the members were raised or cut up to the date, at its exchange"
            + " rates and on its shares. Breadth is members raised less members cut over all;"
            + " dispersion how far analysts disagree.",
        columns,
        cells,
        false,
        source(Part.REVISIONS));
  }

  private Table holding() {
    List<Column> columns =
        List.of(
            Definitions.BASKET,
            new Column("since", "Since", Unit.DATE, "base date"),
            Definitions.of(
                ValuationTables.BASKET_CHANGES,
                "lfl_cap_change_pct",
                "Change in cap, like for like",
                Unit.CHANGE),
            new Column(
                "price_return",
                "Price return",
                Unit.CHANGE,
                Definitions.meaning(INDEX, "price_level")),
            new Column(
                "total_return",
                "Total return",
                Unit.CHANGE,
                Definitions.meaning(INDEX, "total_return_level")));
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
        "What holding the baskets returned",
        "Members of each day weighted by their cap of the day before, without and with dividends."
            + " A change in cap is no return: listings and new shares move a cap, not a holder.",
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

  /** ALL first, then by name. */
  private List<String> groups(Part part, String basket) {
    List<String> groups =
        new ArrayList<>(
            rows.of(part).where("basket_id", basket).rows().stream()
                .map(row -> Answer.text(row, "subsector"))
                .distinct()
                .sorted()
                .toList());
    if (groups.remove("ALL")) {
      groups.add(0, "ALL");
    }
    return groups;
  }

  private static Object number(Answer answer, String column) {
    Optional<Row> row = answer.first();
    Double value = answer.number(column);
    return row.isPresent() && value == null ? new Absence(Answer.text(row.get(), "status")) : value;
  }

  private Provenance source(Part part) {
    return new Provenance(rows.of(part).query(), "rerate sql -e \"" + rows.of(part).query() + "\"");
  }
}
