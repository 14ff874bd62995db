package org.rerate.jobs.serve;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.spark.SparkContext;

/** A question of a client of the HTTP door; one thread answers it. */
final class HttpQuestion extends Question {

  private final SparkContext spark;
  private final String user;
  private final String sql;
  private Thread worker;

  HttpQuestion(SparkContext spark, String peer, String user, String sql) {
    super(UUID.randomUUID().toString(), peer);
    this.spark = spark;
    this.user = user;
    this.sql = sql;
  }

  /** The name of the thread that answers, by which {@link MemoryWatch} knows it. */
  private String workerName() {
    return "rerate-http_opId=" + operation();
  }

  /** Does the work on this thread, so that it can be stopped from another. */
  void answer(Runnable work) {
    Thread thread = Thread.currentThread();
    String before = thread.getName();
    thread.setName(workerName());
    spark.addJobTag(operation());
    spark.setInterruptOnCancel(true);
    setWorker(thread);
    try {
      work.run();
    } finally {
      setWorker(null);
      spark.clearJobTags();
      thread.setName(before);
    }
  }

  /** No interruption may reach what the thread does next. */
  private synchronized void setWorker(Thread thread) {
    worker = thread;
    if (thread == null) {
      Thread.interrupted();
    }
  }

  @Override
  void interrupt() {
    spark.cancelJobsWithTag(operation());
    synchronized (this) {
      if (worker != null) {
        worker.interrupt();
      }
    }
  }

  @Override
  String user() {
    return user;
  }

  @Override
  String session() {
    return "";
  }

  @Override
  String text() {
    return sql;
  }

  @Override
  byte[] content() {
    return sql.getBytes(StandardCharsets.UTF_8);
  }
}
