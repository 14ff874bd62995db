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
        "Companies that moved the cap most",
        "The "
            + RISES
            + " largest rises and "
            + FALLS
            + " largest falls in US dollars, of the members with a cap at both ends. Earnings,"
            + " multiple, currency and what is unexplained sum to the change.",
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
        basket.name() + " since " + span.name(),
        rows.issuer(text(row, "issuer_id")),
        text(row, "subsector"),
        change,
        span.change() == null || span.change() == 0 ? null : (Double) (change / span.change()),
        number(row, "earnings_usd"),
        number(row, "rerating_usd"),
        number(row, "currency_usd"),
        number(row, "unexplained_usd"));
  }

  private static List<Column> columns() {
    return List.of(
        IncrementalSection.SPAN,
        new Column("name", "Company", Unit.TEXT, "name of the company"),
        Definitions.SUBSECTOR,
        Definitions.of(EFFECTS, "cap_change_usd", "Change in cap", Unit.USD_CHANGE),
        new Column(
            "share_of_change",
            "Share of the basket's change",
            Unit.FRACTION,
            "change in cap / like-for-like change of the basket"),
        Definitions.of(EFFECTS, "earnings_usd", "of it earnings", Unit.USD_CHANGE),
        Definitions.of(EFFECTS, "rerating_usd", "multiple", Unit.USD_CHANGE),
        Definitions.of(EFFECTS, "currency_usd", "currency", Unit.USD_CHANGE),
        Definitions.of(EFFECTS, "unexplained_usd", "unexplained", Unit.USD_CHANGE));
  }
}
