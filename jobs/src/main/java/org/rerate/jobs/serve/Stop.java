package org.rerate.jobs.serve;

/**
 * Why a question was stopped before its end.
 *
 * @param kind at which limit
 * @param message what the client is told; null if it has left
 */
record Stop(Kind kind, String message) {

  /** Limits of a question, and the words of the audit for them. */
  enum Kind {
    /** It took too long. */
    TIME("timed out"),
    /** Its answer has too many rows. */
    ROWS("too many rows"),
    /** The memory of the server is nearly full. */
    MEMORY("out of memory"),
    /** The client has left. */
    CLIENT("cancelled");

    private final String outcome;

    Kind(String outcome) {
      this.outcome = outcome;
    }

    String outcome() {
      return outcome;
    }
  }

  String outcome() {
    return kind.outcome();
  }
}
