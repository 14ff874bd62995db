package org.rerate.jobs.sql;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.sql.SparkSession;
import org.rerate.engine.sql.ReadOnly;
import org.rerate.jobs.command.Output;

/** Answers one statement after the other; another thread may stop the one underway. */
final class QueryRunner {

  /** What came of a statement. */
  enum End {
    /** All rows were printed. */
    ANSWERED,
    /** Somebody stopped it. */
    STOPPED
  }

  /**
   * How a statement ended.
   *
   * @param end what came of it
   * @param rows rows that were printed
   * @param seconds how long it took
   */
  record Answer(End end, long rows, double seconds) {}

  private static final String GROUP = "rerate-sql";

  private final ReadOnly tables;
  private final Output output;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private Thread busy;

  QueryRunner(ReadOnly tables, Output output) {
    this.tables = tables;
    this.output = output;
  }

  /**
   * Prints the answer to a statement.
   *
   * @throws org.rerate.domain.RerateException if it is no question or cannot be answered
   */
  Answer answer(String statement) {
    long start = System.nanoTime();
    long[] rows = new long[1];
    SparkSession spark = tables.spark();
    spark.sparkContext().setJobGroup(GROUP, statement, true);
    begin();
    try {
      tables.answer(statement, answer -> rows[0] = output.print(answer));
    } catch (RuntimeException e) {
      if (!stopped.get()) {
        throw e;
      }
    } finally {
      end();
      spark.sparkContext().clearJobGroup();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Answer(stopped.get() ? End.STOPPED : End.ANSWERED, rows[0], seconds);
  }

  /** Stops the statement underway, if there is one. */
  synchronized void stop() {
    if (busy != null) {
      stopped.set(true);
      tables.spark().sparkContext().cancelJobGroup(GROUP);
      busy.interrupt();
    }
  }

  private synchronized void begin() {
    stopped.set(false);
    busy = Thread.currentThread();
  }

  /** No interruption may reach what comes after. */
  private synchronized void end() {
    busy = null;
    if (stopped.get()) {
      Thread.interrupted();
    }
  }
}
