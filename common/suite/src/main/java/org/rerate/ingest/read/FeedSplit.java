package org.rerate.ingest.read;

import java.io.Serializable;

/**
 * Lines of a part that one task reads.
 *
 * @param part number of the part within its file
 * @param start byte at which the first of them starts
 * @param firstLine number of that line
 * @param endLine number of the line after the last of them
 * @param bytes about how many bytes they are
 */
public record FeedSplit(int part, long start, long firstLine, long endLine, long bytes)
    implements Serializable {

  /** All lines of a part. */
  static FeedSplit whole(int part, long bytes) {
    return new FeedSplit(part, 0, 1, Long.MAX_VALUE, bytes);
  }

  /** True if it is all of its part. */
  public boolean isWhole() {
    return firstLine == 1 && endLine == Long.MAX_VALUE;
  }
}
