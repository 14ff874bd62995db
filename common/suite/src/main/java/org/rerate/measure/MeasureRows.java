package org.rerate.measure;

import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.rerate.domain.Days;
import org.rerate.engine.delta.LocalRows;
import org.rerate.history.FactKind;
import org.rerate.table.ColumnSpec;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/** Gathers the rows of a relation, cell by cell and by name; a cell that is not set is missing. */
public final class MeasureRows {

  private final TableSpec table;
  private final List<ColumnSpec> columns;
  private final List<String> names;
  private final StructType type;
  private final List<Row> rows = new ArrayList<>();
  private Object[] cells = new Object[0];

  /** No rows yet. */
  public MeasureRows(TableSpec table) {
    this.table = table;
    this.columns = columnsOf(table);
    this.names = columns.stream().map(ColumnSpec::name).toList();
    this.type = typeOf(table);
  }

  private static List<ColumnSpec> columnsOf(TableSpec table) {
    return table.columns().stream()
        .filter(column -> !ValuationTables.PROVENANCE.contains(column))
        .toList();
  }

  /** The Spark schema of a measure's rows. */
  private static StructType typeOf(TableSpec table) {
    StructType type = new StructType();
    for (ColumnSpec column : columnsOf(table)) {
      type = type.add(column.field());
    }
    return type;
  }

  /** Starts a row. */
  public MeasureRows row() {
    cells = new Object[columns.size()];
    return this;
  }

  /** Sets a text, or the name of a constant. */
  public MeasureRows set(String column, Object text) {
    cells[index(column)] = text == null ? null : text.toString();
    return this;
  }

  /** Sets a number; NaN is missing. */
  public MeasureRows set(String column, double number) {
    cells[index(column)] = Double.isFinite(number) ? number : null;
    return this;
  }

  /** Sets a whole number, or a date by its day; {@link FactKind#NONE} is a missing date. */
  public MeasureRows set(String column, int whole) {
    int index = index(column);
    boolean date = columns.get(index).kind().type().equals(DataTypes.DateType);
    cells[index] =
        !date ? (Object) whole : whole == FactKind.NONE ? null : Date.valueOf(Days.date(whole));
    return this;
  }

  /** Ends a row. */
  public void add() {
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] == null && columns.get(i).required()) {
        throw new IllegalStateException(
            table.fullName() + "." + names.get(i) + " is required and was not set");
      }
    }
    rows.add(LocalRows.named(cells, type));
  }

  private int index(String column) {
    int index = names.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException(table.fullName() + " has no column " + column);
    }
    return index;
  }

  /** The result that replaces the rows of {@code scope}. */
  public MeasureResult within(MeasureScope scope) {
    return new MeasureResult(table, names, List.copyOf(rows), scope.filter());
  }
}
