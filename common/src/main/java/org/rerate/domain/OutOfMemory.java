package org.rerate.domain;

import java.util.Optional;

/** Tells a user whose command ran out of memory what happened and what to do. */
public final class OutOfMemory {

  private OutOfMemory() {}

  /** What to say of {@code failure}, if the heap was too small for it; else empty. */
  public static Optional<RerateException> told(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return Optional.of(
            RerateException.retry(
                "out of memory ("
                    + cause.getMessage()
                    + ") with a heap of "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MB; give the command more, with RERATE_HEAP=8g before bin/rerate (4g by"
                    + " default) or --driver-memory and --executor-memory of spark-submit",
                failure));
      }
    }
    return Optional.empty();
  }
}
