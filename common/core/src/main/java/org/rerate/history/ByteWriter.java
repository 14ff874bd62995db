package org.rerate.history;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing byte array with the number forms of {@link BlockCodec}. */
final class ByteWriter {

  private byte[] buffer;
  private int position;

  ByteWriter(int capacity) {
    buffer = new byte[capacity];
  }

  void single(byte value) {
    room(1);
    buffer[position++] = value;
  }

  /** Zigzag, then seven bits a byte, low first. */
  void number(long value) {
    room(10);
    long zigzag = (value << 1) ^ (value >> 63);
    while ((zigzag & ~0x7FL) != 0) {
      buffer[position++] = (byte) ((zigzag & 0x7F) | 0x80);
      zigzag >>>= 7;
    }
    buffer[position++] = (byte) zigzag;
  }

  void doubles(double[] values, int size) {
    room(size * 8);
    ByteBuffer.wrap(buffer, position, size * 8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asDoubleBuffer()
        .put(values, 0, size);
    position += size * 8;
  }

  void bytes(byte[] values) {
    room(values.length);
    System.arraycopy(values, 0, buffer, position, values.length);
    position += values.length;
  }

  byte[] bytes() {
    return Arrays.copyOf(buffer, position);
  }

  private void room(int more) {
    if (position + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, position + more));
    }
  }
}
