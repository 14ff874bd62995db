package org.rerate.jobs.mcp;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.rerate.domain.Basis;
import org.rerate.domain.RerateException;
import org.rerate.jobs.command.Output;
import org.rerate.jobs.serve.Questions;
import org.rerate.report.ChangeRemarks;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.ValuationTables;
import org.rerate.valuation.BasketChanges;
import org.rerate.valuation.SpanRows;

/** What drove a basket between two days. */
record ChangeTool(ToolContext context) implements AnalystTool {

  private static final List<ColumnSpec> COLUMNS =
      ToolColumns.together(
          ToolColumns.of(
              ValuationTables.BASKET_CHANGES,
              "subsector",
              "basis",
              "membership",
              "cap_from_usd",
              "cap_to_usd",
              "lfl_cap_from_usd",
              "lfl_cap_change_usd",
              "lfl_cap_change_pct",
              "share_of_change",
              "entries_usd",
              "exits_usd",
              "earnings_from_usd",
              "earnings_to_usd",
              "earnings_change_usd",
              "earnings_change_pct",
              "earnings_change_fx_usd",
              "pe_from",
              "pe_to",
              "incremental_pe",
              "incremental_cap_change_usd",
              "incremental_coverage",
              "incremental_pe_constant_fx",
              "member_count",
              "capped_count_from",
              "capped_count_to",
              "lfl_count",
              "matched_count",
              "status",
              "status_constant_fx"),
          ToolColumns.of(
              ValuationTables.RERATING,
              "rerating_usd",
              "earnings_usd",
              "currency_usd",
              "unexplained_usd",
              "cap_change_usd"));

  private static final int MEMBERS = 10;

  @Override
  public String name() {
    return "change";
  }

  @Override
  public String title() {
    return "What drove a change";
  }

  @Override
  public String description() {
    return "The change of a basket's cap between two days and what drove it, computed now of any two"
        + " days with closes: like for like, re-rating (rerating_usd), expected earnings"
        + " (earnings_usd), currency, entries and exits, and the incremental P/E (what was paid for"
        + " each new dollar of expected earnings). details.members are those that moved it most.";
  }

  @Override
  public List<ToolParameter> parameters() {
    return List.of(
        ToolParameter.BASKET,
        ToolParameter.required("from", "first day, as 2025-01-13"),
        ToolParameter.optional("to", "last day; default: the last valued"),
        ToolParameter.optional("basis", "calendar year of the earnings; default: that of the end"),
        ToolParameter.SUBSECTOR,
        ToolParameter.MEMBERSHIP,
        ToolParameter.count("members", "members in details, most change first; default 10"));
  }

  @Override
  public List<ColumnSpec> columns() {
    return COLUMNS;
  }

  @Override
  public ToolAnswer answer(ToolArguments given, Questions.Asked asked) {
    String basket = given.text("basket");
    LocalDate from = given.date("from").orElseThrow();
    LocalDate to = ToolDays.last(given.date("to"), asked, basket);
    Basis basis = given.basis("CY" + to.getYear());
    BasketChanges measured =
        context.alone(
            () ->
                context
                    .rerate()
                    .change(basket)
                    .from(from)
                    .to(to)
                    .bases(List.of(basis))
                    .membership(given.membership())
                    .compute());
    Optional<String> subsector = given.optional("subsector");
    List<Row> changes = SpanRows.changes(measured);
    List<Map<String, Object>> rows = rows(changes, SpanRows.ratings(measured), subsector);
    if (rows.isEmpty()) {
      throw noRows(basket, subsector, to, changes);
    }
    return new ToolAnswer(
            "%s from %s to %s, %s earnings, members %s of the end"
                .formatted(basket, from, to, basis, given.membership()),
            rows)
        .shown(
            ToolColumns.of(
                COLUMNS,
                "subsector",
                "lfl_cap_change_usd",
                "lfl_cap_change_pct",
                "rerating_usd",
                "earnings_usd",
                "currency_usd",
                "entries_usd",
                "pe_from",
                "pe_to",
                "incremental_pe",
                "incremental_coverage",
                "status"))
        .covers("member_count", "lfl_count", "matched_count", "incremental_coverage")
        .remark(remarks(changes, rows.get(0).get("subsector")))
        .details(
            Map.of(
                "members",
                members(SpanRows.members(measured), subsector, given.count("members", MEMBERS))))
        .ofBaskets(basket)
        .valuedOn(to)
        .from(MarketTables.ALL.stream().map(FeedSpec::table).toList());
  }

  private static List<Map<String, Object>> rows(
      List<Row> changes, List<Row> ratings, Optional<String> subsector) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      Map<String, Object> both = Output.plain(changes.get(i));
      both.putAll(Output.plain(ratings.get(i)));
      Map<String, Object> row = new LinkedHashMap<>();
      COLUMNS.forEach(column -> row.put(column.name(), both.get(column.name())));
      if (subsector.map(one -> one.equals(row.get("subsector"))).orElse(true)) {
        rows.add(row);
      }
    }
    rows.sort(
        Comparator.comparing((Map<String, Object> row) -> !"ALL".equals(row.get("subsector")))
            .thenComparing(row -> row.get("subsector").toString()));
    return rows;
  }

  private static RerateException noRows(
      String basket, Optional<String> subsector, LocalDate to, List<Row> changes) {
    List<String> known = changes.stream().map(row -> row.<String>getAs("subsector")).toList();
    return subsector.isPresent() && !known.isEmpty()
        ? BasketRuns.noSubsector(basket, subsector.get(), "on " + to, known)
        : RerateException.usage(
            basket + " has no member on " + to, "Choose a day on which it has some");
  }

  private static List<String> remarks(List<Row> changes, Object group) {
    return changes.stream()
        .filter(row -> group.equals(row.getAs("subsector")))
        .flatMap(row -> ChangeRemarks.of(row).stream())
        .toList();
  }

  private static List<Map<String, Object>> members(
      List<Row> members, Optional<String> subsector, int most) {
    return members.stream()
        .filter(
            row ->
                subsector
                    .filter(one -> members.stream().anyMatch(m -> one.equals(m.getAs("subsector"))))
                    .map(one -> one.equals(row.getAs("subsector")))
                    .orElse(true))
        .sorted(
            Comparator.comparingDouble((Row row) -> -Math.abs(row.<Double>getAs("cap_change_usd"))))
        .limit(most)
        .map(Output::plain)
        .toList();
  }
}
