package org.rerate.jobs.serve;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.spark.connect.proto.ExecutePlanRequest;
import org.apache.spark.connect.proto.ExecutePlanResponse;
import org.apache.spark.sql.connect.service.ExecuteKey;
import org.apache.spark.sql.connect.service.SparkConnectService$;
import org.sparkproject.connect.grpc.Status;

/** A question that is being answered; its answer may come over several calls. Thread-safe. */
final class Question {

  private final ExecutePlanRequest request;
  private final String peer;
  private final Instant start = Instant.now();
  private final long startNanos = System.nanoTime();
  private long rows;
  private Status stopped;
  private boolean isEnded;
  private final List<Runnable> calls = new ArrayList<>();

  Question(ExecutePlanRequest request, String peer) {
    this.request =
        request.hasOperationId()
            ? request
            : request.toBuilder().setOperationId(UUID.randomUUID().toString()).build();
    this.peer = peer;
  }

  /** The request, which has a name of its operation now. */
  ExecutePlanRequest request() {
    return request;
  }

  String operation() {
    return request.getOperationId();
  }

  String peer() {
    return peer;
  }

  Instant start() {
    return start;
  }

  double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  synchronized long rows() {
    return rows;
  }

  /** Counts what is sent; what is sent again counts once. */
  synchronized void count(ExecutePlanResponse response) {
    if (response.hasArrowBatch()) {
      ExecutePlanResponse.ArrowBatch batch = response.getArrowBatch();
      rows =
          batch.hasStartOffset()
              ? Math.max(rows, batch.getStartOffset() + batch.getRowCount())
              : rows + batch.getRowCount();
    }
  }

  /** Why it was stopped by a limit; null if it was not. */
  synchronized Status stopped() {
    return stopped;
  }

  /** Has {@code close} called once the question is stopped, at once if it is. */
  void onStop(Runnable close) {
    synchronized (this) {
      if (stopped == null) {
        calls.add(close);
        return;
      }
    }
    close.run();
  }

  /** Stops it, whatever it is at. */
  void stop(Status why) {
    List<Runnable> closes;
    synchronized (this) {
      if (stopped != null || isEnded) {
        return;
      }
      stopped = why;
      closes = List.copyOf(calls);
    }
    closes.forEach(Runnable::run);
    ExecuteKey key =
        new ExecuteKey(request.getUserContext().getUserId(), request.getSessionId(), operation());
    SparkConnectService$.MODULE$
        .executionManager()
        .getExecuteHolder(key)
        .foreach(holder -> holder.interrupt());
  }

  /** True for the first who says that it has ended. */
  synchronized boolean end() {
    boolean isFirst = !isEnded;
    isEnded = true;
    return isFirst;
  }

  /** True if the client may leave and come back for the rest. */
  boolean isReattachable() {
    return request.getRequestOptionsList().stream()
        .anyMatch(
            option -> option.hasReattachOptions() && option.getReattachOptions().getReattachable());
  }
}
