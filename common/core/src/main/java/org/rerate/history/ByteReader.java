package org.rerate.history;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads what {@link ByteWriter} wrote. */
final class ByteReader {

  private final byte[] buffer;
  private int position;

  ByteReader(byte[] buffer) {
    this.buffer = buffer;
  }

  byte single() {
    return buffer[position++];
  }

  long number() {
    long zigzag = 0;
    int shift = 0;
    byte next;
    do {
      next = buffer[position++];
      zigzag |= (long) (next & 0x7F) << shift;
      shift += 7;
    } while (next < 0);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  void doubles(double[] values, int size) {
    ByteBuffer.wrap(buffer, position, size * 8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asDoubleBuffer()
        .get(values, 0, size);
    position += size * 8;
  }

  byte[] bytes(int length) {
    position += length;
    return Arrays.copyOfRange(buffer, position - length, position);
  }
}
