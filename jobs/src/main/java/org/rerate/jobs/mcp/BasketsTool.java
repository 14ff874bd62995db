package org.rerate.jobs.mcp;

import static org.rerate.jobs.mcp.ToolColumns.own;

import java.util.List;
import org.rerate.jobs.serve.BasketQueries;
import org.rerate.jobs.serve.Questions;
import org.rerate.table.ColumnKind;
import org.rerate.table.ColumnSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.ValuationTables;

/** Which baskets there are, and what is stored of them. */
record BasketsTool(ToolContext context) implements AnalystTool {

  private static final List<ColumnSpec> COLUMNS =
      List.of(
          own("basket_id", ColumnKind.TEXT, "what other tools call it by"),
          own("name", ColumnKind.TEXT, "its name"),
          own("description", ColumnKind.TEXT, "what the feed says of it"),
          own("base_date", ColumnKind.DATE, "day that its indexes start from"),
          own("first_valued", ColumnKind.DATE, "first day valued; null: none"),
          own("last_valued", ColumnKind.DATE, "last day valued; null: none"),
          own("bases", ColumnKind.CODES, "earnings bases that values are stored on"),
          own("member_count", ColumnKind.INTEGER, "members on the last day valued"));

  @Override
  public String name() {
    return "baskets";
  }

  @Override
  public String title() {
    return "Baskets";
  }

  @Override
  public String description() {
    return "Lists the baskets of companies: ids, names, notices about their data, the days and"
        + " earnings bases that values are stored on. Begin here.";
  }

  @Override
  public List<ToolParameter> parameters() {
    return List.of();
  }

  @Override
  public List<ColumnSpec> columns() {
    return COLUMNS;
  }

  @Override
  public ToolAnswer answer(ToolArguments given, Questions.Asked asked) {
    String valued =
        "SELECT basket_id, min(valuation_date) AS first_valued, max(valuation_date) AS last_valued,"
            + " sort_array(collect_set(basis)) AS bases,"
            + " max_by(member_count, valuation_date) AS member_count"
            + " FROM valuation.basket_valuations"
            + " WHERE subsector = 'ALL' AND membership = 'point_in_time' AND "
            + context.action().variant().filter().sql()
            + " GROUP BY basket_id";
    return new ToolAnswer(
            "Baskets",
            ToolRows.all(
                asked,
                "SELECT b.*, v.first_valued, v.last_valued, v.bases, v.member_count FROM ("
                    + BasketQueries.BASKETS
                    + ") b LEFT JOIN ("
                    + valued
                    + ") v ON v.basket_id = b.basket_id ORDER BY b.basket_id"))
        .shown(ToolColumns.of(COLUMNS, "basket_id", "name", "first_valued", "last_valued", "bases"))
        .from(List.of(MarketTables.BASKETS.table(), ValuationTables.BASKET_VALUATIONS));
  }
}
