package org.rerate.jobs.serve;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;

/** A question that one thread of this process answers, that which asks. */
final class CalledQuestion extends Question {

  private final SparkContext spark;
  private final String user;
  private final String text;
  private Thread worker;

  CalledQuestion(SparkContext spark, String peer, String user, String text) {
    super(UUID.randomUUID().toString(), peer);
    this.spark = spark;
    this.user = user;
    this.text = text;
  }

  /** The name of the thread that answers, by which {@link MemoryWatch} knows it. */
  private String workerName() {
    return "rerate-question_opId=" + operation();
  }

  /** Does the work on this thread, so that it can be stopped from another. */
  <T> T answer(Supplier<T> work) {
    Thread thread = Thread.currentThread();
    String before = thread.getName();
    thread.setName(workerName());
    spark.addJobTag(operation());
    spark.setInterruptOnCancel(true);
    setWorker(thread);
    try {
      return work.get();
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
    return text;
  }

  @Override
  byte[] content() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
