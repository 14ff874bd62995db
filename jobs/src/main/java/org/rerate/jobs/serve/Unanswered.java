package org.rerate.jobs.serve;

import org.rerate.domain.RerateException;

/** Why a question got no answer; the message says problem, cause and remedy. */
public final class Unanswered extends RuntimeException {

  private static final long serialVersionUID = 1;

  private static final String NOT_ALLOWED = "is not allowed here, where the tables are read-only";

  /** What stood against it. */
  public enum Kind {
    /** It took too long. */
    TIME(Stop.Kind.TIME.outcome()),
    /** Its answer has too many rows. */
    ROWS(Stop.Kind.ROWS.outcome()),
    /** The memory of the server is nearly full. */
    MEMORY(Stop.Kind.MEMORY.outcome()),
    /** The client has left. */
    CLIENT(Stop.Kind.CLIENT.outcome()),
    /** As many questions as may be are being answered. */
    BUSY("turned away"),
    /** It is no question: it could change or reveal something. */
    REFUSED("refused"),
    /** It is wrong, and the message says what exists. */
    WRONG("failed"),
    /** Something is out of order that may be cured. */
    OUTAGE("failed"),
    /** A defect of the server, which has logged it. */
    DEFECT("failed");

    private final String outcome;

    Kind(String outcome) {
      this.outcome = outcome;
    }

    /** The word of the audit. */
    String outcome() {
      return outcome;
    }
  }

  private final Kind kind;

  private Unanswered(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What stood against it. */
  public Kind kind() {
    return kind;
  }

  static Unanswered busy(Limits limits) {
    return new Unanswered(Kind.BUSY, limits.tooManyQuestions(), null);
  }

  static Unanswered of(Stop stop) {
    return new Unanswered(Kind.valueOf(stop.kind().name()), stop.message(), null);
  }

  static Unanswered of(Throwable failure) {
    if (failure instanceof RerateException told) {
      boolean isRefused = String.valueOf(told.getMessage()).contains(NOT_ALLOWED);
      boolean isUsage = told.exit() == RerateException.Exit.USAGE;
      return new Unanswered(
          isRefused ? Kind.REFUSED : isUsage ? Kind.WRONG : Kind.OUTAGE, told.getMessage(), told);
    }
    if (failure instanceof StackOverflowError) {
      return tooMuch("it is too deeply nested", failure);
    }
    if (failure instanceof OutOfMemoryError) {
      return tooMuch("it needs more memory than there is", failure);
    }
    return new Unanswered(
        Kind.DEFECT,
        "the question failed by a defect of the server, which has logged it. Tell who runs it",
        failure);
  }

  private static Unanswered tooMuch(String why, Throwable cause) {
    return new Unanswered(
        Kind.WRONG, "the question cannot be answered: " + why + ". Ask for less", cause);
  }
}
