package org.rerate.jobs.serve;

import org.rerate.domain.RerateException;

/**
 * Why a request is not answered.
 *
 * @param status the status of HTTP
 * @param outcome the word of the audit
 * @param message what the client is told: problem, cause, remedy
 */
record HttpFailure(int status, String outcome, String message) {

  private static final String NOT_ALLOWED = "is not allowed here, where the tables are read-only";

  static HttpFailure of(Stop stop) {
    int status =
        switch (stop.kind()) {
          case TIME, MEMORY -> 503;
          case ROWS -> 413;
          case CLIENT -> 499;
        };
    return new HttpFailure(status, stop.outcome(), stop.message());
  }

  /** A request that makes no sense; what exists instead is told. */
  static HttpFailure wrong(int status, String problem, String remedy) {
    return new HttpFailure(status, "refused", problem + ". " + remedy);
  }

  static HttpFailure of(RuntimeException failure) {
    if (failure instanceof RerateException told) {
      boolean isRefused = String.valueOf(told.getMessage()).contains(NOT_ALLOWED);
      boolean isUsage = told.exit() == RerateException.Exit.USAGE;
      return new HttpFailure(
          isRefused ? 403 : isUsage ? 400 : 503,
          isRefused ? "refused" : "failed",
          told.getMessage());
    }
    return new HttpFailure(
        500,
        "failed",
        "the question failed by a defect of the server, which has logged it. Tell who runs it");
  }
}
