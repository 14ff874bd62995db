package org.rerate.report;

import static org.rerate.report.Answer.number;
import static org.rerate.report.Answer.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.rerate.report.ReportData.BasketPart;
import org.rerate.report.ReportData.SpanPart;
import org.rerate.report.ReportRows.Part;
import org.rerate.report.document.Absence;
import org.rerate.report.document.Column;
import org.rerate.report.document.Provenance;
import org.rerate.report.document.Table;
import org.rerate.report.document.Unit;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/**
 * The companies that moved a basket's cap most since each base date, up and down. It picks rows of
 * {@code valuation.rerating_members} and computes nothing but shares of the change.
 */
final class ContributorsTable {

  static final String ID = "contributors";

  private static final TableSpec EFFECTS = ValuationTables.RERATING_MEMBERS;
  private static final int RISES = 5;
  private static final int FALLS = 3;

  private final ReportRows rows;
  private final ReportData note;

  ContributorsTable(ReportRows rows, ReportData note) {
    this.rows = rows;
    this.note = note;
  }

  /** The table; without rows if no member has a cap at both ends of a span. */
  Table table() {
    List<List<Object>> cells = new ArrayList<>();
    for (BasketPart basket : Narrative.inOrder(note)) {
      for (SpanPart span : basket.spans()) {
        moved(basket, span).forEach(row -> cells.add(cells(basket, span, row)));
      }
    }
    return new Table(
        ID,
        rows.words().text("contributors.companies-that-moved-the-cap-most"),
        rows.words().text("contributors.the-largest-rises-and-largest-falls", RISES, FALLS),
        columns(),
        cells,
        false,
        new Provenance(rows.of(Part.MEMBER_EFFECTS).query(), ""));
  }

  /** The largest rises, then the largest falls, the largest fall last. */
  private List<Row> moved(BasketPart basket, SpanPart span) {
    List<Row> both =
        rows
            .of(Part.MEMBER_EFFECTS)
            .where("basket_id", basket.basket())
            .where("from_date", span.from())
            .where("to_date", basket.end())
            .where(row -> number(row, "entries_usd") == 0 && number(row, "exits_usd") == 0)
            .rows()
            .stream()
            .sorted(
                Comparator.comparing((Row row) -> number(row, "cap_change_usd"))
                    .reversed()
                    .thenComparing(row -> text(row, "issuer_id")))
            .toList();
    List<Row> moved = new ArrayList<>();
    both.stream().filter(row -> number(row, "cap_change_usd") > 0).limit(RISES).forEach(moved::add);
    List<Row> fallen = both.stream().filter(row -> number(row, "cap_change_usd") < 0).toList();
    moved.addAll(fallen.subList(Math.max(0, fallen.size() - FALLS), fallen.size()));
    return moved;
  }

  private List<Object> cells(BasketPart basket, SpanPart span, Row row) {
    Double change = number(row, "cap_change_usd");
    return Arrays.asList(
        rows.words().text("common.since", basket.name(), span.name()),
        rows.issuer(text(row, "issuer_id")),
        text(row, "subsector"),
        change,
        span.change() == null || span.change() == 0 ? null : (Double) (change / span.change()),
        effect(row, "earnings_usd"),
        effect(row, "rerating_usd"),
        effect(row, "currency_usd"),
        number(row, "unexplained_usd"));
  }

  /** Stored are zeros, so that the parts sum; of an unexplained change there are none. */
  private static Object effect(Row row, String name) {
    return number(row, "unexplained_usd") == 0 ? number(row, name) : new Absence("UNEXPLAINED");
  }

  private List<Column> columns() {
    return List.of(
        IncrementalSection.span(rows.words()),
        Definitions.company(rows.words()),
        Definitions.subsector(rows.words()),
        Definitions.of(
            rows.words(),
            EFFECTS,
            "cap_change_usd",
            rows.words().text("common.change-in-cap"),
            Unit.USD_CHANGE),
        new Column(
            "share_of_change",
            rows.words().text("common.share-of-the-baskets-change"),
            Unit.FRACTION,
            rows.words().text("contributors.change-in-cap-like-for-like")),
        Definitions.of(
            rows.words(),
            EFFECTS,
            "earnings_usd",
            rows.words().text("contributors.of-it-earnings"),
            Unit.USD_CHANGE),
        Definitions.of(
            rows.words(),
            EFFECTS,
            "rerating_usd",
            rows.words().text("common.multiple"),
            Unit.USD_CHANGE),
        Definitions.of(
            rows.words(),
            EFFECTS,
            "currency_usd",
            rows.words().text("common.currency"),
            Unit.USD_CHANGE),
        Definitions.of(
            rows.words(),
            EFFECTS,
            "unexplained_usd",
            rows.words().text("common.unexplained"),
            Unit.USD_CHANGE));
  }
}
