package org.rerate.ingest.read;

import java.io.IOException;
import java.io.Reader;
import java.util.List;

/** The records of a part with separated fields. */
final class CsvPart implements SourceRecords {

  private final Reader in;
  private final CsvRecords records;
  private final Header header;

  /**
   * Reads the header.
   *
   * @param skip records after the header that are part of it
   */
  CsvPart(SourceMapping mapping, Reader in, int skip) throws IOException, Refusal {
    this.in = in;
    records = new CsvRecords(in, mapping.delimiter());
    header = header(mapping, records, skip);
  }

  /** Reads the header, past the lines before it and {@code skip} records that are part of it. */
  static Header header(SourceMapping mapping, CsvRecords records, int skip)
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
  public SourceRecord next() throws IOException {
    return records.next();
  }

  @Override
  public boolean hasHeaderRow() {
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
