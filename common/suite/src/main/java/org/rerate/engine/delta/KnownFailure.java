package org.rerate.engine.delta;

import java.util.Optional;
import org.rerate.domain.OutOfMemory;
import org.rerate.domain.RerateException;

/** Tells failures that a user can do something about from defects of ours. */
public final class KnownFailure {

  private KnownFailure() {}

  /** What to say of {@code failure}: problem, cause, remedy; empty if it is none that is known. */
  public static Optional<RerateException> told(Throwable failure) {
    return OutOfMemory.told(failure)
        .or(() -> ours(failure))
        .or(() -> StoreJars.told(failure))
        .or(() -> DiskFailure.told(failure))
        .or(() -> DamagedTable.told(failure));
  }

  private static Optional<RerateException> ours(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RerateException known) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }
}
