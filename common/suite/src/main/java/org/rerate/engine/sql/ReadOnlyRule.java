package org.rerate.engine.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.analysis.LocalTempView$;
import org.apache.spark.sql.catalyst.analysis.PlanWithUnresolvedIdentifier;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.apache.spark.sql.delta.catalog.DeltaTableV2;
import org.apache.spark.sql.execution.command.CreateViewCommand;
import org.apache.spark.sql.execution.command.ResetCommand;
import org.apache.spark.sql.execution.command.SetCommand;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.SessionSettings;
import scala.Option;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * Refuses what is no question. It sees each plan twice: as the parser leaves it, and again once its
 * names are resolved and before anything of it runs, from wherever it came: SQL, a data frame, a
 * catalog's method, an EXECUTE IMMEDIATE. A plan passes if each of its nodes is on {@link
 * QuestionList}; what these do not tell by their class alone is looked at here.
 */
public final class ReadOnlyRule {

  private final String folder;
  private final Reach reach;
  private final Configuration configuration;

  /**
   * A rule for the tables below {@code root}.
   *
   * @param root qualified URI
   * @param reach what may be read besides
   * @param configuration how files are found
   */
  ReadOnlyRule(String root, Reach reach, Configuration configuration) {
    this.configuration = configuration;
    this.reach = reach;
    this.folder = text(new Path(root)) + "/";
  }

  /**
   * Looks at what a parser made and returns it.
   *
   * @throws RerateException with {@code USAGE} for what is no question
   */
  <T extends TreeNode<?>> T parsed(T root) {
    ParsedNodes.forEach(
        root,
        node -> {
          refuseIf(!QuestionList.SHIPPED.isAsked(node.getClass()), name(node));
          checkContent(node);
        });
    return root;
  }

  /**
   * Looks at an analyzed plan and all that it holds.
   *
   * @throws RerateException with {@code USAGE} for what could change something or lead out
   */
  BoxedUnit check(LogicalPlan plan) {
    plan.foreachWithSubqueries(
        node -> {
          refuseIf(!QuestionList.SHIPPED.isMade(node.getClass()), name(node));
          checkContent(node);
          checkSource(node);
          CollectionConverters.asJava(node.expressions()).forEach(ReadOnlyRule::checkExpression);
          return BoxedUnit.UNIT;
        });
    return BoxedUnit.UNIT;
  }

  private static void checkExpression(Expression expression) {
    expression.foreach(
        part -> {
          refuseIf(!QuestionList.SHIPPED.isMade(part.getClass()), name(part));
          return BoxedUnit.UNIT;
        });
  }

  private static String name(TreeNode<?> node) {
    return node instanceof ScriptTransformation
        ? "TRANSFORM, MAP or REDUCE, which runs a program,"
        : node.nodeName();
  }

  private void checkContent(TreeNode<?> node) {
    if (node instanceof SetCommand set) {
      checkSetting(set.kv());
    } else if (node instanceof ResetCommand reset && reset.config().isDefined()) {
      String key = reset.config().get();
      refuseIf(!SessionSettings.mayChange(key), "changing the setting " + key);
    } else if (node instanceof CreateViewCommand view) {
      refuseIf(!(view.viewType() instanceof LocalTempView$), "a view that others see");
    } else if (node instanceof UnresolvedRelation relation && reach == Reach.TABLES) {
      refuseIf(!relation.options().isEmpty(), "reading a table with options");
    } else if (node instanceof PlanWithUnresolvedIdentifier) {
      // Analysis would open a file of that name before it asks the catalog.
      refuseIf(reach == Reach.TABLES, "a table that an expression names");
    }
  }

  private static void checkSetting(Option<Tuple2<String, Option<String>>> setting) {
    refuseIf(setting.isEmpty() || setting.get()._1().equals("-v"), "listing all settings");
    String key = setting.get()._1();
    Option<String> value = setting.get()._2();
    if (value.isDefined()) {
      refuseIf(!SessionSettings.mayChange(key), "changing the setting " + key);
      refuseIf(!SessionSettings.isPlain(value.get()), "a setting that refers to others");
    } else {
      refuseIf(!SessionSettings.mayRead(key), "reading the setting " + key);
    }
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
    refuseIf(reach == Reach.TABLES && !text(path).startsWith(folder), "reading " + path);
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

  private static void refuseIf(boolean refused, String what) {
    if (refused) {
      throw refused(what);
    }
  }

  /** The error for something, named as the beginning of a sentence. */
  public static RerateException refused(String what) {
    return RerateException.usage(
        what + " is not allowed here, where the tables are read-only",
        "Ask with SELECT, DESCRIBE, SHOW or EXPLAIN; data comes in by rerate ingest, results by"
            + " rerate value");
  }
}
