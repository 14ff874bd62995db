package org.rerate.ingest.read;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Physical lines of a text, however they end (CR, LF, CRLF, mixed), with the end kept; a line that
 * is longer than {@link #MAX_CHARS} is not held in memory.
 */
final class Lines implements LineSource {

  /** Longest line that is kept. */
  static final int MAX_CHARS = 1 << 20;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Reader in;
  private final char[] buffer = new char[1 << 16];
  private final Deque<TextLine> returned = new ArrayDeque<>();
  private int position;
  private int limit;
  private long number;

  Lines(Reader in) throws IOException {
    this.in = in;
    if (fill() && buffer[0] == BYTE_ORDER_MARK) {
      position = 1;
    }
  }

  @Override
  public TextLine next() throws IOException {
    return returned.isEmpty() ? read() : returned.pop();
  }

  @Override
  public void giveBack(TextLine line) {
    returned.push(line);
  }

  private TextLine read() throws IOException {
    StringBuilder text = null;
    LongText rest = null;
    while (position < limit || fill()) {
      int start = position;
      int end = endOfLine(start);
      position = end;
      if (end < limit && text == null) {
        return new TextLine(++number, new String(buffer, start, end - start), end(), false);
      }
      text = text == null ? new StringBuilder() : text;
      if (rest == null && text.length() + end - start > MAX_CHARS) {
        rest = new LongText(text.toString());
      }
      if (rest == null) {
        text.append(buffer, start, end - start);
      } else {
        rest.add(buffer, start, end - start);
      }
      if (end < limit) {
        return line(text, rest, end());
      }
    }
    return text == null ? null : line(text, rest, "");
  }

  private TextLine line(StringBuilder text, LongText rest, String end) {
    return new TextLine(
        ++number, rest == null ? text.toString() : rest.summary(), end, rest != null);
  }

  private int endOfLine(int start) {
    int at = start;
    while (at < limit && buffer[at] != '\n' && buffer[at] != '\r') {
      at++;
    }
    return at;
  }

  /** Consumes the end of line that the position is at. */
  private String end() throws IOException {
    if (buffer[position++] == '\n') {
      return "\n";
    }
    if ((position < limit || fill()) && buffer[position] == '\n') {
      position++;
      return "\r\n";
    }
    return "\r";
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    return limit > 0;
  }
}
