package org.rerate.jobs.mcp;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rerate.jobs.serve.BasketQueries;
import org.rerate.jobs.serve.Questions;
import org.rerate.table.ColumnSpec;
import org.rerate.table.ValuationTables;

/** A basket's P/Es on a day. */
record PeTool(ToolContext context) implements AnalystTool {

  private static final List<ColumnSpec> COLUMNS =
      ToolColumns.of(
          ValuationTables.BASKET_VALUATIONS,
          "subsector",
          "pe",
          "pe_zero_floor",
          "pe_ex_losses",
          "pe_median",
          "coverage",
          "cap_usd",
          "earnings_usd",
          "member_count",
          "capped_count",
          "matched_count",
          "status");

  @Override
  public String name() {
    return "pe";
  }

  @Override
  public String title() {
    return "P/E of a basket on a day";
  }

  @Override
  public String description() {
    return "The stored P/Es of a basket on a day, by sub-sector, ALL first: cap, earnings, coverage,"
        + " and P/Es that treat losses otherwise. Members are those of the day.";
  }

  @Override
  public List<ToolParameter> parameters() {
    return List.of(
        ToolParameter.BASKET, ToolParameter.ON, ToolParameter.BASIS, ToolParameter.SUBSECTOR);
  }

  @Override
  public List<ColumnSpec> columns() {
    return COLUMNS;
  }

  @Override
  public ToolAnswer answer(ToolArguments given, Questions.Asked asked) {
    String basket = given.text("basket");
    String basis = given.basis("NTM").toString();
    Optional<String> day =
        given.date("on").map(LocalDate::toString).or(() -> ToolRows.lastDay(asked, basket));
    List<Map<String, Object>> rows =
        ToolRows.all(
            asked, BasketQueries.values(basket, day, basis, Optional.empty(), asked.variant()));
    String on = day.orElseThrow();
    return new ToolAnswer(
            basket + " on " + on + ", P/E on " + basis + " earnings, members of the day",
            given.optional("subsector").map(one -> only(basket, one, on, rows)).orElse(rows))
        .shown(
            ToolColumns.of(
                COLUMNS,
                "subsector",
                "pe",
                "pe_ex_losses",
                "coverage",
                "cap_usd",
                "earnings_usd",
                "status"))
        .covers("member_count", "capped_count", "matched_count", "coverage")
        .ofBaskets(basket)
        .valuedOn(LocalDate.parse(on))
        .from(List.of(ValuationTables.BASKET_VALUATIONS))
        .storedBy(BasketRuns.of(context, asked, basket, basis, day));
  }

  private static List<Map<String, Object>> only(
      String basket, String subsector, String day, List<Map<String, Object>> rows) {
    List<Map<String, Object>> found =
        rows.stream().filter(row -> subsector.equals(row.get("subsector"))).toList();
    if (found.isEmpty()) {
      throw BasketRuns.noSubsector(
          basket,
          subsector,
          "on " + day,
          rows.stream().map(row -> row.get("subsector").toString()).toList());
    }
    return found;
  }
}
