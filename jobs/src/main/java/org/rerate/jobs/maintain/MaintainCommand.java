package org.rerate.jobs.maintain;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.rerate.action.Rerate;
import org.rerate.engine.delta.Maintenance.Finding;
import org.rerate.jobs.command.Output;
import org.rerate.jobs.command.RerateCommand;
import picocli.CommandLine.Command;

/** {@code rerate maintain}: the upkeep of the tables. */
@Command(
    name = "maintain",
    description = {
      "Compacts tables, lays them out for queries and deletes files that are no longer needed.",
      "",
      "The file maintenance.conf sets the limits. No row changes, and no reader at work loses a file.",
      "The command prints the state in which it found each table."
    },
    footer = {"", "Examples:", "  rerate maintain --dry-run", "  rerate maintain"})
public final class MaintainCommand extends RerateCommand {

  @Override
  protected boolean canDryRun() {
    return true;
  }

  @Override
  public Integer call() {
    Rerate rerate = rerate();
    List<Row> rows = new ArrayList<>();
    for (Finding finding : rerate.maintain().dryRun(options().dryRun()).execute()) {
      rows.add(
          RowFactory.create(
              finding.table(),
              finding.files(),
              finding.smallFiles(),
              finding.bytes(),
              finding.compact() ? said(options().dryRun()) : ""));
    }
    new Output(out(), options().format())
        .print(rerate.context().warehouse().spark().createDataFrame(rows, columns()));
    return 0;
  }

  private static String said(boolean dryRun) {
    return dryRun ? "would be compacted" : "compacted";
  }

  private static StructType columns() {
    return new StructType()
        .add("table", DataTypes.StringType)
        .add("files", DataTypes.LongType)
        .add("small_files", DataTypes.LongType)
        .add("bytes", DataTypes.LongType)
        .add("action", DataTypes.StringType);
  }
}
