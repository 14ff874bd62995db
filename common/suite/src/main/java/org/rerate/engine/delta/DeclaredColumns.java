package org.rerate.engine.delta;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.types.StructType;
import org.rerate.table.ColumnSpec;
import org.rerate.table.TableSpec;

/**
 * Columns that were declared since a stored table was made. Its rows have no value in them: whoever
 * reads it sees NULL, and whoever writes files to it declares them first.
 */
public final class DeclaredColumns {

  private DeclaredColumns() {}

  /** The rows of a stored table, or of one of its versions, with all declared columns. */
  public static Dataset<Row> complete(TableSpec table, Dataset<Row> stored) {
    List<String> columns = new ArrayList<>(List.of("*"));
    table.missingIn(List.of(stored.columns())).forEach(c -> columns.add(missing(c)));
    return columns.size() == 1 ? stored : stored.selectExpr(columns.toArray(String[]::new));
  }

  /** Missing values of these columns, to be selected. */
  public static String missing(List<ColumnSpec> columns) {
    return columns.stream().map(DeclaredColumns::missing).collect(Collectors.joining(", "));
  }

  private static String missing(ColumnSpec column) {
    return "CAST(NULL AS " + column.kind().type().sql() + ") AS `" + column.name() + "`";
  }

  /** A stored schema with these columns. */
  public static StructType complete(StructType stored, List<ColumnSpec> missing) {
    StructType type = stored;
    for (ColumnSpec column : missing) {
      type = type.add(column.name(), column.kind().type(), true, column.metadata());
    }
    return type;
  }

  /** Declares what is missing, with the transaction that writes it. */
  static void declare(OptimisticTransaction transaction, TableSpec table) {
    Metadata held = transaction.metadata();
    List<ColumnSpec> missing = table.missingIn(List.of(held.schema().fieldNames()));
    if (!missing.isEmpty()) {
      transaction.updateMetadata(
          new Metadata(
              held.id(),
              held.name(),
              held.description(),
              held.format(),
              complete(held.schema(), missing).json(),
              held.partitionColumns(),
              held.configuration(),
              held.createdTime()),
          false);
    }
  }
}
