package org.rerate.feed;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.zip.ZipException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.rerate.domain.RerateException;
import org.rerate.domain.RuleCode;
import org.rerate.storage.FeedFolder;
import org.rerate.storage.UnpackedTooLargeException;
import org.rerate.table.ColumnSpec;

/**
 * Reads one part of a file as rows of {@link ParsedRows#rawType}, a record at a time. What makes
 * the whole file unreadable ends the rows with one that says so.
 */
final class PartReader implements Iterator<Row>, Closeable {

  private final PartPlan plan;
  private final FeedFolder.Part part;
  private final Complaints complaints;
  private final RowReader rows;
  private final int columns;
  private Reader input;
  private String heldText;
  private long heldLine;
  private CsvRecords records;
  private Header header;
  private List<VariantCells> variants;
  private CsvRecord record;
  private int variant;
  private long sourceRows;
  private long emptyRows;
  private Row next;
  private boolean isDone;

  PartReader(PartPlan plan, FeedFolder.Part part) {
    this.plan = plan;
    this.part = part;
    complaints = new Complaints(part.name());
    rows = plan.rowReader();
    columns = plan.spec().feedColumns().size();
  }

  /** A reader of one record that was held back, with the header that it had. */
  static PartReader ofHeld(PartPlan plan, FeedFolder.Part part, String text, long line) {
    PartReader reader = new PartReader(plan, part);
    reader.heldText = text;
    reader.heldLine = line;
    return reader;
  }

  /** The header of a part. */
  static Header header(PartPlan plan, FeedFolder.Part part) throws Refusal {
    PartReader reader = new PartReader(plan, part);
    try (Reader in = reader.text()) {
      reader.start(in);
      return reader.header;
    } catch (IOException e) {
      throw reader.refusal(e);
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
        input = text();
        start(input);
      }
      while (hasVariant()) {
        VariantCells cells = variants.get(variant++);
        if (!cells.isEmpty(record)) {
          return row(cells);
        }
        emptyRows++;
      }
      return end(null);
    } catch (Refusal e) {
      return end(e.getMessage());
    } catch (IOException e) {
      return end(refusal(e).getMessage());
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
      if (input != null) {
        input.close();
      }
    } catch (IOException e) {
      // Nothing more is read; there is nothing left that closing could spoil.
      input = null;
    }
  }

  private CsvRecord nextRecord() throws IOException {
    return plan.target().once() && sourceRows > 0 ? null : records.next();
  }

  private Reader text() throws IOException {
    if (heldText != null) {
      return new StringReader(heldText);
    }
    return new InputStreamReader(
        plan.opener().open(part.uri()),
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  private void start(Reader in) throws IOException, Refusal {
    records = new CsvRecords(in, plan.mapping().delimiter());
    header = new Header(records.next());
    plan.check(header);
    records.expect(header.size());
    FilePattern pattern = plan.mapping().pattern();
    Map<String, String> keys = pattern == null ? Map.of() : pattern.keysOf(part.name());
    List<ColumnSpec> specs = plan.spec().feedColumns();
    variants =
        plan.target().variants().stream()
            .filter(row -> row.isIn(header))
            .map(row -> new VariantCells(row, specs, header, keys, plan.mapping().missing()))
            .toList();
    for (int i = 0; heldText == null && i < plan.mapping().skip(); i++) {
      records.next();
    }
  }

  /** Goes to the next record when this one has yielded all its rows; false at the end. */
  private boolean hasVariant() throws IOException {
    while (record == null || variant >= variants.size()) {
      record = nextRecord();
      if (record == null) {
        return false;
      }
      sourceRows++;
      variant = 0;
    }
    return true;
  }

  private Row row(VariantCells cells) {
    long line = heldText == null ? record.line() : heldLine;
    complaints.reset(line);
    Object[] values;
    if (record.wellFormed()) {
      values = rows.read(cells.texts(record), complaints, ParsedRows.COUNT);
      if (header.isRepeatedBy(record)) {
        complaints.add(RuleCode.UNEXPECTED_VALUE, "the header row once more");
      }
    } else {
      values = new Object[columns + ParsedRows.COUNT];
      complaints.add(
          RuleCode.WRONG_FIELD_COUNT,
          record.fields().size() + " fields cut, " + header.size() + " in the header");
      // What it holds cannot be told apart, so it is one bad row, whatever it may have yielded.
      variant = variants.size();
    }
    values[columns] = line;
    values[columns + 1] = part.name();
    values[columns + 2] = record.text();
    values[columns + 3] = complaints.codes();
    values[columns + 4] = complaints.messages();
    values[columns + 5] = record.wellFormed() && rows.isKnownByIngest();
    values[columns + 6] = header.text();
    return RowFactory.create(values);
  }

  private Row summary(String refused) {
    Object[] values = new Object[columns + ParsedRows.COUNT];
    values[columns + 1] = part.name();
    values[columns + 7] = refused;
    values[columns + 8] = sourceRows;
    values[columns + 9] = emptyRows;
    return RowFactory.create(values);
  }

  private Refusal refusal(IOException cause) {
    if (cause instanceof CharacterCodingException) {
      return new Refusal("it is not UTF-8 text");
    }
    if (cause instanceof EOFException || cause instanceof ZipException) {
      String detail = cause.getMessage() == null ? "it ends too early" : cause.getMessage();
      return new Refusal("it is truncated or damaged as a gzip file (" + detail + ")");
    }
    if (cause instanceof UnpackedTooLargeException) {
      return new Refusal(cause.getMessage());
    }
    if (cause instanceof FileNotFoundException || cause instanceof AccessControlException) {
      return new Refusal("it cannot be opened: " + cause.getMessage());
    }
    throw RerateException.retry("cannot read " + part.uri() + ": " + cause.getMessage(), cause);
  }
}
