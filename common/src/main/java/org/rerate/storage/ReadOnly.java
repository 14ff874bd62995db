package org.rerate.storage;

import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.DescribeColumn;
import org.apache.spark.sql.catalyst.plans.logical.DescribeFunction;
import org.apache.spark.sql.catalyst.plans.logical.DescribeRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ShowColumns;
import org.apache.spark.sql.catalyst.plans.logical.ShowFunctions;
import org.apache.spark.sql.catalyst.plans.logical.ShowTables;
import org.apache.spark.sql.execution.command.DescribeQueryCommand;
import org.apache.spark.sql.execution.command.ExplainCommand;
import org.apache.spark.sql.execution.command.ShowNamespacesCommand;
import org.rerate.domain.OutOfMemory;
import org.rerate.domain.RerateException;

/** Questions over the warehouse that can change nothing. */
public final class ReadOnly {

  /** What DESCRIBE and SHOW are read as; nothing of it writes. */
  private static final List<Class<? extends LogicalPlan>> QUESTIONS =
      List.of(
          DescribeRelation.class,
          DescribeColumn.class,
          DescribeFunction.class,
          DescribeQueryCommand.class,
          ShowTables.class,
          ShowColumns.class,
          ShowFunctions.class,
          ShowNamespacesCommand.class);

  private ReadOnly() {}

  /**
   * Hands the answer to a query, DESCRIBE, SHOW or EXPLAIN to {@code reader}.
   *
   * @throws RerateException with {@code USAGE} for any statement that could change something, for
   *     one that Spark cannot answer, and if the reader meets such a failure in the rows
   */
  public static void answer(Warehouse warehouse, String text, Consumer<Dataset<Row>> reader) {
    SparkSession spark = warehouse.spark();
    try {
      if (!isQuestion(spark.sessionState().sqlParser(), text)) {
        throw RerateException.usage(
            "only queries, DESCRIBE, SHOW and EXPLAIN are answered here; the tables are read-only",
            "Data comes in by rerate ingest, results by rerate value");
      }
      reader.accept(spark.sql(text));
    } catch (Exception e) { // Spark's own are checked exceptions that no signature tells of
      throw told(e);
    }
  }

  /**
   * True if the statement only asks. The grammar of queries decides, not a list of what writes: to
   * Spark, Delta's RESTORE and CLONE look like queries until they run.
   */
  private static boolean isQuestion(ParserInterface parser, String text) throws ParseException {
    LogicalPlan plan = parser.parsePlan(text);
    if (plan instanceof ExplainCommand explained) {
      return !explained.logicalPlan().exists(ReadOnlyRule::isStatement);
    }
    if (QUESTIONS.contains(plan.getClass())) {
      return true;
    }
    try {
      return !parser.parseQuery(text).exists(ReadOnlyRule::isStatement);
    } catch (ParseException e) {
      return false;
    }
  }

  /** Spark's complaint about a query is the user's to read, without its trace. */
  private static RuntimeException told(Exception failure) {
    return OutOfMemory.told(failure)
        .map(RuntimeException.class::cast)
        .orElseGet(() -> known(failure));
  }

  private static RuntimeException known(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RerateException known) {
        return known;
      }
    }
    return DamagedTable.told(failure)
        .map(RuntimeException.class::cast)
        .orElseGet(() -> unanswerable(failure));
  }

  private static RuntimeException unanswerable(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SparkThrowable spark
          && spark.getCondition() != null
          && !spark.isInternalError()) {
        return new RerateException(
            RerateException.Exit.USAGE,
            "the query cannot be answered: " + oneLine(cause.getMessage()),
            failure);
      }
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(failure);
  }

  /** Spark adds the query, or the plan, below its complaint, line after line. */
  private static String oneLine(String message) {
    return message.split(";\\s*\\R'|\\R== ", 2)[0].strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
