package org.rerate.engine.batch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Rows on their way from one task to another: column by column, each in as few bytes as the spread
 * of its values needs, with the texts that they name.
 */
public final class RowBatch {

  private final BatchSchema shape;
  private final long[][] values;
  private final long[][] missing;
  private final int most;
  private int rows;

  /** An empty block for {@code most} rows. */
  public RowBatch(BatchSchema shape, int most) {
    this.shape = shape;
    this.most = most;
    values = new long[shape.columns()][most];
    missing = new long[shape.columns()][(most + 63) >>> 6];
  }

  /** Adds a row; false if the block is full now. */
  public boolean add(RowCursor cells) {
    for (int column = 0; column < values.length; column++) {
      if (cells.isNullAt(column)) {
        missing[column][rows >>> 6] |= 1L << rows;
        values[column][rows] = 0;
      } else {
        values[column][rows] = cells.value(column);
      }
    }
    return ++rows < most;
  }

  /** True if no row is in it. */
  public boolean isEmpty() {
    return rows == 0;
  }

  /** The rows as bytes; the block is empty then. */
  public byte[] take(StringDictionary texts) {
    int[] used = new int[texts.count()];
    int[] named = new int[texts.count()];
    int words = 0;
    long size = 0;
    for (int column = 0; column < values.length; column++) {
      if (shape.isText(column)) {
        for (int row = 0; row < rows; row++) {
          int id = (int) values[column][row];
          if (isThere(column, row)) {
            if (used[id] == 0) {
              named[words++] = id;
              used[id] = words;
              size += texts.bytes(id).length + Integer.BYTES;
            }
            values[column][row] = used[id] - 1L;
          }
        }
      }
    }
    long most = size + 16L + values.length * (18L + rows / 8 + 8 + 8L * rows);
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(most)).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(rows).putInt(words);
    for (int i = 0; i < words; i++) {
      byte[] text = texts.bytes(named[i]);
      out.putInt(text.length).put(text);
    }
    for (int column = 0; column < values.length; column++) {
      write(column, out);
      Arrays.fill(missing[column], 0L);
    }
    rows = 0;
    return Arrays.copyOf(out.array(), out.position());
  }

  private boolean isThere(int column, int row) {
    return (missing[column][row >>> 6] >>> row & 1) == 0;
  }

  private void write(int column, ByteBuffer out) {
    int gaps = 0;
    for (long word : missing[column]) {
      gaps += Long.bitCount(word);
    }
    out.putInt(gaps);
    if (gaps == rows) {
      return;
    }
    if (gaps > 0) {
      for (int word = 0; word <= (rows - 1) >>> 6; word++) {
        out.putLong(missing[column][word]);
      }
    }
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (int row = 0; row < rows; row++) {
      if (gaps == 0 || isThere(column, row)) {
        least = Math.min(least, values[column][row]);
        greatest = Math.max(greatest, values[column][row]);
      }
    }
    int width = width(greatest - least);
    out.put((byte) width).putLong(least);
    write(values[column], width == Long.BYTES ? 0 : least, width, out);
  }

  /** Bytes that hold numbers from 0 to {@code range}, which counts as unsigned. */
  private static int width(long range) {
    if (range == 0) {
      return 0;
    }
    int bits = Long.SIZE - Long.numberOfLeadingZeros(range);
    return bits <= 8 ? 1 : bits <= 16 ? 2 : bits <= 32 ? 4 : 8;
  }

  private void write(long[] column, long least, int width, ByteBuffer out) {
    for (int row = 0; row < rows; row++) {
      long value = column[row] - least;
      switch (width) {
        case 0 -> {
          // All are the least.
        }
        case 1 -> out.put((byte) value);
        case 2 -> out.putShort((short) value);
        case 4 -> out.putInt((int) value);
        default -> out.putLong(value);
      }
    }
  }

  /** Adds the rows of such bytes to {@code rows}. */
  static void read(byte[] bytes, BatchSchema shape, BatchStore rows) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int count = in.getInt();
    long[] ids = new long[in.getInt()];
    for (int i = 0; i < ids.length; i++) {
      int length = in.getInt();
      ids[i] = rows.texts().of(bytes, in.position(), length);
      in.position(in.position() + length);
    }
    long[] values = new long[count];
    long[] gaps = new long[(count + 63) >>> 6];
    for (int column = 0; column < shape.columns(); column++) {
      int missing = in.getInt();
      if (missing == count) {
        rows.column(column).addMissing(count);
        continue;
      }
      Arrays.fill(gaps, 0L);
      for (int word = 0; missing > 0 && word < gaps.length; word++) {
        gaps[word] = in.getLong();
      }
      int width = in.get();
      long least = in.getLong();
      read(in, values, width == Long.BYTES ? 0 : least, width);
      if (shape.isText(column)) {
        for (int row = 0; row < count; row++) {
          // The place of a missing text holds anything, but where all hold the same.
          boolean isGap = width > 0 && (gaps[row >>> 6] >>> row & 1) != 0;
          values[row] = isGap ? 0 : ids[(int) values[row]];
        }
      }
      rows.column(column).add(values, missing > 0 ? gaps : null, width == 0);
    }
    rows.grew(count);
  }

  private static void read(ByteBuffer in, long[] values, long least, int width) {
    for (int row = 0; row < values.length; row++) {
      values[row] =
          switch (width) {
            case 0 -> least;
            case 1 -> least + (in.get() & 0xFFL);
            case 2 -> least + (in.getShort() & 0xFFFFL);
            case 4 -> least + (in.getInt() & 0xFFFFFFFFL);
            default -> in.getLong();
          };
    }
  }
}
