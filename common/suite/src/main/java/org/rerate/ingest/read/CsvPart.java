package org.rerate.ingest.read;

import java.io.IOException;
import java.util.List;
import org.rerate.engine.batch.BatchSchema;
import org.rerate.engine.batch.RowCursor;

/**
 * The records of a part with separated fields, or of a stretch of its lines. Where a {@link
 * RowTaker} is given, rows of the canonical feed that are written as nearly all are go straight to
 * it; all others come out as records.
 */
final class CsvPart implements SourceRecords {

  /** Rows that are taken before others have their turn. */
  private static final int TURN = 1 << 12;

  private final ByteLines lines;
  private final CsvRecords records;
  private final Header header;
  private final long endLine;
  private final SimpleCsv simple;
  private final RowCursor cells;
  private final RowTaker taker;
  private final BatchSchema shape;
  private long taken;

  /**
   * A whole part.
   *
   * @param skip records after the header that are part of it
   */
  CsvPart(SourceMapping mapping, ByteLines lines, int skip) throws IOException, Refusal {
    this.lines = lines;
    endLine = Long.MAX_VALUE;
    shape = null;
    cells = null;
    taker = null;
    records = new CsvRecords(lines, mapping.delimiter());
    header = header(mapping, records, skip);
    simple = null;
  }

  /**
   * Lines of a part.
   *
   * @param lines from the start of the stretch
   * @param header the part's; null if the stretch starts with it
   */
  CsvPart(
      PartPlan plan,
      ByteLines lines,
      Header header,
      long endLine,
      BatchSchema shape,
      RowCursor cells,
      RowTaker taker)
      throws IOException, Refusal {
    this.lines = lines;
    this.endLine = endLine;
    this.shape = shape;
    this.cells = cells;
    this.taker = taker;
    SourceMapping mapping = plan.mapping();
    records = new CsvRecords(lines, mapping.delimiter());
    this.header = header == null ? header(mapping, records, mapping.skip()) : header;
    records.expect(this.header.size());
    simple =
        mapping.isCanonical()
            ? new SimpleCsv(
                this.header,
                mapping.delimiter(),
                shape.spec().feedColumns(),
                new SimpleCells(shape, cells, plan.runDay()))
            : null;
  }

  /** Reads the header, past the lines before it and {@code skip} records that are part of it. */
  private static Header header(SourceMapping mapping, CsvRecords records, int skip)
      throws IOException, Refusal {
    List<String> given = mapping.header();
    records.skipLines(mapping.preamble());
    records.endBefore(mapping.footer());
    Header header = given.isEmpty() ? new Header(records.next()) : Header.given(given);
    records.expect(header.size());
    for (int i = 0; i < skip; i++) {
      records.next();
    }
    return header;
  }

  @Override
  public Header header() {
    return header;
  }

  @Override
  public boolean hasHeaderRow() {
    return true;
  }

  /** Number of the line that comes next. */
  long nextNumber() {
    return lines.nextNumber();
  }

  /** How many rows were taken. */
  long taken() {
    return taken;
  }

  @Override
  public SourceRecord next() throws IOException {
    long stop = taken + TURN;
    while (lines.nextNumber() < endLine) {
      if (simple == null || !lines.isInBuffer()) {
        return records.next();
      }
      SimpleCsv.Found found = simple.read(lines);
      if (found == SimpleCsv.Found.BLANK) {
        lines.skipTo(simple.after());
        continue;
      }
      if (found == SimpleCsv.Found.OTHER || !isTaken()) {
        return records.next();
      }
      lines.skipTo(simple.after());
      if (++taken == stop) {
        return SourceRecord.PAUSE;
      }
    }
    return null;
  }

  private boolean isTaken() {
    cells.set(shape.line(), lines.nextNumber());
    return taker.take(cells);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
