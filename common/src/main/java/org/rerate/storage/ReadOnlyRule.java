package org.rerate.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.analysis.PersistedView$;
import org.apache.spark.sql.catalyst.analysis.UnresolvedExecuteImmediate;
import org.apache.spark.sql.catalyst.expressions.CallMethodViaReflection;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.CloneTableStatement;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.DeltaDelete;
import org.apache.spark.sql.catalyst.plans.logical.DeltaUpdateTable;
import org.apache.spark.sql.catalyst.plans.logical.DescribeColumn;
import org.apache.spark.sql.catalyst.plans.logical.DescribeFunction;
import org.apache.spark.sql.catalyst.plans.logical.DescribeRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.RestoreTableStatement;
import org.apache.spark.sql.catalyst.plans.logical.SetCatalogAndNamespace;
import org.apache.spark.sql.catalyst.plans.logical.ShowColumns;
import org.apache.spark.sql.catalyst.plans.logical.ShowFunctions;
import org.apache.spark.sql.catalyst.plans.logical.ShowTables;
import org.apache.spark.sql.delta.catalog.DeltaTableV2;
import org.apache.spark.sql.execution.command.CreateViewCommand;
import org.apache.spark.sql.execution.command.DescribeColumnCommand;
import org.apache.spark.sql.execution.command.DescribeFunctionCommand;
import org.apache.spark.sql.execution.command.DescribeQueryCommand;
import org.apache.spark.sql.execution.command.DescribeTableCommand;
import org.apache.spark.sql.execution.command.DropTempViewCommand;
import org.apache.spark.sql.execution.command.ExplainCommand;
import org.apache.spark.sql.execution.command.ResetCommand;
import org.apache.spark.sql.execution.command.SetCommand;
import org.apache.spark.sql.execution.command.SetNamespaceCommand;
import org.apache.spark.sql.execution.command.ShowColumnsCommand;
import org.apache.spark.sql.execution.command.ShowCurrentNamespaceCommand;
import org.apache.spark.sql.execution.command.ShowFunctionsCommand;
import org.apache.spark.sql.execution.command.ShowNamespacesCommand;
import org.apache.spark.sql.execution.command.ShowTablesCommand;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.rerate.domain.RerateException;
import scala.Option;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * Looks at every plan of a session once its names are resolved and before anything of it runs, from
 * wherever it came: SQL, a data frame's write, a catalog's method, an EXECUTE IMMEDIATE, a script.
 * Commands pass if they are known to change nothing; files are read below one folder only.
 */
final class ReadOnlyRule {

  private static final Set<Class<?>> HARMLESS =
      Set.of(
          DescribeRelation.class,
          DescribeColumn.class,
          DescribeFunction.class,
          DescribeTableCommand.class,
          DescribeColumnCommand.class,
          DescribeFunctionCommand.class,
          DescribeQueryCommand.class,
          ExplainCommand.class,
          ShowTables.class,
          ShowTablesCommand.class,
          ShowColumns.class,
          ShowColumnsCommand.class,
          ShowFunctions.class,
          ShowFunctionsCommand.class,
          ShowNamespacesCommand.class,
          ShowCurrentNamespaceCommand.class,
          SetCatalogAndNamespace.class,
          SetNamespaceCommand.class,
          ResetCommand.class,
          // Views of a session end with it.
          DropTempViewCommand.class);

  /** What Delta puts among Spark's own plans. */
  private static final Set<Class<?>> DELTA_STATEMENTS =
      Set.of(
          RestoreTableStatement.class,
          CloneTableStatement.class,
          DeltaDelete.class,
          DeltaUpdateTable.class);

  private static final String DELTA = "org.apache.spark.sql.delta.";

  private final String folder;
  private final Configuration configuration;

  /**
   * A rule for the tables below {@code root}.
   *
   * @param root qualified URI
   * @param configuration how files are found
   */
  ReadOnlyRule(String root, Configuration configuration) {
    this.configuration = configuration;
    this.folder = text(new Path(root)) + "/";
  }

  /**
   * Looks at a plan and all that it holds.
   *
   * @throws RerateException with {@code USAGE} for what could change something or lead out
   */
  BoxedUnit check(LogicalPlan plan) {
    plan.foreachWithSubqueries(
        node -> {
          if (isStatement(node)) {
            checkStatement(node);
          }
          checkSource(node);
          CollectionConverters.asJava(node.expressions()).forEach(ReadOnlyRule::checkExpression);
          return BoxedUnit.UNIT;
        });
    return BoxedUnit.UNIT;
  }

  /** True for what is no query; not all that Delta adds to SQL is a command to Spark. */
  static boolean isStatement(LogicalPlan node) {
    return node instanceof Command
        || node instanceof ParsedStatement
        || node instanceof UnresolvedExecuteImmediate
        || DELTA_STATEMENTS.contains(node.getClass())
        || node.getClass().getName().startsWith(DELTA);
  }

  private static void checkStatement(LogicalPlan command) {
    if (command instanceof SetCommand set) {
      checkSetting(set.kv());
    } else if (command instanceof CreateViewCommand view) {
      refuseIf(view.viewType() instanceof PersistedView$, "a view that stays");
    } else {
      refuseIf(!HARMLESS.contains(command.getClass()), command.nodeName());
    }
  }

  private static void checkSetting(Option<Tuple2<String, Option<String>>> setting) {
    refuseIf(setting.isEmpty() || setting.get()._1().equals("-v"), "listing all settings");
    String key = setting.get()._1();
    boolean isChange = setting.get()._2().isDefined();
    refuseIf(isChange && !SessionSettings.mayChange(key), "changing the setting " + key);
    refuseIf(!isChange && !SessionSettings.mayRead(key), "reading the setting " + key);
  }

  private void checkSource(LogicalPlan node) {
    if (node instanceof LogicalRelation relation) {
      refuseIf(!(relation.relation() instanceof HadoopFsRelation), "a source of its own kind");
      ((HadoopFsRelation) relation.relation()).location().rootPaths().foreach(this::checkPath);
    } else if (node instanceof DataSourceV2Relation relation) {
      refuseIf(!(relation.table() instanceof DeltaTableV2), "a source of its own kind");
      checkPath(((DeltaTableV2) relation.table()).path());
    } else {
      refuseIf(node.isStreaming(), "a stream");
    }
  }

  private BoxedUnit checkPath(Path path) {
    refuseIf(!text(path).startsWith(folder), "reading " + path);
    return BoxedUnit.UNIT;
  }

  /** The same text for the same place, however it was written. */
  private String text(Path path) {
    try {
      URI place = path.getFileSystem(configuration).makeQualified(path).toUri().normalize();
      String authority = place.getAuthority() == null ? "" : place.getAuthority();
      return place.getScheme() + "://" + authority + place.getPath();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + path, e);
    }
  }

  private static void checkExpression(Expression expression) {
    refuseIf(
        expression.exists(part -> part instanceof CallMethodViaReflection),
        "calling methods of the server");
  }

  private static void refuseIf(boolean refused, String what) {
    if (refused) {
      throw RerateException.usage(
          what + " is not allowed here, where the tables are read-only",
          "Ask with SELECT, DESCRIBE, SHOW or EXPLAIN; data comes in by rerate ingest");
    }
  }
}
