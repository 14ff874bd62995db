package org.rerate.table;

import java.util.ArrayList;
import java.util.List;

/** Declares a table column by column; see {@link ValuationTables#valuation}. */
public final class TableBuilder {

  private final String schema;
  private final String name;
  private final String description;
  private final List<ColumnSpec> columns = new ArrayList<>();
  private List<String> key = List.of();
  private List<String> partitionBy = List.of();

  TableBuilder(String schema, String name, String description) {
    this.schema = schema;
    this.name = name;
    this.description = description;
  }

  /** The columns that tell its rows apart. */
  public TableBuilder key(String... names) {
    key = List.of(names);
    return this;
  }

  TableBuilder partitionBy(String... names) {
    partitionBy = List.of(names);
    return this;
  }

  /** A column that no row may lack. */
  public TableBuilder required(String column, ColumnKind kind, String unit, String text) {
    columns.add(new ColumnSpec(column, kind, true, List.of(), null, unit, text, ""));
    return this;
  }

  /** A column that may be missing; {@code nullMeaning} says what that tells. */
  public TableBuilder optional(
      String column, ColumnKind kind, String unit, String text, String nullMeaning) {
    columns.add(new ColumnSpec(column, kind, false, List.of(), null, unit, text, nullMeaning));
    return this;
  }

  /** A column of declared words; {@code defaultValue} may be null, then it is required. */
  public TableBuilder code(String column, String defaultValue, String text, String... allowed) {
    columns.add(
        new ColumnSpec(
            column,
            ColumnKind.CODE,
            defaultValue == null,
            List.of(allowed),
            defaultValue,
            "",
            text,
            ""));
    return this;
  }

  /** An optional column with a default. */
  public TableBuilder defaulted(
      String column, ColumnKind kind, String defaultValue, String unit, String text) {
    columns.add(new ColumnSpec(column, kind, false, List.of(), defaultValue, unit, text, ""));
    return this;
  }

  TableSpec build() {
    return new TableSpec(schema, name, description, List.copyOf(columns), key, partitionBy);
  }
}
