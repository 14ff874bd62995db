package org.rerate.storage;

import java.util.concurrent.Callable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.DescribeFunction;
import org.apache.spark.sql.catalyst.plans.logical.DescribeRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.execution.command.ExplainCommand;
import org.rerate.domain.RerateException;

/** Questions over the warehouse that can change nothing. */
public final class ReadOnly {

  private ReadOnly() {}

  /**
   * The answer to a query, DESCRIBE or EXPLAIN.
   *
   * @throws RerateException with {@code USAGE} for any statement that could change something
   */
  public static Dataset<Row> query(Warehouse warehouse, String text) {
    SparkSession spark = warehouse.spark();
    LogicalPlan plan = answered(() -> spark.sessionState().sqlParser().parsePlan(text));
    boolean harmless =
        plan instanceof DescribeRelation
            || plan instanceof DescribeFunction
            || plan instanceof ExplainCommand;
    if (!harmless && holdsStatement(plan)) {
      throw RerateException.usage(
          "only queries, DESCRIBE and EXPLAIN are answered here; the tables are read-only",
          "Data comes in by rerate ingest, results by rerate value");
    }
    return answered(() -> spark.sql(text));
  }

  /** Spark's complaint about a query is the user's to read, without its trace. */
  private static <T> T answered(Callable<T> question) {
    try {
      return question.call();
    } catch (Exception e) {
      if (e instanceof AnalysisException) {
        throw new RerateException(
            RerateException.Exit.USAGE,
            "the query cannot be answered: " + withoutPlan(e.getMessage()),
            e);
      }
      throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }
  }

  /** Spark adds the plan below its complaint, line after line. */
  private static String withoutPlan(String message) {
    int plan = message.indexOf(";\n'");
    return (plan < 0 ? message : message.substring(0, plan)).strip();
  }

  /** A statement may hide below a WITH. */
  private static boolean holdsStatement(LogicalPlan plan) {
    return plan.exists(node -> node instanceof Command || node instanceof ParsedStatement);
  }
}
