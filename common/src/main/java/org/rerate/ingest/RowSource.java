package org.rerate.ingest;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.rerate.bulk.BatchSchema;
import org.rerate.bulk.RowCursor;
import org.rerate.contract.RowValidator;
import org.rerate.contract.ValidatedRow;
import org.rerate.feed.FeedReader;
import org.rerate.feed.SplitRows;
import scala.Tuple2;

/** Reads rows within a task, judges each by itself, and sends it on. */
abstract class RowSource implements Iterator<Tuple2<Integer, byte[]>> {

  private static final long STEP = 1 << 16;

  final PartitionedWriter outbox;
  private final LongConsumer progress;
  private boolean isDone;
  private long told;

  RowSource(PartitionedWriter outbox, LongConsumer progress) {
    this.outbox = outbox;
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
    if (outbox.tally().read - told >= step) {
      progress.accept(outbox.tally().read - told);
      told = outbox.tally().read;
    }
  }

  @Override
  public Tuple2<Integer, byte[]> next() {
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
        LongConsumer told) {
      super(new PartitionedWriter(shape, parts), told);
      this.shape = shape;
      this.judge = judge;
      reading = splits.open(split, shape, outbox.cells(), this::take);
    }

    private boolean take(RowCursor cells) {
      cells.set(shape.file(), (Object) reading.file());
      if (!judge.isGood(cells)) {
        return false;
      }
      outbox.tally().read++;
      sendGood(judge);
      return true;
    }

    @Override
    boolean advance() {
      if (!reading.hasNext()) {
        outbox.tally().sourceRows += reading.taken();
        outbox.tally().isMisaligned = !reading.endsWhereItShould();
        return false;
      }
      Row row = reading.next();
      if (!reading.isPause(row)) {
        send(row, shape, judge);
      }
      return true;
    }
  }

  /** The rows of a Parquet file, of {@link org.rerate.feed.ParsedRows#rawType}. */
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
        LongConsumer told) {
      super(new PartitionedWriter(shape, parts), told);
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
        send(external(row, cells), shape, judge);
        return;
      }
      ReadCounts tally = outbox.tally();
      tally.read++;
      tally.sourceRows += row.isNullAt(line + 8) ? 0 : row.getLong(line + 8);
      tally.knownByIngest += row.getBoolean(line + 5) ? 1 : 0;
      sendGood(judge);
    }

    private Row external(InternalRow row, RowCursor cells) {
      int line = shape.line();
      Object[] values = new Object[line + 10];
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
      values[line + 8] = row.isNullAt(line + 8) ? null : row.getLong(line + 8);
      values[line + 9] = row.isNullAt(line + 9) ? null : row.getLong(line + 9);
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

  /** Stored rows: the feed's columns, line and file, and when they were delivered. */
  static final class OfStored extends RowSource {

    private static final int TURN = 1 << 10;

    private final Iterator<InternalRow> rows;
    private final int columns;

    OfStored(Iterator<InternalRow> rows, BatchSchema shape, int parts) {
      super(new PartitionedWriter(shape, parts), read -> {});
      this.rows = rows;
      columns = shape.columns();
    }

    @Override
    boolean advance() {
      for (int i = 0; i < TURN && rows.hasNext(); i++) {
        outbox.cells().take(rows.next(), columns);
        outbox.send();
      }
      return rows.hasNext();
    }
  }

  /** Sends the row in hand, which broke no rule, unless its key alone says what becomes of it. */
  final void sendGood(RowValidator judge) {
    if (judge.isTaken(outbox.cells())) {
      outbox.tally().unchanged++;
    } else {
      outbox.send();
    }
  }

  /** Sends a row of {@link org.rerate.feed.ParsedRows#rawType}. */
  final void send(Row row, BatchSchema shape, RowValidator judge) {
    int columns = shape.feedColumns();
    ReadCounts tally = outbox.tally();
    if (!row.isNullAt(columns + 8)) {
      tally.sourceRows += row.getLong(columns + 8);
      tally.emptyRows += row.getLong(columns + 9);
    }
    if (row.isNullAt(columns)) {
      if (!row.isNullAt(columns + 7)) {
        tally.refused =
            row.getString(columns + 1) + FeedReader.IS_REFUSED + row.getString(columns + 7);
      }
      return;
    }
    tally.read++;
    RowCursor cells = outbox.cells();
    cells.clear();
    for (int i = 0; i < columns; i++) {
      cells.set(i, row.get(i));
    }
    cells.set(shape.line(), row.getLong(columns));
    cells.set(shape.file(), (Object) row.getString(columns + 1));
    ValidatedRow judged = judge.judge(row, cells);
    if (judged.isGood()) {
      tally.knownByIngest += judged.isKnownByIngest() ? 1 : 0;
      sendGood(judge);
    } else {
      tally.bad++;
      outbox.sendBad(BadRow.of(judged));
    }
  }
}
