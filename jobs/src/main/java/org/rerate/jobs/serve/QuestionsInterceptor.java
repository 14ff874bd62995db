package org.rerate.jobs.serve;

import org.sparkproject.connect.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import org.sparkproject.connect.grpc.Metadata;
import org.sparkproject.connect.grpc.ServerCall;
import org.sparkproject.connect.grpc.ServerCallHandler;
import org.sparkproject.connect.grpc.ServerInterceptor;
import org.sparkproject.connect.grpc.Status;
import org.sparkproject.connect.protobuf.Message;

/** Turns away every request of Spark Connect that {@link QuestionsOnly} refuses. */
public final class QuestionsInterceptor implements ServerInterceptor {

  /** Made by Spark Connect, by its name in a setting. */
  public QuestionsInterceptor() {}

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return new Watched<>(call, next.startCall(call, headers));
  }

  private static final class Watched<Q, A> extends SimpleForwardingServerCallListener<Q> {

    private final ServerCall<Q, A> call;
    private boolean isRefused;

    Watched(ServerCall<Q, A> call, ServerCall.Listener<Q> next) {
      super(next);
      this.call = call;
    }

    @Override
    public void onMessage(Q request) {
      String refusal = refusal(request);
      if (refusal.isEmpty()) {
        super.onMessage(request);
      } else if (!isRefused) {
        isRefused = true;
        call.close(
            Status.PERMISSION_DENIED.withDescription(
                refusal + " is not allowed here, where the tables are read-only"),
            new Metadata());
      }
    }

    /** A request that was refused has no end that anybody should answer. */
    @Override
    public void onHalfClose() {
      if (!isRefused) {
        super.onHalfClose();
      }
    }

    private static String refusal(Object request) {
      return request instanceof Message message
          ? QuestionsOnly.refusal(message)
          : "an unknown kind of request";
    }
  }
}
