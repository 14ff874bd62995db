package org.rerate.jobs.mcp;

import static org.rerate.jobs.mcp.ToolColumns.own;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rerate.domain.KnownNames;
import org.rerate.domain.RerateException;
import org.rerate.jobs.serve.Questions;
import org.rerate.table.ColumnKind;
import org.rerate.table.ColumnSpec;
import org.rerate.table.Dictionary;
import org.rerate.table.SqlFunction;
import org.rerate.table.SqlFunctions;
import org.rerate.table.TableSpec;

/** What can be asked in SQL. */
record TablesTool() implements AnalystTool {

  private static final List<ColumnSpec> COLUMNS =
      List.of(
          own("name", ColumnKind.TEXT, "table, column, or function with its parameters"),
          own("kind", ColumnKind.TEXT, "table, function, or the type of a column"),
          own("unit", ColumnKind.TEXT, "unit of a column's numbers"),
          own("meaning", ColumnKind.TEXT, "what a row, a value or an answer is"),
          own("null_meaning", ColumnKind.TEXT, "what a missing value of a column says"));

  @Override
  public String name() {
    return "tables";
  }

  @Override
  public String title() {
    return "Tables, columns and functions";
  }

  @Override
  public String description() {
    return "The data dictionary for the tool sql: without table all tables and table functions, with"
        + " table its columns with units and what a missing value means. Of every market.NAME there"
        + " is market.NAME_current, the version in force of each row.";
  }

  @Override
  public List<ToolParameter> parameters() {
    return List.of(
        ToolParameter.optional("table", "a table, as valuation.basket_valuations; its columns"));
  }

  @Override
  public List<ColumnSpec> columns() {
    return COLUMNS;
  }

  @Override
  public ToolAnswer answer(ToolArguments given, Questions.Asked asked) {
    Optional<String> table = given.optional("table");
    return new ToolAnswer(
            table.map(one -> "Columns of " + one).orElse("Tables and table functions"),
            table.map(TablesTool::columnsOf).orElseGet(TablesTool::all))
        .shown(table.isPresent() ? COLUMNS : ToolColumns.of(COLUMNS, "name", "kind", "meaning"));
  }

  private static List<Map<String, Object>> all() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (TableSpec table : Dictionary.tables()) {
      rows.add(
          row(
              table.fullName(),
              "table",
              null,
              table.description() + " Key: " + String.join(", ", table.key()),
              null));
    }
    for (SqlFunction function : SqlFunctions.ALL) {
      rows.add(row(function.signature(), "function", null, function.answer(), null));
    }
    return rows;
  }

  private static List<Map<String, Object>> columnsOf(String name) {
    List<String> names = Dictionary.tables().stream().map(TableSpec::fullName).toList();
    TableSpec table =
        Dictionary.tables().stream()
            .filter(one -> one.fullName().equals(name.replaceFirst("_current$", "")))
            .findFirst()
            .orElseThrow(
                () ->
                    RerateException.usage(
                        "there is no table '" + name + "'", KnownNames.said(name, names)));
    return table.columns().stream()
        .map(
            column ->
                row(
                    column.name(),
                    column.kind().type().simpleString(),
                    column.unit().isEmpty() ? null : column.unit(),
                    column.description(),
                    column.nullMeaning().isEmpty() ? null : column.nullMeaning()))
        .toList();
  }

  private static Map<String, Object> row(
      String name, String kind, String unit, String meaning, String nullMeaning) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", name);
    row.put("kind", kind);
    row.put("unit", unit);
    row.put("meaning", meaning);
    row.put("null_meaning", nullMeaning);
    return row;
  }
}
