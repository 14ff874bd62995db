package org.rerate.ingest.load;

import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.rerate.engine.batch.BatchSchema;
import org.rerate.engine.batch.RowCursor;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.ingest.check.RejectedRow;
import org.rerate.ingest.check.RowValidator;
import org.rerate.ingest.read.FeedReader;
import org.rerate.ingest.read.ParsedRows;
import org.rerate.ingest.read.SplitRows;

/** Reads rows, judges each by itself, and sends it on. One thread uses it. */
abstract class RowSource implements Iterator<Parcel> {

  private static final long STEP = 1 << 16;

  final PartitionedWriter outbox;
  final ReadCounts counts;
  private final BatchSchema shape;
  private final RowValidator judge;
  private final LongConsumer progress;
  private boolean isDone;
  private long told;

  RowSource(BatchSchema shape, int parts, RowValidator judge, LongConsumer progress) {
    outbox = new PartitionedWriter(shape, parts);
    counts = outbox.counts();
    this.shape = shape;
    this.judge = judge;
    this.progress = progress;
  }

  /** Goes some rows on; false at the end. */
  abstract boolean advance();

  @Override
  public boolean hasNext() {
    while (outbox.ready().isEmpty() && !isDone) {
      isDone = !advance();
      tell(isDone ? 1 : STEP);
      if (isDone) {
        outbox.finish();
      }
    }
    return !outbox.ready().isEmpty();
  }

  private void tell(long step) {
    if (counts.read - told >= step) {
      progress.accept(counts.read - told);
      told = counts.read;
    }
  }

  @Override
  public Parcel next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return outbox.ready().remove();
  }

  /** The rows of a split of a text file. */
  static final class OfText extends RowSource {

    private final BatchSchema shape;
    private final RowValidator judge;
    private final SplitRows.Reading reading;

    OfText(
        SplitRows splits,
        int split,
        BatchSchema shape,
        int parts,
        RowValidator judge,
        LongConsumer progress) {
      super(shape, parts, judge, progress);
      this.shape = shape;
      this.judge = judge;
      reading = splits.open(split, shape, outbox.cells(), this::take);
    }

    private boolean take(RowCursor cells) {
      cells.set(shape.file(), (Object) reading.file());
      if (!judge.isGood(cells)) {
        return false;
      }
      counts.read++;
      sendGood();
      return true;
    }

    @Override
    boolean advance() {
      if (!reading.hasNext()) {
        counts.sourceRows += reading.taken();
        counts.isMisaligned = !reading.endsWhereItShould();
        return false;
      }
      Row row = reading.next();
      if (!reading.isPause(row)) {
        send(row, null);
      }
      return true;
    }
  }

  /**
   * A row of {@link org.rerate.ingest.read.ParsedRows#rawType}.
   *
   * @param at when it was delivered, microseconds of UTC, if it was held back; null if the load
   *     delivers it
   */
  record Delivered(Row row, Long at) implements Serializable {}

  /** Rows one by one. */
  static final class OfRows extends RowSource {

    private final Iterator<Delivered> rows;

    OfRows(
        Iterator<Delivered> rows,
        BatchSchema shape,
        int parts,
        RowValidator judge,
        LongConsumer progress) {
      super(shape, parts, judge, progress);
      this.rows = rows;
    }

    @Override
    boolean advance() {
      if (rows.hasNext()) {
        Delivered next = rows.next();
        send(next.row(), next.at());
      }
      return rows.hasNext();
    }
  }

  /** The same rows in Spark's own form, as a Parquet file has them. */
  static final class OfParquet extends RowSource {

    private static final int TURN = 1 << 10;

    private final BatchSchema shape;
    private final RowValidator judge;
    private final Iterator<InternalRow> rows;

    OfParquet(
        Iterator<InternalRow> rows,
        BatchSchema shape,
        int parts,
        RowValidator judge,
        LongConsumer progress) {
      super(shape, parts, judge, progress);
      this.shape = shape;
      this.judge = judge;
      this.rows = rows;
    }

    @Override
    boolean advance() {
      for (int i = 0; i < TURN && rows.hasNext(); i++) {
        take(rows.next());
      }
      return rows.hasNext();
    }

    private void take(InternalRow row) {
      int line = shape.line();
      RowCursor cells = outbox.cells();
      cells.take(row, line + 2);
      if (row.isNullAt(line) || !row.isNullAt(line + 3) || !judge.isGood(cells)) {
        send(external(row, cells), null);
        return;
      }
      counts.read++;
      counts.sourceRows += row.isNullAt(line + 8) ? 0 : row.getLong(line + 8);
      if (row.getBoolean(line + 5)) {
        cells.set(shape.origin(), (long) BatchSchema.UNDATED);
      }
      sendGood();
    }

    private Row external(InternalRow row, RowCursor cells) {
      int line = shape.line();
      Object[] values = new Object[line + ParsedRows.COUNT];
      for (int i = 0; i < line + 2; i++) {
        Object value = cells.get(i, null);
        values[i] = value instanceof UTF8String text ? text.toString() : value;
      }
      values[line + 2] = text(row, line + 2);
      values[line + 3] = texts(row, line + 3);
      values[line + 4] = texts(row, line + 4);
      values[line + 5] = !row.isNullAt(line + 5) && row.getBoolean(line + 5);
      values[line + 6] = text(row, line + 6);
      values[line + 7] = text(row, line + 7);
      for (int i = line + 8; i < line + 12; i++) {
        values[i] = row.isNullAt(i) ? null : row.getLong(i);
      }
      values[line + 12] = text(row, line + 12);
      values[line + 13] = text(row, line + 13);
      return RowFactory.create(values);
    }

    private static String text(InternalRow row, int place) {
      return row.isNullAt(place) ? null : row.getUTF8String(place).toString();
    }

    private static String[] texts(InternalRow row, int place) {
      if (row.isNullAt(place)) {
        return null;
      }
      ArrayData array = row.getArray(place);
      String[] texts = new String[array.numElements()];
      for (int i = 0; i < texts.length; i++) {
        texts[i] = array.getUTF8String(i).toString();
      }
      return texts;
    }
  }

  /** Sends the row in hand, which broke no rule, unless its key alone says what becomes of it. */
  final void sendGood() {
    if (judge.isTaken(outbox.cells())) {
      counts.unchanged++;
    } else {
      outbox.send();
    }
  }

  /**
   * Sends a row of {@link org.rerate.ingest.read.ParsedRows#rawType}.
   *
   * @param deliveredAt when it was delivered, if it was held back; else null
   */
  final void send(Row row, Long deliveredAt) {
    int columns = shape.feedColumns();
    if (!row.isNullAt(columns + 8)) {
      counts.sourceRows += row.getLong(columns + 8);
      counts.emptyRows += row.getLong(columns + 9);
      if (!row.isNullAt(columns + 10) && row.getLong(columns + 10) > 0) {
        counts.addDropped(
            row.getLong(columns + 10),
            new ReadCounts.DroppedTime(
                row.getString(columns + 1),
                row.getLong(columns + 11),
                row.getString(columns + 12),
                row.getString(columns + 13)));
      }
    }
    if (row.isNullAt(columns)) {
      if (!row.isNullAt(columns + 7)) {
        counts.refuse(
            row.getString(columns + 1),
            row.getString(columns + 1) + FeedReader.IS_REFUSED + row.getString(columns + 7));
      }
      return;
    }
    counts.read++;
    RowCursor cells = outbox.cells();
    cells.clear();
    for (int i = 0; i < columns; i++) {
      cells.set(i, row.get(i));
    }
    cells.set(shape.line(), row.getLong(columns));
    cells.set(shape.file(), (Object) row.getString(columns + 1));
    cells.set(shape.deliveredAt(), (Object) deliveredAt);
    if (Boolean.TRUE.equals(row.get(columns + 5))) {
      cells.set(shape.origin(), (long) BatchSchema.UNDATED);
    }
    Optional<RejectedRow> rejected = judge.judge(row, cells);
    if (rejected.isPresent()) {
      counts.bad++;
      outbox.sendBad(rejected.get());
    } else {
      sendGood();
    }
  }
}
