package org.rerate.jobs.mcp;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rerate.jobs.serve.BasketQueries;
import org.rerate.jobs.serve.Questions;
import org.rerate.table.ColumnSpec;
import org.rerate.table.ValuationTables;

/** A basket's P/E day by day. */
record HistoryTool(ToolContext context) implements AnalystTool {

  private static final List<ColumnSpec> COLUMNS =
      ToolColumns.of(
          ValuationTables.BASKET_VALUATIONS,
          "valuation_date",
          "pe",
          "cap_usd",
          "earnings_usd",
          "coverage",
          "member_count",
          "capped_count",
          "status");

  @Override
  public String name() {
    return "history";
  }

  @Override
  public String title() {
    return "History of a P/E";
  }

  @Override
  public String description() {
    return "The stored P/E, cap and earnings of one sub-sector of a basket, or of ALL, on each valued"
        + " day of a range, oldest first. A year has about 250 rows.";
  }

  @Override
  public List<ToolParameter> parameters() {
    return List.of(
        ToolParameter.BASKET,
        ToolParameter.optional("from", "first day; default: the first valued"),
        ToolParameter.optional("to", "last day; default: the last valued"),
        ToolParameter.BASIS,
        ToolParameter.optional("subsector", "a sub-sector, a composite, or ALL (default)"));
  }

  @Override
  public List<ColumnSpec> columns() {
    return COLUMNS;
  }

  @Override
  public ToolAnswer answer(ToolArguments given, Questions.Asked asked) {
    String basket = given.text("basket");
    String basis = given.basis("NTM").toString();
    String subsector = given.optional("subsector").orElse("ALL");
    List<Map<String, Object>> rows =
        ToolRows.all(
            asked,
            BasketQueries.history(
                basket,
                subsector,
                given.date("from").map(LocalDate::toString),
                given.date("to").map(LocalDate::toString),
                basis));
    Map<String, Object> last = rows.isEmpty() ? Map.of() : rows.get(rows.size() - 1);
    return new ToolAnswer(
            basket + " " + subsector + ", P/E on " + basis + " earnings, members of each day", rows)
        .headline(last)
        .shown(
            ToolColumns.of(
                COLUMNS, "valuation_date", "pe", "cap_usd", "earnings_usd", "coverage", "status"))
        .covers("member_count", "capped_count", "", "coverage")
        .ofBaskets(basket)
        .valuedOn(rows.isEmpty() ? null : LocalDate.parse(last.get("valuation_date").toString()))
        .from(List.of(ValuationTables.BASKET_VALUATIONS))
        .storedBy(BasketRuns.of(context, asked, basket, basis, Optional.empty()));
  }
}
