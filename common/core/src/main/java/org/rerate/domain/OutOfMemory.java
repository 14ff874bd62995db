package org.rerate.domain;

import java.util.Optional;

/** Tells a user whose command ran out of memory what happened and what to do. */
public final class OutOfMemory {

  /** In MB; with less a command cannot even say what is wrong. */
  private static final long LEAST = 48;

  /** What Spark starts with, in MB. */
  private static final long LEAST_OF_SPARK = 450;

  private OutOfMemory() {}

  /** What to say if the heap is too small for any command; else empty. */
  public static Optional<RerateException> beforeStart() {
    return heap() < LEAST ? Optional.of(tooSmall(null)) : Optional.empty();
  }

  /** The heap is too small for Spark. */
  public static RerateException tooSmall(Throwable cause) {
    return new RerateException(
        RerateException.Exit.USAGE,
        "a heap of "
            + heap()
            + " MB is too small: Spark does not start with less than "
            + LEAST_OF_SPARK
            + ". Give the command more, with RERATE_HEAP=1g before bin/rerate or --driver-memory of"
            + " spark-submit",
        cause);
  }

  private static long heap() {
    return Runtime.getRuntime().maxMemory() >> 20;
  }

  /** What to say of {@code failure}, if the heap was too small for it; else empty. */
  public static Optional<RerateException> told(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return Optional.of(
            RerateException.retry(
                "out of memory ("
                    + cause.getMessage()
                    + ") with a heap of "
                    + heap()
                    + " MB; give the command more, with RERATE_HEAP=8g before bin/rerate (4g by"
                    + " default) or --driver-memory and --executor-memory of spark-submit",
                failure));
      }
    }
    return Optional.empty();
  }
}
