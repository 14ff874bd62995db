package org.rerate.jobs.mcp;

import java.util.List;
import java.util.Map;
import org.rerate.domain.RerateException;
import org.rerate.jobs.serve.Questions;
import org.rerate.table.ColumnSpec;
import org.rerate.table.Dictionary;

/** Any question in SQL. */
record SqlTool() implements AnalystTool {

  private static final int MOST = 100;

  /** An answer is held as a whole, and assistants read no more. */
  private static final int LIMIT = 10_000;

  @Override
  public String name() {
    return "sql";
  }

  @Override
  public String title() {
    return "Read-only SQL";
  }

  @Override
  public String description() {
    return "Answers one read-only query in Spark SQL over the schemas market, valuation, raw and ops,"
        + " with table functions such as basket_pe('us-ai', '2026-01-13', 'CY2026') or"
        + " pe_of(array('NVDA', 'MSFT'), '2026-01-13', 'NTM'). Results are stored per methodology,"
        + " knowledge and recorded_by: filter on them, or use the functions. Select status and"
        + " coverage beside every number.";
  }

  @Override
  public List<ToolParameter> parameters() {
    return List.of(
        ToolParameter.required("query", "one SELECT, DESCRIBE, SHOW or EXPLAIN"),
        ToolParameter.count("max_rows", "rows told at most; default 100"));
  }

  @Override
  public List<ColumnSpec> columns() {
    return List.of();
  }

  @Override
  public ToolAnswer answer(ToolArguments given, Questions.Asked asked) {
    int most = given.count("max_rows", MOST);
    if (most > LIMIT) {
      throw RerateException.usage(
          "max_rows is " + most + ", at most " + LIMIT + " can be asked for",
          "Aggregate, or read more by 'rerate serve'");
    }
    List<Map<String, Object>> rows = ToolRows.first(asked, given.text("query"), most + 1);
    boolean isCut = rows.size() > most;
    return new ToolAnswer(
            given.text("query").strip(), isCut ? List.copyOf(rows.subList(0, most)) : rows)
        .cut(isCut)
        .ofAnyVariant()
        .from(Dictionary.results());
  }
}
