package org.rerate.ingest.read;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.rerate.domain.RuleCode;
import org.rerate.engine.disk.FeedFolder;
import org.rerate.table.ColumnSpec;

/**
 * Reads one part of a file as rows, a record at a time. What makes the whole file unreadable is
 * told at their end.
 */
final class PartReader implements Iterator<ParsedRecord>, Closeable {

  /** Opens the records of a part when the first is asked for. */
  @FunctionalInterface
  interface Opening {
    SourceRecords open() throws IOException, Refusal;
  }

  private final PartPlan plan;
  private final FeedFolder.Part part;
  private final Opening opening;
  private final Complaints complaints;
  private final RowReader rows;
  private SourceRecords records;
  private List<VariantCells> variants;
  private SourceRecord record;
  private int variant;
  private long sourceRows;
  private long emptyRows;
  private long droppedTimes;
  private ParsedRecord.DroppedTime firstDropped;
  private ParsedRecord next;
  private boolean isDone;

  PartReader(PartPlan plan, FeedFolder.Part part) {
    this(plan, part, () -> plan.open(part));
  }

  PartReader(PartPlan plan, FeedFolder.Part part, Opening opening) {
    this.plan = plan;
    this.part = part;
    this.opening = opening;
    complaints = new Complaints(part.name());
    rows = plan.rowReader();
  }

  /** The header of a part. */
  static Header header(PartPlan plan, FeedFolder.Part part) throws Refusal {
    PartReader reader = new PartReader(plan, part);
    try {
      reader.start();
      return reader.records.header();
    } catch (IOException e) {
      throw ReadFailure.refusal(part, plan.mapping().encoding(), e);
    } finally {
      reader.close();
    }
  }

  /** True if a part of text has a header that can be read, and no record. */
  static boolean isEmpty(PartPlan plan, FeedFolder.Part part) {
    try (SourceRecords records = plan.open(part)) {
      return records.next() == null;
    } catch (IOException | Refusal e) {
      return false;
    }
  }

  @Override
  public boolean hasNext() {
    if (next == null && !isDone) {
      next = advance();
    }
    return next != null;
  }

  @Override
  public ParsedRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException(part.name());
    }
    ParsedRecord row = next;
    next = null;
    return row;
  }

  private ParsedRecord advance() {
    try {
      if (records == null) {
        start();
      }
      while (hasVariant()) {
        if (isPaused()) {
          record = null;
          return ParsedRecord.Pause.PAUSE;
        }
        VariantCells cells = variants.get(variant++);
        if (!record.wellFormed()) {
          return malformed();
        }
        if (!cells.isEmpty(record)) {
          String[] texts = cells.texts(record);
          if (!cells.isLeftOut(texts)) {
            noteDropped(cells.dropped());
            return row(texts, cells.faults());
          }
        }
        emptyRows++;
      }
      return end(null);
    } catch (Refusal e) {
      return end(e.getMessage());
    } catch (IOException e) {
      return end(ReadFailure.refusal(part, plan.mapping().encoding(), e).getMessage());
    }
  }

  private ParsedRecord.End end(String refused) {
    close();
    return summary(refused);
  }

  @Override
  public void close() {
    isDone = true;
    try {
      if (records != null) {
        records.close();
      }
    } catch (IOException e) {
      // Nothing more is read; there is nothing left that closing could spoil.
      isDone = true;
    }
  }

  private void start() throws IOException, Refusal {
    records = opening.open();
    Header header = records.header();
    plan.check(header);
    FilePattern pattern = plan.mapping().pattern();
    Map<String, String> keys = pattern == null ? Map.of() : pattern.keysOf(part.name());
    List<ColumnSpec> specs = plan.spec().feedColumns();
    variants =
        plan.target().variants(header).stream()
            .filter(row -> row.isIn(header))
            .map(
                row ->
                    new VariantCells(
                        row,
                        specs,
                        header,
                        keys,
                        plan.mapping().missing(),
                        plan.links(),
                        plan.limits()))
            .toList();
  }

  /** Goes to the next record when this one has yielded all its rows; false at the end. */
  private boolean hasVariant() throws IOException, Refusal {
    while (record == null || variant >= variants.size()) {
      record = plan.target().once() && sourceRows > 0 ? null : records.next();
      if (record == null) {
        return false;
      }
      if (isPaused()) {
        return true;
      }
      sourceRows++;
      variant = 0;
    }
    return true;
  }

  @SuppressWarnings("ReferenceEquality") // it is told apart by being itself
  private boolean isPaused() {
    return record == SourceRecord.PAUSE;
  }

  private ParsedRecord.Row row(String[] texts, Map<String, String> faults) {
    complaints.reset(record.line(), faults);
    Object[] values = rows.read(texts, complaints);
    if (records.hasHeaderRow() && records.header().isRepeatedBy(record)) {
      complaints.add(RuleCode.UNEXPECTED_VALUE, "the header row once more");
    }
    return row(values, rows.isKnownByIngest());
  }

  private void noteDropped(DateText.Dropped dropped) {
    if (dropped != null && droppedTimes++ == 0) {
      firstDropped =
          new ParsedRecord.DroppedTime(part.name(), record.line(), dropped.text(), dropped.day());
    }
  }

  /** What it holds cannot be told apart, so it is one bad row, whatever it may have yielded. */
  private ParsedRecord.Row malformed() {
    variant = variants.size();
    complaints.reset(record.line());
    complaints.add(RuleCode.WRONG_FIELD_COUNT, record.fault());
    return row(new Object[plan.spec().feedColumns().size()], false);
  }

  private ParsedRecord.Row row(Object[] values, boolean isKnownByIngest) {
    return new ParsedRecord.Row(
        Arrays.asList(values),
        part.name(),
        record.line(),
        record.text(),
        records.header().text(),
        isKnownByIngest,
        complaints.codes(),
        complaints.messages());
  }

  private ParsedRecord.End summary(String refused) {
    if (records != null && records.lacksRecords()) {
      sourceRows++;
      emptyRows++;
    }
    return new ParsedRecord.End(
        part.name(), refused, sourceRows, emptyRows, droppedTimes, firstDropped);
  }
}
