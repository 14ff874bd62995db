package org.rerate.ingest.read;

import java.io.Closeable;
import java.io.IOException;

/** The records of a part, one after the other, whatever kind of file it is. */
interface SourceRecords extends Closeable {

  /** Which field stands where. */
  Header header();

  /**
   * The next record, or null at the end; {@link SourceRecord#PAUSE} if rows were taken in another
   * way, and there may be more.
   *
   * @throws Refusal if the file turns out not to be of its kind
   */
  SourceRecord next() throws IOException, Refusal;

  /** True if a record may be the header row once more, as in files put one after the other. */
  default boolean hasHeaderRow() {
    return false;
  }

  /** True if the file has no place where records would be, so that it yields none. */
  default boolean lacksRecords() {
    return false;
  }

  @Override
  default void close() throws IOException {}
}
