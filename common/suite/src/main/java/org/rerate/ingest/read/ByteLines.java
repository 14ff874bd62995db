package org.rerate.ingest.read;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Physical lines of a text in UTF-8, however they end (CR, LF, CRLF, mixed), with the end kept; a
 * line that is longer than {@link #MAX_CHARS} is not held in memory. Whoever can use bytes as they
 * are looks at {@link #buffer} and goes on by {@link #skipTo}, and reads others as lines.
 */
final class ByteLines implements LineSource, Closeable {

  /** Longest line that is kept. */
  static final int MAX_CHARS = 1 << 20;

  private static final int BUFFER = 1 << 17;

  /** A line that does not fit is longer than any that is kept, whatever its characters are. */
  private static final int LARGEST_BUFFER = 4 << 20;

  private final InputStream in;
  private byte[] buffer = new byte[BUFFER];
  private final Deque<TextLine> returned = new ArrayDeque<>();
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private int position;
  private int limit;
  private long number;

  /**
   * Lines from where {@code in} stands.
   *
   * @param before lines of the file before that
   */
  ByteLines(InputStream in, long before) throws IOException {
    this.in = in;
    number = before;
    fill();
    if (before == 0 && limit >= 3 && isByteOrderMark()) {
      position = 3;
    }
  }

  /** The lines of a text that is at hand. */
  static ByteLines of(String text) throws IOException {
    return new ByteLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  private boolean isByteOrderMark() {
    return buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF;
  }

  /** Number of the line that comes next. */
  long nextNumber() {
    return (returned.isEmpty() ? number : returned.peek().number() - 1) + 1;
  }

  /** True if the next line lies in the buffer, at {@link #position}. */
  boolean isInBuffer() {
    return returned.isEmpty();
  }

  byte[] buffer() {
    return buffer;
  }

  int position() {
    return position;
  }

  int limit() {
    return limit;
  }

  /** Goes past the line that ends, its end included, before {@code after}. */
  void skipTo(int after) {
    position = after;
    number++;
  }

  /** Moves the rest to the front and reads more behind it; false if there is no more. */
  boolean fill() throws IOException {
    System.arraycopy(buffer, position, buffer, 0, limit - position);
    limit -= position;
    position = 0;
    if (limit == buffer.length && limit < LARGEST_BUFFER) {
      buffer = Arrays.copyOf(buffer, 2 * limit);
    }
    int before = limit;
    while (limit < buffer.length) {
      int more = in.read(buffer, limit, buffer.length - limit);
      if (more < 0) {
        break;
      }
      limit += more;
    }
    return limit > before;
  }

  @Override
  public TextLine next() throws IOException {
    if (!returned.isEmpty()) {
      return returned.pop();
    }
    if (position == limit && !fill()) {
      return null;
    }
    int end = endOfLine(position);
    boolean isMore = true;
    while (end == limit && isMore) {
      isMore = fill();
      end = endOfLine(position);
    }
    if (end == limit && limit == LARGEST_BUFFER) {
      return overlong();
    }
    String text = text(position, end);
    position = end;
    boolean isLong = text.length() > MAX_CHARS;
    String kept = isLong ? new LongText(text).summary() : text;
    return new TextLine(++number, kept, end(), isLong);
  }

  @Override
  public void giveBack(TextLine line) {
    returned.push(line);
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
    if (position == limit && !fill()) {
      return "";
    }
    if (buffer[position++] == '\n') {
      return "\n";
    }
    if ((position < limit || fill()) && buffer[position] == '\n') {
      position++;
      return "\r\n";
    }
    return "\r";
  }

  private String text(int from, int to) throws IOException {
    int at = from;
    while (at < to && buffer[at] >= 0) {
      at++;
    }
    return at == to
        ? new String(buffer, from, to - from, StandardCharsets.ISO_8859_1)
        : decoder.decode(ByteBuffer.wrap(buffer, from, to - from)).toString();
  }

  /** A line that the buffer does not hold; its bytes are looked at and let go. */
  private TextLine overlong() throws IOException {
    LongText rest = null;
    CharBuffer some = CharBuffer.allocate(1 << 16);
    decoder.reset();
    boolean isAtEnd;
    do {
      int end = endOfLine(position);
      isAtEnd = end < limit;
      ByteBuffer bytes = ByteBuffer.wrap(buffer, position, end - position);
      CoderResult result;
      do {
        result = decoder.decode(bytes, some, isAtEnd);
        if (result.isError()) {
          result.throwException();
        }
        rest = taken(some, rest);
      } while (result.isOverflow());
      position = end - bytes.remaining();
    } while (!isAtEnd && fill());
    if (!isAtEnd && position < limit) {
      // The file ends within a character.
      ByteBuffer half = ByteBuffer.wrap(buffer, position, limit - position);
      decoder.decode(half, some, true).throwException();
    }
    return new TextLine(++number, rest.summary(), end(), true);
  }

  private static LongText taken(CharBuffer some, LongText rest) {
    LongText taken = rest;
    if (taken == null) {
      taken = new LongText(new String(some.array(), 0, some.position()));
    } else {
      taken.add(some.array(), 0, some.position());
    }
    some.clear();
    return taken;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
