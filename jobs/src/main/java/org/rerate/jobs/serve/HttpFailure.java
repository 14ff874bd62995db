package org.rerate.jobs.serve;

/**
 * Why a request is not answered.
 *
 * @param status the status of HTTP
 * @param outcome the word of the audit
 * @param message what the client is told: problem, cause, remedy
 */
record HttpFailure(int status, String outcome, String message) {

  static HttpFailure of(Unanswered why) {
    int status =
        switch (why.kind()) {
          case TIME, MEMORY, OUTAGE -> 503;
          case ROWS -> 413;
          case CLIENT -> 499;
          case BUSY -> 429;
          case REFUSED -> 403;
          case WRONG -> 400;
          case DEFECT -> 500;
        };
    return new HttpFailure(status, why.kind().outcome(), why.getMessage());
  }

  /** A request that makes no sense; what exists instead is told. */
  static HttpFailure wrong(int status, String problem, String remedy) {
    return new HttpFailure(status, "refused", problem + ". " + remedy);
  }
}
