package org.rerate.ingest.load;

import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.spark.sql.catalyst.InternalRow;
import org.rerate.engine.batch.BatchSchema;
import org.rerate.engine.batch.RowCursor;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.ingest.check.RejectedRow;
import org.rerate.ingest.check.RowValidator;
import org.rerate.ingest.read.ParquetRows;
import org.rerate.ingest.read.ParsedRecord;
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
      send(reading.next(), null);
      return true;
    }
  }

  /**
   * What was read of a record.
   *
   * @param at when it was delivered, microseconds of UTC, if it was held back; null if the load
   *     delivers it
   */
  record Delivered(ParsedRecord row, Long at) implements Serializable {}

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

  /** Typed rows of a Parquet file. */
  static final class OfParquet extends RowSource {

    private static final int TURN = 1 << 10;

    private final RowValidator judge;
    private final Iterator<InternalRow> rows;
    private final ParquetRows.Typed typed;

    OfParquet(
        ParquetRows parquet,
        Iterator<InternalRow> rows,
        BatchSchema shape,
        int parts,
        RowValidator judge,
        LongConsumer progress) {
      super(shape, parts, judge, progress);
      this.judge = judge;
      this.rows = rows;
      typed = parquet.rows(shape, outbox.cells());
    }

    @Override
    boolean advance() {
      for (int i = 0; i < TURN && rows.hasNext(); i++) {
        counts.sourceRows++;
        InternalRow row = rows.next();
        if (typed.take(row) && judge.isGood(outbox.cells())) {
          counts.read++;
          sendGood();
        } else {
          send(typed.inFull(row), null);
        }
      }
      return rows.hasNext();
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
   * Sends a row, or counts what is told at the end of a part.
   *
   * @param deliveredAt when it was delivered, if it was held back; else null
   */
  final void send(ParsedRecord parsed, Long deliveredAt) {
    if (parsed instanceof ParsedRecord.Row row) {
      send(row, deliveredAt);
    } else if (parsed instanceof ParsedRecord.End end) {
      counts.add(end);
    }
  }

  private void send(ParsedRecord.Row row, Long deliveredAt) {
    counts.read++;
    RowCursor cells = outbox.cells();
    cells.clear();
    for (int i = 0; i < row.values().size(); i++) {
      cells.set(i, row.values().get(i));
    }
    cells.set(shape.line(), row.line());
    cells.set(shape.file(), (Object) row.file());
    cells.set(shape.deliveredAt(), (Object) deliveredAt);
    if (row.isKnownByIngest()) {
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
