package org.rerate.jobs.mcp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rerate.table.ColumnKind;
import org.rerate.table.ColumnSpec;
import org.rerate.table.TableSpec;

/** Columns of answers, as the tables declare them. */
final class ToolColumns {

  private ToolColumns() {}

  /** Columns of a table, by name. */
  static List<ColumnSpec> of(TableSpec table, String... names) {
    return Arrays.stream(names).map(name -> table.column(name).orElseThrow()).toList();
  }

  /** The columns of a list, by name. */
  static List<ColumnSpec> of(List<ColumnSpec> columns, String... names) {
    return Arrays.stream(names)
        .map(
            name ->
                columns.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow())
        .toList();
  }

  static List<ColumnSpec> together(List<ColumnSpec> some, List<ColumnSpec> others) {
    List<ColumnSpec> all = new ArrayList<>(some);
    all.addAll(others);
    return List.copyOf(all);
  }

  /** A column that no table has. */
  static ColumnSpec own(String name, ColumnKind kind, String description) {
    return new ColumnSpec(name, kind, false, List.of(), null, "", description, "");
  }
}
