package org.rerate.engine.sql;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.AliasIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.LocalRows;
import org.rerate.table.SqlFunction;
import scala.runtime.BoxedUnit;

/**
 * Makes {@link SqlFunction}s known to Spark. A function is parsed when a query names it, and not
 * before: CREATE TEMPORARY FUNCTION would open every table of every function at each start.
 */
final class Functions {

  private Functions() {}

  /** What DESCRIBE FUNCTION says. */
  static ExpressionInfo info(SqlFunction function) {
    String usage = function.signature() + " - " + function.answer();
    return new ExpressionInfo(
        SqlFunction.class.getName(), null, function.name(), usage, "", "", "", "", "", "", "");
  }

  /**
   * True where somebody over a network wants no rows: such a request has no limits of time, rows
   * and questions at once, which go by the tag of the question.
   */
  private static boolean isOnlyLookedAt(SparkSession spark) {
    return ReadOnlyExtension.reach(spark) == Reach.TABLES
        && spark.sparkContext().getJobTags().isEmpty();
  }

  private static boolean asks(Expression argument) {
    return argument.exists(part -> part instanceof PlanExpression);
  }

  static LogicalPlan plan(
      SparkSession spark,
      SqlFunction function,
      List<Expression> arguments,
      String variant,
      String seen,
      ComputedRows computed) {
    if (arguments.size() != function.parameters().size()
        || !arguments.stream().allMatch(argument -> argument.references().isEmpty())) {
      throw RerateException.usage(
          function.name() + " takes constants: " + function.signature(),
          "Give every one of them, dates as DATE'2026-01-13' or '2026-01-13'; a query of one value in"
              + " brackets is a constant too");
    }
    arguments.forEach(argument -> checkWhole(function, argument));
    if (isOnlyLookedAt(spark) && arguments.stream().anyMatch(Functions::asks)) {
      throw RerateException.usage(
          "an argument of "
              + function.name()
              + " is a query, which runs when the question is asked",
          "Ask for its rows, not for its schema or plan alone");
    }
    FunctionArguments checked = new FunctionArguments(spark, function, arguments, variant);
    checked.check();
    if (function.isComputed()) {
      ComputedRows.Computed answer = computed.of(function.name(), checked.all());
      return named(function, LocalRows.plan(spark, answer.rows(), answer.type()));
    }
    String text = function.of(checked.literals(), variant, seen);
    try {
      return named(function, spark.sessionState().sqlParser().parsePlan(text));
    } catch (Exception e) { // a parser throws checked exceptions that no signature tells of
      throw new IllegalStateException("the function " + function.name() + " is wrong: " + text, e);
    }
  }

  /** A query in the place of an argument is answered by itself, without the WITH around it. */
  private static void checkWhole(SqlFunction function, Expression argument) {
    argument.foreach(
        part -> {
          if (part instanceof PlanExpression<?> query
              && query.plan() instanceof LogicalPlan plan
              && plan.exists(node -> node instanceof CTERelationRef)) {
            throw RerateException.usage(
                "the query in the arguments of " + function.name() + " refers to a WITH around it",
                "Write that query within the brackets");
          }
          return BoxedUnit.UNIT;
        });
  }

  private static LogicalPlan named(SqlFunction function, LogicalPlan plan) {
    return new SubqueryAlias(new AliasIdentifier(function.name()), plan);
  }
}
