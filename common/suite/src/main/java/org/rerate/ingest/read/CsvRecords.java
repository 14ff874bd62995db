package org.rerate.ingest.read;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Cuts a text into records. A record may span lines within quotes, but a quote that is never closed
 * does not swallow the file: a record of several lines that is not well formed, or grows over
 * {@link #MAX_LINES} lines or {@link #MAX_CHARS} characters, is given up. Its first line alone is
 * then a bad record, and reading goes on at the second.
 */
final class CsvRecords {

  /** Lines that one record may span. */
  static final int MAX_LINES = 500;

  /** Characters that a record of several lines may have. */
  static final int MAX_CHARS = 1 << 18;

  private static final int ANY = -1;

  private final LineSource lines;
  private final FieldCutter cutter;
  private final List<String> fields = new ArrayList<>();
  private int expected = ANY;
  private List<String> footer = List.of();
  private boolean isOver;

  CsvRecords(LineSource lines, char delimiter) {
    this.lines = lines;
    cutter = new FieldCutter(delimiter);
  }

  /** Says how many fields a well-formed record has. */
  void expect(int count) {
    expected = count;
  }

  /** Passes over physical lines. */
  void skipLines(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      lines.next();
    }
  }

  /** Ends before the first record that starts with one of these texts. */
  void endBefore(List<String> texts) {
    footer = texts;
  }

  /** The next record that is not blank, or null at the end. */
  SourceRecord next() throws IOException {
    if (isOver) {
      return null;
    }
    TextLine line = lines.next();
    while (line != null && line.text().isBlank()) {
      line = lines.next();
    }
    isOver = line != null && footer.stream().anyMatch(line.text()::startsWith);
    return line == null || isOver ? null : record(line);
  }

  private SourceRecord record(TextLine first) throws IOException {
    if (first.overlong()) {
      return new SourceRecord(first.number(), first.text(), List.of(), cut(0));
    }
    FieldCutter.Outcome outcome = cutter.cut(first.text(), fields);
    if (outcome == FieldCutter.Outcome.OPEN) {
      SourceRecord longer = spanning(first);
      if (longer != null) {
        return longer;
      }
    }
    boolean wellFormed = outcome == FieldCutter.Outcome.COMPLETE && isExpected();
    return new SourceRecord(
        first.number(),
        LongText.shortened(first.text()),
        List.copyOf(fields),
        wellFormed ? null : cut(fields.size()));
  }

  /** The record of several lines that starts at {@code first}; null, lines given back, if none. */
  private SourceRecord spanning(TextLine first) throws IOException {
    Deque<TextLine> taken = new ArrayDeque<>();
    StringBuilder text = new StringBuilder(first.text()).append(first.end());
    FieldCutter.Outcome outcome = FieldCutter.Outcome.OPEN;
    while (outcome == FieldCutter.Outcome.OPEN
        && taken.size() < MAX_LINES
        && text.length() <= MAX_CHARS) {
      TextLine line = lines.next();
      if (line == null) {
        break;
      }
      taken.push(line);
      if (line.overlong()) {
        break;
      }
      text.append(line.text());
      if (line.hasQuote()) {
        outcome = cutter.cut(text.toString(), fields);
      }
      if (outcome == FieldCutter.Outcome.OPEN) {
        text.append(line.end());
      }
    }
    if (outcome == FieldCutter.Outcome.COMPLETE && isExpected()) {
      return new SourceRecord(
          first.number(), LongText.shortened(text.toString()), List.copyOf(fields), null);
    }
    taken.forEach(lines::giveBack);
    fields.clear();
    return null;
  }

  private String cut(int count) {
    return count + " fields cut, " + expected + " in the header";
  }

  private boolean isExpected() {
    return expected == ANY || fields.size() == expected;
  }
}
