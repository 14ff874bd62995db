package org.rerate.ingest.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Counts the lines that start in a stretch of a file, and finds the first of them. */
final class LineScan {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;

  private static final long LOW = 0x7F7F7F7F7F7F7F7FL;

  private static final int BUFFER = 1 << 20;

  private final byte[] buffer = new byte[BUFFER + 1];
  private long firstEnd = -1;
  private long ends;

  private LineScan() {}

  /**
   * Scans bytes {@code from} to {@code to}, exclusive. A line starts after each end of line, so the
   * byte before is looked at too; {@code in} stands there, at {@code max(0, from - 1)}.
   *
   * @return the byte at which the first line starts, or -1 if none does; how many start
   */
  static long[] of(InputStream in, long from, long to) throws IOException {
    LineScan scan = new LineScan();
    long begin = Math.max(0, from - 1);
    // An end of line at the last byte starts no line in here, but tells what a CR before it is.
    scan.read(in, begin, to - 1);
    if (from == 0) {
      return new long[] {0, scan.ends + 1};
    }
    return new long[] {scan.firstEnd < 0 ? -1 : scan.firstEnd + 1, scan.ends};
  }

  /** Looks at bytes {@code begin} to {@code end}, the latter only as what follows. */
  private void read(InputStream in, long begin, long end) throws IOException {
    long at = begin;
    int held = 0;
    while (at < end) {
      int wanted = (int) Math.min(BUFFER, end - at) + 1;
      if (in.readNBytes(buffer, held, wanted - held) < wanted - held) {
        throw new EOFException("the file is shorter than it was");
      }
      look(wanted - 1, at);
      at += wanted - 1;
      buffer[0] = buffer[wanted - 1];
      held = 1;
    }
  }

  /** Counts ends of lines among the first {@code length} bytes; one more is there to look at. */
  private void look(int length, long offset) {
    int at = 0;
    while (at < length && (firstEnd < 0 || at + Long.BYTES > length)) {
      one(at++, offset);
    }
    for (; at + Long.BYTES <= length; at += Long.BYTES) {
      long word = (long) LONGS.get(buffer, at);
      ends += Long.bitCount(zeros(word ^ ONES * '\n'));
      if (zeros(word ^ ONES * '\r') != 0) {
        for (int i = at; i < at + Long.BYTES; i++) {
          ends += buffer[i] == '\r' && buffer[i + 1] != '\n' ? 1 : 0;
        }
      }
    }
    while (at < length) {
      one(at++, offset);
    }
  }

  private void one(int at, long offset) {
    if (buffer[at] == '\n' || (buffer[at] == '\r' && buffer[at + 1] != '\n')) {
      firstEnd = firstEnd < 0 ? offset + at : firstEnd;
      ends++;
    }
  }

  /** The highest bit of each byte that is zero. */
  private static long zeros(long word) {
    return ~((word & LOW) + LOW | word | LOW);
  }
}
