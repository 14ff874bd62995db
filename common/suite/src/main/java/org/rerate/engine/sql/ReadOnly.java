package org.rerate.engine.sql;

import java.util.function.Consumer;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.KnownFailure;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;

/**
 * Answers questions over a warehouse, and nothing else; see {@link QuestionList} for what a
 * question is. May be used by several threads.
 */
public final class ReadOnly {

  private final SparkSession spark;

  private ReadOnly(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * Answers over a warehouse, with its table functions.
   *
   * @param variant the results that the table functions answer from
   * @param seen SQL of the market rows that they may see, see {@link
   *     org.rerate.table.SqlFunction#of}
   * @param reach what may be read
   */
  public static ReadOnly of(Warehouse warehouse, Filter variant, String seen, Reach reach) {
    return of(warehouse, variant, seen, reach, ComputedRows.NONE);
  }

  /**
   * The same with functions whose rows are computed.
   *
   * @param computed computes them
   */
  public static ReadOnly of(
      Warehouse warehouse, Filter variant, String seen, Reach reach, ComputedRows computed) {
    return new ReadOnly(ReadOnlyExtension.close(warehouse.spark(), variant, seen, reach, computed));
  }

  /** The session, which refuses everything but questions by whatever way they come. */
  public SparkSession spark() {
    return spark;
  }

  /** The same with a session of its own, whose settings and views nobody else sees. */
  public ReadOnly newSession() {
    return new ReadOnly(spark.newSession());
  }

  /** From now on all sessions that a server opens in this process are as this one. */
  public void becomeDefault() {
    SparkSession.clearActiveSession();
    SparkSession.setDefaultSession(spark);
  }

  /**
   * Hands the answer to a query, DESCRIBE, SHOW or EXPLAIN to {@code reader}.
   *
   * @throws RerateException with {@code USAGE} for any statement that could change something, for
   *     one that Spark cannot answer, and if the reader meets such a failure in the rows
   */
  public void answer(String text, Consumer<Dataset<Row>> reader) {
    try {
      reader.accept(spark.sql(text));
    } catch (Exception e) { // Spark's own are checked exceptions that no signature tells of
      throw told(e);
    }
  }

  /**
   * Looks whether a query answers from the temporary views of this session alone, and the same
   * whenever it is asked.
   *
   * @return why it may not; null if nothing of the text tells, see {@link #leak(Dataset)}
   * @throws RerateException with {@code USAGE} for what is no question
   */
  public Leak leak(String text) {
    try {
      return Timeless.asked(spark, text);
    } catch (Exception e) { // as above
      throw told(e);
    }
  }

  /**
   * The same of an answer, where functions are known for what they do; null if nothing is wrong.
   */
  public static Leak leak(Dataset<Row> answer) {
    return Timeless.made(
        ((org.apache.spark.sql.classic.Dataset<Row>) answer).queryExecution().analyzed());
  }

  /** Spark's complaint about a query is the user's to read, without its trace. */
  private static RuntimeException told(Exception failure) {
    return KnownFailure.told(failure)
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
