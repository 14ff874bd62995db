package org.rerate.engine.delta;

import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.rerate.table.ColumnSpec;
import org.rerate.table.TableSpec;

/** Delta's own writer of rows that Spark holds, told of a table's declaration. */
final class DeltaWriter {

  /** Readers other than Spark open these tables; logs are summed up by {@link LogLookup}. */
  static final Map<String, String> PROPERTIES =
      Map.of(
          "delta.enableDeletionVectors", "false",
          "delta.checkpointInterval", "100",
          "delta.logRetentionDuration", "interval 60 days");

  private DeltaWriter() {}

  /** A writer of rows with the columns of {@code table}, in whatever order. */
  static DataFrameWriter<Row> of(TableSpec table, Dataset<Row> rows, String runId) {
    Column[] columns = table.columns().stream().map(DeltaWriter::declared).toArray(Column[]::new);
    DataFrameWriter<Row> writer =
        rows.select(columns)
            .write()
            .format("delta")
            .option("userMetadata", runId)
            // A table of an older version gets the columns that were declared since.
            .option("mergeSchema", "true")
            .options(PROPERTIES);
    return table.partitionBy().isEmpty()
        ? writer
        : writer.partitionBy(table.partitionBy().toArray(String[]::new));
  }

  private static Column declared(ColumnSpec column) {
    return functions
        .col(column.name())
        .cast(column.kind().type())
        .as(column.name(), column.metadata());
  }
}
