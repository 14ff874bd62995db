package org.rerate.engine.delta;

import org.rerate.domain.RerateException;

/**
 * What results were computed from is no longer what the tables hold, so they were not committed.
 * The step may be done once more with what is there now.
 */
public final class StaleReadException extends RerateException {

  private static final long serialVersionUID = 1L;

  private final String changed;

  /** Results of which {@code changed}, the name of a table, was read before it changed. */
  public StaleReadException(String changed) {
    super(
        Exit.RETRY,
        changed
            + " changed while results were computed from it, which were not stored. Nothing was"
            + " left half written; run the command again.",
        null);
    this.changed = changed;
  }

  /** Name of the table that changed. */
  public String changed() {
    return changed;
  }
}
