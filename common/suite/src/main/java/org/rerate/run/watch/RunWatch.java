package org.rerate.run.watch;

import java.io.IOException;

/** Who is told of runs in one form. */
interface RunWatch {

  /** What is told, and where, for a warning. */
  String target();

  /** True if the age of what the warehouse holds is told too. */
  boolean needsFreshness();

  /**
   * Tells of a run.
   *
   * @throws IOException if that cannot be done
   */
  void tell(RunReport report) throws IOException;
}
