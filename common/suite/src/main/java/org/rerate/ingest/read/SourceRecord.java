package org.rerate.ingest.read;

import java.util.List;

/**
 * One record of a file, cut into fields.
 *
 * @param line number of its first physical line, a CSV header's being 1; row number for Parquet
 * @param text its original text, without the end of its last line; over 64 KB start, length, hash.
 *     For Parquet, and for a record within a JSON document, a rendering of it as JSON
 * @param fields the texts of its fields, as the file's {@link Header} orders them
 * @param fault what keeps it from being cut into the fields expected; null if nothing does
 */
record SourceRecord(long line, String text, List<String> fields, String fault) {

  /** Stands for no record. */
  static final SourceRecord PAUSE = new SourceRecord(0, "", List.of(), null);

  boolean wellFormed() {
    return fault == null;
  }
}
