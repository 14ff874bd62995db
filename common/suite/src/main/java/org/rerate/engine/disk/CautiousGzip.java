package org.rerate.engine.disk;

import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Unpacks a file, but not one made to fill the machine: gigabytes of the same in a few bytes. */
final class CautiousGzip extends GZIPInputStream {

  /** Feeds of prices reach 30; gzip can do 1,000. */
  static final int MOST_RATIO = 200;

  /** So much is unpacked from any file. */
  static final long HARMLESS = 256L << 20;

  private final ListedBytes packed;
  private long unpacked;

  CautiousGzip(ListedBytes packed, int buffer) throws IOException {
    super(packed, buffer);
    this.packed = packed;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = super.read(into, offset, length);
    unpacked += Math.max(0, count);
    if (unpacked > HARMLESS && unpacked > MOST_RATIO * packed.position()) {
      throw new UnpackedTooLargeException(MOST_RATIO);
    }
    return count;
  }
}
