package org.rerate.jobs.pipeline;

import org.rerate.domain.RerateException;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.sql.Registration;
import org.rerate.jobs.command.RerateCommand;
import picocli.CommandLine.Command;

/** {@code rerate register --dry-run}: the tables by name for other engines. */
@Command(
    name = "register",
    description = {
      "Prints the SQL by which the catalog of another engine knows the tables by name.",
      "",
      "With --dry-run, which is needed: run the SQL yourself, with the engine that has the catalog",
      "(Hive or Unity). It creates schemas, tables where the warehouse lies, the *_current views and",
      "ops.runs; it moves and copies nothing. Run it again once a feed has brought further tables."
    },
    footer = {
      "",
      "Example:",
      "  rerate register --dry-run --warehouse s3a://desk/rerate > tables.sql && spark-sql -f"
          + " tables.sql"
    })
public final class RegisterCommand extends RerateCommand {

  @Override
  protected boolean canDryRun() {
    return true;
  }

  @Override
  public Integer call() {
    if (!options().dryRun()) {
      throw RerateException.usage(
          "register has no catalog of its own to write to",
          "Give --dry-run, and run the SQL that it prints with the engine that has the catalog");
    }
    Warehouse warehouse = rerate().context().warehouse();
    warehouse.requireExisting();
    Registration.statements(warehouse).forEach(statement -> out().println(statement + ";"));
    out().flush();
    return 0;
  }
}
