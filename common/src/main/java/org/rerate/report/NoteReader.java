package org.rerate.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.rerate.report.Note.BasketPart;
import org.rerate.report.Note.Driver;
import org.rerate.report.Note.SpanPart;
import org.rerate.report.Note.SubsectorPart;
import org.rerate.report.Note.SubsectorValue;
import org.rerate.storage.Warehouse;
import org.rerate.valuation.Variant;

/** Reads the note's numbers from the result tables; computes nothing but shares of a whole. */
public final class NoteReader {

  private static final String ALL = "ALL";

  private final Warehouse warehouse;
  private final ReportSpec spec;
  private final Variant variant;

  /** A note of {@code spec} from the results of {@code variant}. */
  public NoteReader(Warehouse warehouse, ReportSpec spec, Variant variant) {
    this.warehouse = warehouse;
    this.spec = spec;
    this.variant = variant;
  }

  /** The note. */
  public Note read() {
    List<BasketPart> baskets = new ArrayList<>();
    for (ReportSpec.Span span : spec.spans()) {
      baskets.add(basket(span));
    }
    return new Note(spec, baskets, compared());
  }

  private BasketPart basket(ReportSpec.Span span) {
    List<Row> rows =
        rows(
            "SELECT * FROM valuation.basket_valuations WHERE "
                + of("basket_id", span.basket())
                + " AND "
                + of("basis", spec.basis().toString())
                + " AND "
                + of("membership", span.membership().toString())
                + " AND valuation_date = "
                + date(span.end()));
    Row all = group(rows, ALL);
    Row without = group(rows, spec.without());
    List<SubsectorValue> subsectors = new ArrayList<>();
    for (Row row : rows) {
      String name = row.getAs("subsector");
      if (!name.equals(ALL) && !name.equals(spec.without())) {
        Double cap = number(row, "cap_usd");
        Double whole = number(all, "cap_usd");
        subsectors.add(
            new SubsectorValue(
                name,
                cap == null || whole == null ? null : (Double) (cap / whole),
                number(row, "pe"),
                row.getAs("status")));
      }
    }
    subsectors.sort((x, y) -> Double.compare(orZero(y.share()), orZero(x.share())));
    return new BasketPart(
        span.basket(),
        name(span.basket()),
        span.end(),
        all.<Integer>getAs("member_count"),
        number(all, "cap_usd"),
        number(all, "pe"),
        number(without, "pe"),
        number(all, "pe_median"),
        number(all, "coverage"),
        all.getAs("status"),
        spans(span),
        subsectors);
  }

  private List<SpanPart> spans(ReportSpec.Span span) {
    List<SpanPart> parts = new ArrayList<>();
    span.since()
        .forEach(
            (name, from) -> {
              List<Row> rows =
                  rows(
                      "SELECT * FROM valuation.basket_changes WHERE "
                          + of("basket_id", span.basket())
                          + " AND "
                          + of("basis", spec.basis().toString())
                          + " AND "
                          + of("membership", span.membership().toString())
                          + " AND from_date = "
                          + date(from)
                          + " AND to_date = "
                          + date(span.end()));
              parts.add(span(name, from, rows));
            });
    return parts;
  }

  private SpanPart span(String name, LocalDate from, List<Row> rows) {
    Row all = group(rows, ALL);
    List<Driver> drivers = new ArrayList<>();
    for (Row row : rows) {
      String group = row.getAs("subsector");
      if (!group.equals(ALL) && !group.equals(spec.without())) {
        drivers.add(
            new Driver(
                group,
                number(row, "lfl_cap_change_usd"),
                number(row, "lfl_cap_change_pct"),
                number(row, "share_of_change")));
      }
    }
    drivers.sort((x, y) -> Double.compare(orZero(y.changePct()), orZero(x.changePct())));
    return new SpanPart(
        name,
        from,
        number(all, "lfl_cap_change_usd"),
        number(all, "lfl_cap_change_pct"),
        number(all, "entries_usd"),
        number(all, "exits_usd"),
        number(all, "earnings_from_usd"),
        number(all, "earnings_change_usd"),
        number(all, "earnings_change_pct"),
        number(all, "pe_from"),
        number(all, "pe_to"),
        number(all, "incremental_pe"),
        all.getAs("status"),
        drivers);
  }

  private List<SubsectorPart> compared() {
    List<SubsectorPart> parts = new ArrayList<>();
    for (Row row :
        rows(
            "SELECT * FROM valuation.comparisons WHERE "
                + of("basket_a", spec.basketA())
                + " AND "
                + of("basket_b", spec.basketB())
                + " AND "
                + of("basis", spec.basis().toString())
                + " AND membership = 'backcast:"
                + spec.comparedOn()
                + "' AND valuation_date = "
                + date(spec.comparedOn())
                + " ORDER BY cap_share_b DESC NULLS LAST, subsector")) {
      parts.add(
          new SubsectorPart(
              row.getAs("subsector"),
              number(row, "pe_a"),
              number(row, "pe_b"),
              number(row, "pe_premium"),
              number(row, "cap_share_a"),
              number(row, "cap_share_b"),
              number(row, "cap_ratio"),
              number(row, "cap_ratio_private_a"),
              number(row, "cap_ratio_private_both"),
              row.getAs("status")));
    }
    return parts;
  }

  private List<Row> rows(String query) {
    int order = query.indexOf(" ORDER BY ");
    String where = order < 0 ? query : query.substring(0, order);
    String rest = order < 0 ? "" : query.substring(order);
    return warehouse.spark().sql(where + " AND " + variant.condition() + rest).collectAsList();
  }

  private String name(String basket) {
    List<Row> names =
        warehouse
            .spark()
            .sql("SELECT name FROM market.baskets_current WHERE " + of("basket_id", basket))
            .collectAsList();
    return names.isEmpty() ? basket : names.get(0).getString(0);
  }

  private static Row group(List<Row> rows, String group) {
    return rows.stream()
        .filter(row -> row.getAs("subsector").equals(group))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no row for " + group));
  }

  private static Double number(Row row, String column) {
    return row.getAs(column);
  }

  private static double orZero(Double number) {
    return number == null ? 0 : number;
  }

  private static String of(String column, String value) {
    return Warehouse.anyOf(column, List.of(value));
  }

  private static String date(LocalDate date) {
    return "DATE'" + date + "'";
  }
}
