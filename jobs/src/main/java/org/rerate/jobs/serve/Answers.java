package org.rerate.jobs.serve;

import org.apache.spark.connect.proto.ConfigResponse;
import org.apache.spark.connect.proto.ExecutePlanResponse;
import org.rerate.engine.delta.SessionSettings;
import org.sparkproject.connect.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import org.sparkproject.connect.grpc.Metadata;
import org.sparkproject.connect.grpc.ServerCall;
import org.sparkproject.connect.grpc.Status;

/**
 * What goes back to a client over one call: rows are counted, settings are filtered, and a question
 * that was stopped says why. Thread-safe, since a limit may end a call that somebody answers.
 */
final class Answers<Q, A> extends SimpleForwardingServerCall<Q, A> {

  private final QuestionBook book;
  private final String peer;
  private ConnectQuestion question;
  private String prefix;
  private boolean isClosed;

  Answers(ServerCall<Q, A> call, QuestionBook book, String peer) {
    super(call);
    this.book = book;
    this.peer = peer;
  }

  String peer() {
    return peer;
  }

  synchronized boolean isClosed() {
    return isClosed;
  }

  /** From now on the call answers a question. */
  void answers(ConnectQuestion asked) {
    synchronized (this) {
      question = asked;
    }
    asked.onStop(this::closeStopped);
  }

  /** From now on the call lists settings, named without the prefix. */
  synchronized void lists(String withoutPrefix) {
    prefix = withoutPrefix;
  }

  private synchronized void closeStopped() {
    if (!isClosed) {
      isClosed = true;
      delegate().close(ConnectQuestion.status(question.stopped()), new Metadata());
    }
  }

  @Override
  public void sendHeaders(Metadata headers) {
    synchronized (this) {
      if (!isClosed) {
        super.sendHeaders(headers);
      }
    }
  }

  @Override
  public void sendMessage(A answer) {
    ConnectQuestion asked;
    synchronized (this) {
      if (isClosed) {
        return;
      }
      asked = question;
      if (asked == null) {
        super.sendMessage(filtered(answer));
        return;
      }
    }
    if (answer instanceof ExecutePlanResponse response) {
      asked.count(response);
      if (asked.rows() > book.limits().rows()) {
        book.stop(asked, new Stop(Stop.Kind.ROWS, book.limits().tooManyRows()));
        return;
      }
      if (response.hasResultComplete()) {
        book.end(asked, "answered", null);
      }
    }
    synchronized (this) {
      if (!isClosed) {
        super.sendMessage(answer);
      }
    }
  }

  @SuppressWarnings("unchecked") // the same kind of answer, with fewer pairs
  private A filtered(A answer) {
    if (prefix == null || !(answer instanceof ConfigResponse settings)) {
      return answer;
    }
    ConfigResponse.Builder some = settings.toBuilder().clearPairs();
    settings.getPairsList().stream()
        .filter(pair -> SessionSettings.mayRead(prefix + pair.getKey()))
        .forEach(some::addPairs);
    return (A) some.build();
  }

  @Override
  public void close(Status status, Metadata trailers) {
    ConnectQuestion asked;
    synchronized (this) {
      if (isClosed) {
        return;
      }
      isClosed = true;
      asked = question;
      super.close(status, trailers);
    }
    if (asked == null) {
      if (status.getCode() == Status.Code.UNAUTHENTICATED) {
        book.audit()
            .refused(
                peer,
                "",
                getMethodDescriptor().getBareMethodName(),
                "unauthenticated",
                status.getDescription());
      }
    } else if (!status.isOk()) {
      book.end(asked, outcome(status), status.getDescription());
    } else if (!asked.isReattachable()) {
      book.end(asked, "answered", null);
    }
  }

  /** The client has left; one that may come back is waited for until a limit ends its question. */
  void gone() {
    ConnectQuestion asked;
    synchronized (this) {
      asked = question;
    }
    if (asked != null && !asked.isReattachable()) {
      asked.stop(new Stop(Stop.Kind.CLIENT, null));
      book.end(asked, "cancelled", null);
    }
  }

  private static String outcome(Status status) {
    String text = String.valueOf(status.getDescription());
    if (text.contains("is not allowed here, where the tables are read-only")) {
      return "refused";
    }
    return text.contains("OPERATION_CANCELED") ? "cancelled" : "failed";
  }
}
