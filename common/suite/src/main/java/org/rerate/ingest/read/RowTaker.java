package org.rerate.ingest.read;

import org.rerate.engine.batch.RowCursor;

/** Takes rows that are read in the short way. */
@FunctionalInterface
public interface RowTaker {

  /** Takes a row; false if it has to be read in the long way, since something is odd about it. */
  boolean take(RowCursor cells);
}
