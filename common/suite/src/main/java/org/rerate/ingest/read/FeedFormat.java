package org.rerate.ingest.read;

import java.io.IOException;
import java.io.InputStream;

/**
 * A kind of feed file that a jar adds; it names the class in {@code
 * META-INF/services/org.rerate.ingest.read.FeedFormat}. A file of the kind is read as the CSV that
 * it stands for: mappings, rules and quarantine see no difference, and line numbers are those of
 * the CSV. Used by several threads.
 */
public interface FeedFormat {

  /** What names of such files end in, lower case and without a dot: {@code psv}. */
  String ending();

  /**
   * The records as CSV (RFC 4180, UTF-8) with a header row.
   *
   * @param file the bytes of the file; closed when the CSV is
   * @throws IOException if the file is not of the kind; it is then refused with the message
   */
  InputStream csv(InputStream file) throws IOException;
}
