package org.rerate.jobs.serve;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A question that is being answered, by whatever door it came. Thread-safe. */
abstract class Question {

  private final String operation;
  private final String peer;
  private final Instant start = Instant.now();
  private final long startNanos = System.nanoTime();
  private final List<Runnable> closes = new ArrayList<>();
  private long rows;
  private Stop stopped;
  private boolean isEnded;

  /**
   * A question.
   *
   * @param operation a name that no other question has
   * @param peer the address it came from
   */
  Question(String operation, String peer) {
    this.operation = operation;
    this.peer = peer;
  }

  final String operation() {
    return operation;
  }

  final String peer() {
    return peer;
  }

  final Instant start() {
    return start;
  }

  final double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  /** Who asks, by the name the client gives; empty if it gives none. */
  abstract String user();

  /** The session of the client; empty if it has none. */
  abstract String session();

  /** Its SQL, or what it consists of. */
  abstract String text();

  /** The same bytes for the same question, however long. */
  abstract byte[] content();

  /** Stops the work for it, whatever it is at. */
  abstract void interrupt();

  final synchronized long rows() {
    return rows;
  }

  /** So many rows were sent by now. */
  final synchronized void count(long sent) {
    rows = sent;
  }

  /** Why it was stopped; null if it was not. */
  final synchronized Stop stopped() {
    return stopped;
  }

  /** Has {@code close} called once the question is stopped, at once if it is. */
  final void onStop(Runnable close) {
    synchronized (this) {
      if (stopped == null) {
        closes.add(close);
        return;
      }
    }
    close.run();
  }

  /** Stops it, whatever it is at. */
  final void stop(Stop why) {
    List<Runnable> all;
    synchronized (this) {
      if (stopped != null || isEnded) {
        return;
      }
      stopped = why;
      all = List.copyOf(closes);
    }
    all.forEach(Runnable::run);
    interrupt();
  }

  /** True for the first who says that it has ended. */
  final synchronized boolean end() {
    boolean isFirst = !isEnded;
    isEnded = true;
    return isFirst;
  }
}
