package org.rerate.blocks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.rerate.history.BlockCodec;
import org.rerate.history.FactColumns;
import org.rerate.history.FactKind;
import org.rerate.table.VersionOrder;

/** Rows of a key that are to become a block, each with the line of its file, in any order. */
final class FactRows {

  private final FactKind kind;
  private final FactColumns columns;
  private long[] lines = new long[8];
  private String[] files = new String[8];

  /** No rows yet. */
  FactRows(FactKind kind) {
    this(kind, new FactColumns(kind, 8));
  }

  private FactRows(FactKind kind, FactColumns columns) {
    this.kind = kind;
    this.columns = columns;
  }

  /** The rows' columns. */
  FactColumns columns() {
    return columns;
  }

  /** Makes room for a row of this line; returns its place in {@link #columns}. */
  int add(long line, String file) {
    int row = columns.add();
    room(row + 1);
    lines[row] = line;
    files[row] = file;
    return row;
  }

  private void room(int rows) {
    if (rows > lines.length) {
      lines = Arrays.copyOf(lines, Math.max(rows, 2 * lines.length));
      files = Arrays.copyOf(files, lines.length);
    }
  }

  /** Appends rows that {@link #bytes} made. */
  void addAll(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      FactColumns more = BlockCodec.decode(kind, in.readNBytes(in.readInt()));
      int from = columns.size;
      columns.addAll(more);
      room(columns.size);
      String[] names = new String[in.readInt()];
      for (int i = 0; i < names.length; i++) {
        names[i] = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
      }
      for (int row = from; row < columns.size; row++) {
        files[row] = names[in.readInt()];
        lines[row] = in.readLong();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of it, to be sent. */
  byte[] bytes() {
    byte[] block = BlockCodec.encode(columns);
    Map<String, Integer> names = new LinkedHashMap<>();
    for (int row = 0; row < columns.size; row++) {
      names.putIfAbsent(files[row], names.size());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(block.length + 12 * columns.size + 64);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(block.length);
      out.write(block);
      out.writeInt(names.size());
      for (String name : names.keySet()) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        out.writeInt(text.length);
        out.write(text);
      }
      for (int row = 0; row < columns.size; row++) {
        out.writeInt(names.get(files[row]));
        out.writeLong(lines[row]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The rows by day, first integer and version, see {@link VersionOrder}. */
  FactColumns inOrder() {
    int[] ties = columns.integers.length == 0 ? new int[columns.size] : columns.integers[0];
    Comparator<Integer> order =
        Comparator.<Integer>comparingInt(row -> columns.day[row])
            .thenComparingInt(row -> ties[row])
            .thenComparing(
                row ->
                    new VersionOrder(
                        columns.knownAt[row], columns.deliveredAt[row], lines[row], files[row]));
    for (int row = 1; row < columns.size; row++) {
      if (order.compare(row - 1, row) > 0) {
        int[] sorted =
            IntStream.range(0, columns.size)
                .boxed()
                .sorted(order)
                .mapToInt(Integer::intValue)
                .toArray();
        return columns.picked(kind, sorted);
      }
    }
    return columns;
  }
}
