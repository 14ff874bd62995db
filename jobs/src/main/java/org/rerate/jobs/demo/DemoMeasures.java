package org.rerate.jobs.demo;

import static org.rerate.jobs.demo.ReadableNumbers.change;
import static org.rerate.jobs.demo.ReadableNumbers.money;
import static org.rerate.jobs.demo.ReadableNumbers.multiple;
import static org.rerate.jobs.demo.ReadableNumbers.percent;
import static org.rerate.jobs.demo.ReadableNumbers.signed;

import java.io.PrintStream;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.rerate.action.MeasureAction.Asked;
import org.rerate.domain.Membership;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.jobs.command.TextTable;
import org.rerate.table.MeasureTables;
import org.rerate.table.TableSpec;
import org.rerate.valuation.ResultVariant;

/** What else the shipped feed tells: a line or two of each measure, from its relation. */
final class DemoMeasures {

  private static final String DAY = "2026-01-13";

  private static final String INDEX = "intelligence_index";

  private static final String CAPEX_YEARS = "2023-2025";

  /** The measures of the demo that its report has not, on days that the shipped feed has. */
  static final List<Asked> ASKED =
      List.of(
          asked(
              "capex-ratio",
              Map.of(
                  "basket", "china-ai",
                  "basket-b", "us-ai",
                  "on", DAY,
                  "years", CAPEX_YEARS,
                  "subsectors", "CSP")),
          asked(
              "capex-intensity",
              Map.of("basket", "us-ai", "on", DAY, "period-type", "FY", "periods", "3")),
          asked(
              "index-relative",
              Map.of("basket", "china-ai", "index", "HSTECH", "from", "2025-01-13", "on", DAY)),
          asked("model-releases", Map.of("benchmark", INDEX, "years", "2025")),
          asked("leaderboard-shares", Map.of("benchmark", INDEX, "top", "10", "on", "2026-01-05")),
          asked("download-shares", Map.of("from", "2025-12-01")),
          asked("parts", Map.of("issuer", "BABA", "on", DAY)));

  private final PrintStream out;
  private final Warehouse warehouse;
  private final ResultVariant variant;
  private final TextTable lines = new TextTable("  ", "ll");

  DemoMeasures(PrintStream out, Warehouse warehouse, ResultVariant variant) {
    this.out = out;
    this.warehouse = warehouse;
    this.variant = variant;
  }

  private static Asked asked(String measure, Map<String, String> options) {
    return new Asked(measure, options);
  }

  void print() {
    String heading = "Around the numbers";
    out.println();
    out.println(heading);
    out.println("-".repeat(heading.length()));
    capex();
    growth();
    line(
        "China AI against HSTECH since 2025-01-13",
        MeasureTables.INDEX_RELATIVE,
        Filter.and(new Filter.IsNull("issuer_id"), Filter.is("span", "WINDOW")),
        by("valuation_date"),
        r ->
            signed(r.getAs("relative"))
                + " ("
                + signed(r.getAs("change"))
                + " against "
                + signed(r.getAs("index_change"))
                + ")");
    line(
        "Southbound net buying",
        MeasureTables.FLOW_STATISTICS,
        Filter.and(new Filter.IsNull("security_id"), Filter.is("channel", "SOUTHBOUND")),
        by("trade_date").reversed(),
        1,
        r ->
            change(r.getAs("net_buy_usd"))
                + " on "
                + r.getAs("trade_date")
                + ", rank "
                + r.getAs("record_rank")
                + " of "
                + r.getAs("session_count")
                + "; record on "
                + r.getAs("record_date"));
    models();
    parts();
    lines.print(out);
  }

  private void capex() {
    line(
        "capex of cloud providers " + CAPEX_YEARS,
        MeasureTables.CAPEX_RATIOS,
        Filter.and(
            Filter.is("membership", Membership.POINT_IN_TIME.toString()),
            Filter.is("years", CAPEX_YEARS),
            Filter.is("period", CAPEX_YEARS)),
        by("basket_a"),
        r ->
            "China's is "
                + percent(r.getAs("ratio"))
                + " of America's, "
                + money(r.getAs("amount_a_usd"))
                + " of "
                + money(r.getAs("amount_b_usd")));
    line(
        "capex / revenue of US cloud providers",
        MeasureTables.CAPEX_INTENSITY,
        Filter.and(
            new Filter.IsNull("issuer_id"),
            Filter.is("subsector", "CSP"),
            Filter.is("status", "OK")),
        by("period").reversed(),
        1,
        r ->
            percent(r.getAs("intensity"))
                + " in "
                + r.getAs("period")
                + ", capex "
                + signed(r.getAs("capex_growth"))
                + " on the year");
  }

  private void growth() {
    line(
        "revenue growth 2023-2024, median",
        MeasureTables.GROUP_GROWTH,
        Filter.is("level", "MEDIAN"),
        by("group_name"),
        r ->
            r.getAs("group_name")
                + " "
                + signed(r.getAs("revenue_growth"))
                + ", price "
                + signed(r.getAs("price_change")));
  }

  private void models() {
    line(
        "best Chinese model behind the best American",
        MeasureTables.MODEL_GAPS,
        Filter.and(
            Filter.is("benchmark", INDEX),
            Filter.or(
                List.of(
                    Filter.is("valuation_date", LocalDate.of(2025, 11, 30)),
                    Filter.is("valuation_date", LocalDate.of(2026, 1, 5))))),
        by("valuation_date"),
        r -> percent(r.getAs("gap")) + " on " + r.getAs("valuation_date"));
    line(
        "mean gain of a release in 2025Q4",
        MeasureTables.MODEL_RELEASES,
        Filter.is("quarter", "2025Q4"),
        by("region"),
        r ->
            r.getAs("region")
                + " "
                + points(r.getAs("mean_gain"))
                + " over "
                + r.getAs("gain_count"));
    line(
        "top 10 models on 2026-01-05",
        MeasureTables.LEADERBOARD_SHARES,
        Filter.is("dimension", "REGION"),
        by("name"),
        r -> r.getAs("name") + " " + percent(r.getAs("share")));
    line(
        "downloads in December 2025",
        MeasureTables.DOWNLOAD_SHARES,
        Filter.and(
            Filter.is("month", LocalDate.of(2025, 12, 1)), Filter.is("dimension", "ORGANISATION")),
        Comparator.comparing((Row row) -> row.<Double>getAs("share")).reversed(),
        3,
        r -> r.getAs("name") + " " + percent(r.getAs("share")));
  }

  private void parts() {
    line(
        "Alibaba's cloud, from the sum of the parts",
        MeasureTables.PARTS_VALUES,
        Filter.and(Filter.is("issuer_id", "BABA"), Filter.is("segment", "Cloud intelligence")),
        by("valuation_date"),
        r -> multiple(r.getAs("implied_multiple")) + " its profit");
  }

  private static String points(Double gain) {
    return gain == null ? "-" : String.format(Locale.ROOT, "%+.1f points", gain);
  }

  /** In the order of texts or days. */
  private static Comparator<Row> by(String column) {
    return Comparator.comparing(row -> row.getAs(column).toString());
  }

  private void line(
      String what,
      TableSpec table,
      Filter where,
      Comparator<Row> order,
      Function<Row, String> words) {
    line(what, table, where, order, Integer.MAX_VALUE, words);
  }

  /** A line from the first rows of a relation; a measure without rows has no line. */
  private void line(
      String what,
      TableSpec table,
      Filter where,
      Comparator<Row> order,
      int most,
      Function<Row, String> words) {
    String told =
        warehouse.rows(table, Filter.and(variant.filter(), where)).stream()
            .sorted(order)
            .limit(most)
            .map(words)
            .collect(Collectors.joining("; "));
    if (!told.isEmpty()) {
      lines.row(what, told);
    }
  }
}
