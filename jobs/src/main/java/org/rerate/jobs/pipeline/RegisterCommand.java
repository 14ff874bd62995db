package org.rerate.jobs.pipeline;

import java.util.List;
import java.util.Map;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.sql.HiveMetastore;
import org.rerate.engine.sql.Registration;
import org.rerate.jobs.command.RerateCommand;
import picocli.CommandLine.Command;

/** {@code rerate register}: the tables by name for other engines. */
@Command(
    name = "register",
    description = {
      "Makes the tables known by name in a Hive metastore, for other engines.",
      "",
      "Creates schemas, tables where the warehouse lies, the *_current views, ops.runs,",
      "valuation.pe and valuation.caps; it moves and copies nothing, and what is known already",
      "stays. Run it again once a feed has brought further tables. The metastore is the one of",
      "hive-site.xml (HADOOP_CONF_DIR) or of hive.metastore.uris in the settings of Spark.",
      "",
      "--dry-run prints the SQL and opens no metastore: run it with the engine that has the catalog",
      "(Hive or Unity)."
    },
    footer = {
      "",
      "Examples:",
      "  HADOOP_CONF_DIR=/etc/hive/conf RERATE_CLASSPATH='/opt/spark-hive/*' rerate register",
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
    Warehouse warehouse = rerate().context().warehouse();
    warehouse.requireExisting();
    List<String> statements = Registration.statements(warehouse);
    if (options().dryRun()) {
      statements.forEach(statement -> out().println(statement + ";"));
    } else {
      Map<String, String> tables = Registration.places(warehouse);
      HiveMetastore metastore = HiveMetastore.open(warehouse.spark());
      metastore.register(tables, statements);
      long views = statements.stream().filter(text -> text.contains(" VIEW ")).count();
      out()
          .println(
              metastore.name() + " knows " + tables.size() + " tables and " + views + " views");
    }
    out().flush();
    return 0;
  }
}
