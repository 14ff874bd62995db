package org.rerate.jobs.ingest;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.rerate.ingest.load.FileOutcome;
import org.rerate.jobs.command.Output;
import org.rerate.table.OpsTables;

/** What became of each file, as a load prints it at its end. */
final class OutcomeTable {

  private final List<Row> rows = new ArrayList<>();

  void add(String feed, FileOutcome outcome) {
    rows.add(row(outcome.isRetried() ? OpsTables.QUARANTINE.fullName() : feed, outcome));
  }

  void print(Output output, SparkSession spark) {
    output.print(spark.createDataFrame(rows, columns()));
  }

  private static Row row(String feed, FileOutcome outcome) {
    return RowFactory.create(
        feed,
        outcome.file(),
        outcome.read(),
        outcome.accepted(),
        outcome.unchanged(),
        outcome.quarantined(),
        outcome.withheld(),
        outcome.reasonNotIn().orElse(null));
  }

  private static StructType columns() {
    return new StructType()
        .add("feed", DataTypes.StringType)
        .add("file", DataTypes.StringType)
        .add("read", DataTypes.LongType)
        .add("accepted", DataTypes.LongType)
        .add("unchanged", DataTypes.LongType)
        .add("quarantined", DataTypes.LongType)
        .add("withheld", DataTypes.LongType)
        .add("not_in", DataTypes.StringType);
  }
}
