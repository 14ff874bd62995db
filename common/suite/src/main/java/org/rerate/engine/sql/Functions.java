package org.rerate.engine.sql;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.AliasIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.rerate.domain.RerateException;
import org.rerate.table.SqlFunction;

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

  static LogicalPlan plan(
      SparkSession spark,
      SqlFunction function,
      List<Expression> arguments,
      String variant,
      String seen,
      ComputedRows computed) {
    if (arguments.size() != function.parameters().size()
        || !arguments.stream().allMatch(Expression::foldable)) {
      throw RerateException.usage(
          function.name() + " takes constants: " + function.signature(),
          "Give every one of them, dates as DATE'2026-01-13' or '2026-01-13'");
    }
    List<String> constants = arguments.stream().map(Expression::sql).toList();
    FunctionArguments checked = new FunctionArguments(spark, function, constants, variant);
    checked.check();
    String text = function.of(constants, variant, seen);
    if (function.isComputed()) {
      text = text.replace(SqlFunction.COMPUTED, computed.of(function.name(), checked.texts()));
    }
    try {
      return new SubqueryAlias(
          new AliasIdentifier(function.name()), spark.sessionState().sqlParser().parsePlan(text));
    } catch (Exception e) { // a parser throws checked exceptions that no signature tells of
      throw new IllegalStateException("the function " + function.name() + " is wrong: " + text, e);
    }
  }
}
