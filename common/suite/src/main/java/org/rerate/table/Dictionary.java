package org.rerate.table;

import java.util.List;
import java.util.stream.Stream;

/** The data dictionary as Markdown, made from the declarations. */
public final class Dictionary {

  private Dictionary() {}

  /** Every declared table that people query, in the order of the dictionary. */
  public static List<TableSpec> tables() {
    return Stream.of(
            MarketTables.ALL.stream().map(FeedSpec::table),
            results().stream(),
            OpsTables.ALL.stream())
        .flatMap(tables -> tables)
        .toList();
  }

  /** Every result table. */
  public static List<TableSpec> results() {
    return Stream.of(ValuationTables.ALL, FigureTables.ALL, MeasureTables.all())
        .flatMap(List::stream)
        .toList();
  }

  /** The whole page. */
  public static String page() {
    StringBuilder page = new StringBuilder("# Data dictionary\n\n");
    page.append("Made from the declarations in `org.rerate.table`; a test keeps it current.\n\n");
    page.append("`market.NAME_current` is the winning version per key of `market.NAME`, without\n");
    page.append("retracted keys; `ops.runs` is the last event of each run of `ops.run_log`.\n");
    tables().forEach(table -> append(page, table));
    return page.toString();
  }

  private static void append(StringBuilder page, TableSpec table) {
    page.append("\n## ").append(table.fullName()).append("\n\n");
    page.append(table.description()).append(" Key: ");
    page.append(String.join(", ", table.key())).append(".\n\n");
    page.append("| column | type | unit | meaning | missing means |\n");
    page.append("| --- | --- | --- | --- | --- |\n");
    for (ColumnSpec column : table.columns()) {
      String allowed =
          column.allowed().isEmpty() ? "" : "; one of " + String.join(", ", column.allowed());
      String byDefault = column.defaultValue() == null ? "" : "; default " + column.defaultValue();
      page.append("| ").append(column.name());
      page.append(" | ").append(column.kind().type().simpleString());
      page.append(" | ").append(column.unit());
      page.append(" | ").append(column.description()).append(allowed).append(byDefault);
      page.append(" | ").append(column.nullMeaning().isEmpty() ? "-" : column.nullMeaning());
      page.append(" |\n");
    }
  }
}
