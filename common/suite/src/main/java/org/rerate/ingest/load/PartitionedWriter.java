package org.rerate.ingest.load;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.rerate.engine.batch.BatchSchema;
import org.rerate.engine.batch.RowBatch;
import org.rerate.engine.batch.RowCursor;
import org.rerate.engine.batch.StringDictionary;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.ingest.check.RejectedRow;
import org.rerate.ingest.check.VersionReconciler;

/**
 * Packs rows for the partitions in which they are compared: partition 0 gets what was counted, 1 to
 * {@code parts} get rows by key, the last one gets bad rows. One thread uses it.
 */
final class PartitionedWriter {

  private static final int ROWS_WAITING = 200_000;

  private static final int MOST_TEXTS = 1 << 20;

  private static final long MOST_BYTES_OF_TEXTS = 16L << 20;

  private final BatchSchema shape;
  private final RowCursor cells;
  private final int[] by;
  private final RowBatch[] blocks;
  private final int rowsOfBlock;
  private final ReadCounts counts;
  private final int day;
  private final int firstOfKey;
  private final BitSet knownKeys = new BitSet();
  private boolean hasManyKeys;
  private final Deque<Parcel> ready = new ArrayDeque<>();

  PartitionedWriter(BatchSchema shape, int parts) {
    this.shape = shape;
    cells = new RowCursor(shape, new StringDictionary());
    by = shape.places(VersionReconciler.together(shape.spec()).stream().sorted().toList());
    blocks = new RowBatch[parts];
    rowsOfBlock = Math.max(1 << 10, Math.min(1 << 14, ROWS_WAITING / parts));
    counts = new ReadCounts(parts);
    firstOfKey = shape.place(shape.spec().key().get(0));
    String businessDay = shape.spec().businessDay();
    day = businessDay == null ? -1 : shape.place(businessDay);
  }

  /** How many partitions there are, for so many that compare rows. */
  static int partitions(int parts) {
    return parts + 2;
  }

  /** The row that is sent next. */
  RowCursor cells() {
    return cells;
  }

  ReadCounts counts() {
    return counts;
  }

  Deque<Parcel> ready() {
    return ready;
  }

  /** Sends the row that the cells hold. */
  void send() {
    int part = part();
    if (blocks[part] == null) {
      blocks[part] = new RowBatch(shape, rowsOfBlock);
    }
    counts.sent[part]++;
    if (day >= 0 && !cells.isNullAt(day)) {
      counts.addDay((int) cells.value(day));
    }
    if (!hasManyKeys) {
      noteKey((int) cells.value(firstOfKey));
    }
    if (!blocks[part].add(cells)) {
      close(part);
    }
    StringDictionary texts = cells.texts();
    if (texts.count() > MOST_TEXTS || texts.size() > MOST_BYTES_OF_TEXTS) {
      closeAll();
      texts.clear();
      knownKeys.clear();
    }
  }

  /** A key begins with a text that is never missing. */
  private void noteKey(int id) {
    if (!knownKeys.get(id)) {
      knownKeys.set(id);
      hasManyKeys = counts.addKey(cells.texts().word(id).toString());
    }
  }

  /** By the texts themselves: others number them otherwise. */
  private int part() {
    long hash = 0;
    for (int column : by) {
      long value = cells.value(column);
      if (cells.isNullAt(column)) {
        value = 0;
      } else if (shape.isText(column)) {
        value = cells.texts().hash((int) value);
      }
      hash = (hash ^ value) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return (int) Math.floorMod(hash, (long) blocks.length);
  }

  /** Sends a bad row. */
  void sendBad(RejectedRow row) {
    ready.add(new Parcel(blocks.length + 1, "", bytes(row)));
  }

  /** Sends all that waits, and what was counted. */
  void finish() {
    closeAll();
    ready.add(new Parcel(0, "", bytes(counts)));
  }

  private void closeAll() {
    for (int part = 0; part < blocks.length; part++) {
      if (blocks[part] != null && !blocks[part].isEmpty()) {
        close(part);
      }
    }
  }

  private void close(int part) {
    ready.add(new Parcel(part + 1, "", blocks[part].take(cells.texts())));
  }

  /** An object as the content of a parcel. */
  static byte[] bytes(Serializable object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** What such a parcel holds. */
  static Object object(byte[] content) {
    ByteArrayInputStream bytes = new ByteArrayInputStream(content);
    try (ObjectInputStream in = new ObjectInputStream(bytes)) {
      return in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
