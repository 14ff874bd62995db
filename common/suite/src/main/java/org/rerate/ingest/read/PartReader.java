package org.rerate.ingest.read;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.rerate.domain.RuleCode;
import org.rerate.engine.disk.FeedFolder;
import org.rerate.table.ColumnSpec;

/**
 * Reads one part of a file as rows of {@link ParsedRows#rawType}, a record at a time. What makes
 * the whole file unreadable ends the rows with one that says so.
 */
final class PartReader implements Iterator<Row>, Closeable {

  /** Opens the records of a part when the first is asked for. */
  @FunctionalInterface
  interface Opening {
    SourceRecords open() throws IOException, Refusal;
  }

  /** Stands for no row: the records were taken in another way, and there may be more. */
  static final Row PAUSED = RowFactory.create();

  private final PartPlan plan;
  private final FeedFolder.Part part;
  private final Opening opening;
  private final Complaints complaints;
  private final RowReader rows;
  private final int columns;
  private SourceRecords records;
  private List<VariantCells> variants;
  private SourceRecord record;
  private int variant;
  private long sourceRows;
  private long emptyRows;
  private long droppedTimes;
  private long droppedLine;
  private String droppedText;
  private String droppedDay;
  private Row next;
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
    columns = plan.spec().feedColumns().size();
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
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException(part.name());
    }
    Row row = next;
    next = null;
    return row;
  }

  private Row advance() {
    try {
      if (records == null) {
        start();
      }
      while (hasVariant()) {
        if (isPaused()) {
          record = null;
          return PAUSED;
        }
        VariantCells cells = variants.get(variant++);
        if (!record.wellFormed()) {
          return malformed();
        }
        if (!cells.isEmpty(record)) {
          String[] texts = cells.texts(record);
          if (!cells.isLeftOut(texts)) {
            noteDropped(cells.dropped());
            return row(texts);
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

  private Row end(String refused) {
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
                        row, specs, header, keys, plan.mapping().missing(), plan.links()))
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

  private Row row(String[] texts) {
    complaints.reset(record.line());
    Object[] values = rows.read(texts, complaints, ParsedRows.COUNT);
    if (records.hasHeaderRow() && records.header().isRepeatedBy(record)) {
      complaints.add(RuleCode.UNEXPECTED_VALUE, "the header row once more");
    }
    return row(values, rows.isKnownByIngest());
  }

  private void noteDropped(CellText.Dropped dropped) {
    if (dropped != null && droppedTimes++ == 0) {
      droppedLine = record.line();
      droppedText = dropped.text();
      droppedDay = dropped.day();
    }
  }

  /** What it holds cannot be told apart, so it is one bad row, whatever it may have yielded. */
  private Row malformed() {
    variant = variants.size();
    complaints.reset(record.line());
    complaints.add(RuleCode.WRONG_FIELD_COUNT, record.fault());
    return row(new Object[columns + ParsedRows.COUNT], false);
  }

  private Row row(Object[] values, boolean isKnownByIngest) {
    values[columns] = record.line();
    values[columns + 1] = part.name();
    values[columns + 2] = record.text();
    values[columns + 3] = complaints.codes();
    values[columns + 4] = complaints.messages();
    values[columns + 5] = isKnownByIngest;
    values[columns + 6] = records.header().text();
    return RowFactory.create(values);
  }

  private Row summary(String refused) {
    if (records != null && records.lacksRecords()) {
      sourceRows++;
      emptyRows++;
    }
    Object[] values = new Object[columns + ParsedRows.COUNT];
    values[columns + 1] = part.name();
    values[columns + 7] = refused;
    values[columns + 8] = sourceRows;
    values[columns + 9] = emptyRows;
    values[columns + 10] = droppedTimes;
    values[columns + 11] = droppedLine;
    values[columns + 12] = droppedText;
    values[columns + 13] = droppedDay;
    return RowFactory.create(values);
  }
}
