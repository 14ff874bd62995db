package org.rerate.ingest.load;

import java.util.function.Supplier;
import org.rerate.domain.RerateException;

/** Does work anew that another run's write came between; a few times, then it is told. */
final class Attempts {

  private static final int MOST = 4;

  private Attempts() {}

  /**
   * The result of {@code work}, which reads what is stored afresh each time.
   *
   * @throws RerateException with {@code RETRY} if others come between again and again
   */
  static <T> T of(Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (RerateException e) {
        if (e.exit() != RerateException.Exit.RETRY || attempt == MOST) {
          throw e;
        }
      }
    }
  }
}
