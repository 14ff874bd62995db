package org.rerate.jobs.serve;

import org.sparkproject.connect.grpc.Metadata;
import org.sparkproject.connect.grpc.ServerCall;
import org.sparkproject.connect.grpc.ServerCallHandler;
import org.sparkproject.connect.grpc.ServerInterceptor;
import org.sparkproject.connect.grpc.Status;

/**
 * Answers nothing: Spark starts a server of its own before {@link ConnectServer} takes its place.
 */
public final class ClosedInterceptor implements ServerInterceptor {

  /** Made by Spark Connect, by its name in a setting. */
  public ClosedInterceptor() {}

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    call.close(Status.UNAVAILABLE, new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
