package org.rerate.jobs.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.spark.connect.proto.ExecutePlanRequest;
import org.apache.spark.connect.proto.ExecutePlanResponse;
import org.apache.spark.connect.proto.Plan;
import org.apache.spark.connect.proto.Relation;
import org.apache.spark.sql.connect.service.ExecuteKey;
import org.apache.spark.sql.connect.service.SparkConnectService$;
import org.sparkproject.connect.grpc.Status;
import org.sparkproject.connect.protobuf.Message;

/** A question of a client of Spark Connect; its answer may come over several calls. */
final class ConnectQuestion extends Question {

  private final ExecutePlanRequest request;

  private ConnectQuestion(ExecutePlanRequest named, String peer) {
    super(named.getOperationId(), peer);
    this.request = named;
  }

  /** The question of a request, which is given a name of its operation if it has none. */
  static ConnectQuestion of(ExecutePlanRequest request, String peer) {
    return new ConnectQuestion(
        request.hasOperationId()
            ? request
            : request.toBuilder().setOperationId(UUID.randomUUID().toString()).build(),
        peer);
  }

  @Override
  String user() {
    return request.getUserContext().getUserId();
  }

  @Override
  String session() {
    return request.getSessionId();
  }

  @Override
  byte[] content() {
    return request.getPlan().toByteArray();
  }

  /** Counts what is sent; what is sent again counts once. */
  synchronized void count(ExecutePlanResponse response) {
    if (response.hasArrowBatch()) {
      ExecutePlanResponse.ArrowBatch batch = response.getArrowBatch();
      count(
          batch.hasStartOffset()
              ? Math.max(rows(), batch.getStartOffset() + batch.getRowCount())
              : rows() + batch.getRowCount());
    }
  }

  /** True if the client may leave and come back for the rest. */
  boolean isReattachable() {
    return request.getRequestOptionsList().stream()
        .anyMatch(
            option -> option.hasReattachOptions() && option.getReattachOptions().getReattachable());
  }

  @Override
  void interrupt() {
    ExecuteKey key = new ExecuteKey(user(), session(), operation());
    SparkConnectService$.MODULE$
        .executionManager()
        .getExecuteHolder(key)
        .foreach(holder -> holder.interrupt());
  }

  /** What the client is told of a stop. */
  static Status status(Stop stop) {
    Status status =
        switch (stop.kind()) {
          case TIME -> Status.DEADLINE_EXCEEDED;
          case ROWS -> Status.OUT_OF_RANGE;
          case MEMORY -> Status.RESOURCE_EXHAUSTED;
          case CLIENT -> Status.CANCELLED;
        };
    return status.withDescription(stop.message());
  }

  @Override
  String text() {
    Plan plan = request.getPlan();
    if (plan.hasCommand() && plan.getCommand().hasSqlCommand()) {
      var sql = plan.getCommand().getSqlCommand();
      return sql.hasInput()
          ? sql.getInput().getSql().getQuery()
          : String.valueOf(sql.getField(sql.getDescriptorForType().findFieldByName("sql")));
    }
    List<String> parts = new ArrayList<>();
    collect(plan, parts);
    return String.join(" ", parts);
  }

  private static void collect(Message message, List<String> parts) {
    if (message instanceof Relation relation) {
      parts.add(
          relation.hasSql()
              ? relation.getSql().getQuery()
              : relation.hasRead()
                  ? relation.getRead().getNamedTable().getUnparsedIdentifier()
                  : relation.getRelTypeCase().name().toLowerCase(Locale.ROOT));
    }
    for (Object value : message.getAllFields().values()) {
      for (Object one : value instanceof List<?> list ? list : List.of(value)) {
        if (one instanceof Message below) {
          collect(below, parts);
        }
      }
    }
  }
}
