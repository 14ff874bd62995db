package org.rerate.domain;

import java.util.Optional;

/** Tells a user whose command ran out of memory what happened and what to do. */
public final class OutOfMemory {

  private static volatile String ofOthers;

  private OutOfMemory() {}

  /**
   * Notes how a thread that nobody waits for failed. One of Spark's own may run out: Spark then
   * stops, and what fails next does not say why.
   *
   * @return false if it did not run out
   */
  public static boolean note(Throwable failure) {
    boolean ranOut = failure instanceof OutOfMemoryError;
    if (ranOut) {
      ofOthers = String.valueOf(failure.getMessage());
    }
    return ranOut;
  }

  /** What to say of {@code failure}, if the heap was too small for it; else empty. */
  public static Optional<RerateException> told(Throwable failure) {
    return told(failure, ofOthers);
  }

  /**
   * The same.
   *
   * @param ofOthers what another thread ran out of; null if none did
   */
  static Optional<RerateException> told(Throwable failure, String ofOthers) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof OutOfMemoryError)) {
      cause = cause.getCause();
    }
    return Optional.ofNullable(cause == null ? ofOthers : String.valueOf(cause.getMessage()))
        .map(
            what ->
                RerateException.retry(
                    "out of memory ("
                        + what
                        + ") with a heap of "
                        + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MB; give the command more, with RERATE_HEAP=8g before bin/rerate (4g by"
                        + " default) or --driver-memory and --executor-memory of spark-submit",
                    failure));
  }
}
