package org.rerate.jobs.serve;

import java.util.Optional;
import org.apache.spark.connect.proto.ConfigRequest;
import org.apache.spark.connect.proto.ExecutePlanRequest;
import org.apache.spark.connect.proto.ReattachExecuteRequest;
import org.apache.spark.connect.proto.UserContext;
import org.sparkproject.connect.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import org.sparkproject.connect.grpc.Grpc;
import org.sparkproject.connect.grpc.Metadata;
import org.sparkproject.connect.grpc.ServerCall;
import org.sparkproject.connect.grpc.ServerCallHandler;
import org.sparkproject.connect.grpc.ServerInterceptor;
import org.sparkproject.connect.grpc.Status;
import org.sparkproject.connect.protobuf.Message;

/**
 * Stands before all calls of Spark Connect: turns away what {@link QuestionsOnly} refuses, and
 * gives each question to the book, which keeps its limits.
 */
final class QuestionsInterceptor implements ServerInterceptor {

  private static final String NOT_ALLOWED = " is not allowed here, where the tables are read-only";

  private final QuestionBook book;

  QuestionsInterceptor(QuestionBook book) {
    this.book = book;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String method = call.getMethodDescriptor().getBareMethodName();
    String peer = String.valueOf(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
    Answers<Q, A> answers = new Answers<>(call, book, peer);
    ServerCall.Listener<Q> listener = next.startCall(answers, headers);
    return new Watched<>(answers, listener, method);
  }

  private final class Watched<Q, A> extends SimpleForwardingServerCallListener<Q> {

    private final Answers<Q, A> call;
    private final String method;

    Watched(Answers<Q, A> call, ServerCall.Listener<Q> next, String method) {
      super(next);
      this.call = call;
      this.method = method;
    }

    @Override
    public void onMessage(Q request) {
      if (call.isClosed()) {
        return; // without the token, or refused already
      }
      String refusal =
          !QuestionsOnly.CALLS.contains(method)
              ? "the call " + method
              : request instanceof Message message
                  ? QuestionsOnly.refusal(message)
                  : "an unknown kind of request";
      if (!refusal.isEmpty()) {
        turnAway(request, Status.PERMISSION_DENIED, refusal + NOT_ALLOWED, "refused");
      } else if (request instanceof ExecutePlanRequest plan) {
        begin(plan);
      } else {
        follow(request);
        if (!call.isClosed()) {
          super.onMessage(request);
        }
      }
    }

    @SuppressWarnings("unchecked") // the same kind of request, with one field more
    private void begin(ExecutePlanRequest plan) {
      Optional<Question> question = book.begin(ConnectQuestion.of(plan, call.peer()));
      if (question.isEmpty()) {
        turnAway(plan, Status.RESOURCE_EXHAUSTED, book.limits().tooManyQuestions(), "turned away");
        return;
      }
      answer(question.get());
      if (!call.isClosed()) {
        super.onMessage((Q) plan.toBuilder().setOperationId(question.get().operation()).build());
      }
    }

    private void follow(Q request) {
      if (request instanceof ReattachExecuteRequest back) {
        book.find(back.getOperationId()).ifPresent(this::answer);
      } else if (request instanceof ConfigRequest config && config.getOperation().hasGetAll()) {
        call.lists(config.getOperation().getGetAll().getPrefix());
      }
    }

    /** Nobody can name a question that came by another door. */
    private void answer(Question question) {
      if (question instanceof ConnectQuestion own) {
        call.answers(own);
      }
    }

    private void turnAway(Object request, Status status, String why, String outcome) {
      call.close(status.withDescription(why), new Metadata());
      book.audit().refused(call.peer(), user(request), method, outcome, why);
    }

    /** A request that was refused has no end that anybody should answer. */
    @Override
    public void onHalfClose() {
      if (!call.isClosed()) {
        super.onHalfClose();
      }
    }

    @Override
    public void onCancel() {
      call.gone();
      super.onCancel();
    }
  }

  /** The user that a request names; every kind of request has the field. */
  private static String user(Object request) {
    if (request instanceof Message message) {
      var field = message.getDescriptorForType().findFieldByName("user_context");
      if (field != null && message.getField(field) instanceof UserContext user) {
        return user.getUserId();
      }
    }
    return "";
  }
}
