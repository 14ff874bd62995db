package org.rerate.storage;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.AliasIdentifier;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.connector.catalog.CatalogManager;
import org.rerate.domain.RerateException;
import org.rerate.table.SqlFunction;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Makes {@link SqlFunction}s known to a session, for as long as it lives. A function is parsed when
 * a query names it, and not before: CREATE TEMPORARY FUNCTION would open every table of every
 * function at each start.
 */
public final class Functions {

  private Functions() {}

  /**
   * Registers the functions.
   *
   * @param variant SQL of the results that they answer from
   * @param seen SQL of the market rows that they may see, see {@link SqlFunction#of}
   */
  public static void register(
      SparkSession spark, List<SqlFunction> functions, String variant, String seen) {
    for (SqlFunction function : functions) {
      spark
          .sessionState()
          .tableFunctionRegistry()
          .registerFunction(
              inSession(function.name()),
              info(function),
              arguments ->
                  plan(spark, function, CollectionConverters.asJava(arguments), variant, seen));
    }
  }

  /** What DESCRIBE FUNCTION says. */
  static ExpressionInfo info(SqlFunction function) {
    String usage = function.signature() + " - " + function.answer();
    return new ExpressionInfo(
        SqlFunction.class.getName(), null, function.name(), usage, "", "", "", "", "", "", "");
  }

  /** Where Spark keeps temporary functions. */
  private static FunctionIdentifier inSession(String name) {
    return FunctionIdentifier.apply(
        name,
        Option.apply(CatalogManager.SESSION_NAMESPACE()),
        Option.apply(CatalogManager.SYSTEM_CATALOG_NAME()));
  }

  static LogicalPlan plan(
      SparkSession spark,
      SqlFunction function,
      List<Expression> arguments,
      String variant,
      String seen) {
    if (arguments.size() != function.parameters().size()
        || !arguments.stream().allMatch(Expression::foldable)) {
      throw RerateException.usage(
          function.name() + " takes constants: " + function.signature(),
          "Give every one of them, dates as DATE'2026-01-13' or '2026-01-13'");
    }
    List<String> constants = arguments.stream().map(Expression::sql).toList();
    new FunctionArguments(spark, function, constants, variant).check();
    String text = function.of(constants, variant, seen);
    try {
      return new SubqueryAlias(
          new AliasIdentifier(function.name()), spark.sessionState().sqlParser().parsePlan(text));
    } catch (Exception e) { // a parser throws checked exceptions that no signature tells of
      throw new IllegalStateException("the function " + function.name() + " is wrong: " + text, e);
    }
  }
}
