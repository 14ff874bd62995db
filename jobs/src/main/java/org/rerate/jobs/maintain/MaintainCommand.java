package org.rerate.jobs.maintain;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.rerate.engine.delta.Maintenance;
import org.rerate.engine.delta.Maintenance.Finding;
import org.rerate.engine.delta.MaintenanceRules;
import org.rerate.jobs.action.ActionContext;
import org.rerate.jobs.action.MaintainAction;
import org.rerate.jobs.command.Output;
import org.rerate.jobs.command.RerateCommand;
import org.rerate.run.MaintenancePolicy;
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
    MaintenanceRules policy = MaintenancePolicy.read(conf());
    ActionContext context = context();
    context.warehouse().requireExisting();
    List<Row> rows = new ArrayList<>();
    for (Finding finding :
        new MaintainAction(context)
            .maintain(new Maintenance(context.warehouse(), policy), options().dryRun())) {
      rows.add(
          RowFactory.create(
              finding.table(),
              finding.files(),
              finding.smallFiles(),
              finding.bytes(),
              finding.compact() ? said(options().dryRun()) : ""));
    }
    new Output(out(), options().format())
        .print(context.warehouse().spark().createDataFrame(rows, columns()));
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
