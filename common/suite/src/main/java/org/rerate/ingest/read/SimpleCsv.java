package org.rerate.ingest.read;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rerate.table.ColumnSpec;

/**
 * Cuts lines into fields as bytes: lines of printable ASCII, with quotes at most around a whole
 * field. Whatever else a line holds is left to {@link CsvRecords}.
 */
final class SimpleCsv {

  /** What the line that comes next is. */
  enum Found {
    /** A row, which the cells hold now. */
    ROW,
    /** Nothing but its end. */
    BLANK,
    /** Something that is to be read in the long way, or the end. */
    OTHER
  }

  private static final int ODD = -1;

  private static final int CUT_SHORT = -2;

  private static final byte PLAIN = 0;

  private static final byte DELIMITER = 1;

  private static final byte SPECIAL = 2;

  private final byte[] classes = new byte[256];
  private final byte delimiter;
  private final int[] places;
  private final int[] starts;
  private final int[] ends;
  private final byte[] firstName;
  private final SimpleCells cells;
  private final boolean isPossible;
  private int after;

  SimpleCsv(Header header, char delimiter, List<ColumnSpec> columns, SimpleCells cells) {
    this.delimiter = (byte) delimiter;
    this.cells = cells;
    for (int i = 0; i < classes.length; i++) {
      classes[i] = i < ' ' || i > '~' || i == '"' ? SPECIAL : PLAIN;
    }
    classes[delimiter & 0xFF] = DELIMITER;
    places = columns.stream().mapToInt(column -> header.place(column.name())).toArray();
    starts = new int[header.size()];
    ends = new int[header.size()];
    String text = header.text();
    isPossible =
        delimiter > ' '
            && delimiter < '~'
            && delimiter != '"'
            && text.chars().allMatch(c -> c < 128);
    firstName = header.firstName().getBytes(StandardCharsets.US_ASCII);
  }

  /** Where the next line starts, once the row is taken. */
  int after() {
    return after;
  }

  /** Looks at the next line. */
  Found read(ByteLines lines) throws java.io.IOException {
    if (!isPossible) {
      return Found.OTHER;
    }
    int count = cut(lines.buffer(), lines.position(), lines.limit());
    if (count == CUT_SHORT && lines.fill()) {
      count = cut(lines.buffer(), lines.position(), lines.limit());
    }
    if (count == 1 && starts[0] == ends[0] && starts[0] == lines.position()) {
      return Found.BLANK;
    }
    boolean isRow = count == starts.length && isShort(lines) && fill(lines.buffer());
    return isRow ? Found.ROW : Found.OTHER;
  }

  private boolean isShort(ByteLines lines) {
    return after - lines.position() <= ByteLines.MAX_CHARS;
  }

  private boolean fill(byte[] bytes) {
    if (isFirstName(bytes)) {
      return false;
    }
    cells.start();
    for (int column = 0; column < places.length; column++) {
      int place = places[column];
      boolean isEmpty = place < 0 || starts[place] == ends[place];
      if (isEmpty
          ? !cells.setEmpty(column)
          : !cells.set(column, bytes, starts[place], ends[place])) {
        return false;
      }
    }
    return cells.end();
  }

  /** True if the row may be the header once more. */
  private boolean isFirstName(byte[] bytes) {
    if (ends[0] - starts[0] != firstName.length) {
      return false;
    }
    for (int i = 0; i < firstName.length; i++) {
      int difference = bytes[starts[0] + i] ^ firstName[i];
      // Letters differ in one bit from their capitals; others that do are looked at once more.
      if (difference != 0 && difference != 0x20) {
        return false;
      }
    }
    return true;
  }

  /** Counts the fields and notes where they are. */
  private int cut(byte[] bytes, int from, int limit) {
    int count = 0;
    int start = from;
    int at = from;
    while (at < limit) {
      byte one = bytes[at];
      int kind = classes[one & 0xFF];
      if (kind == PLAIN) {
        at++;
        continue;
      }
      int end = at;
      if (kind == SPECIAL && one == '"') {
        at = quoted(bytes, start, at, limit);
        if (at < 0) {
          return at;
        }
        end = at - 1;
        start++;
        one = bytes[at];
        kind = classes[one & 0xFF];
      }
      if (count == starts.length || isPadded(bytes, start, end)) {
        return ODD;
      }
      starts[count] = start;
      ends[count++] = end;
      at++;
      start = at;
      if (kind != DELIMITER) {
        return ends(bytes, at, limit) ? count : after == CUT_SHORT ? CUT_SHORT : ODD;
      }
    }
    return CUT_SHORT;
  }

  /** True if the line ends with the byte before {@code at}, or the one there. */
  private boolean ends(byte[] bytes, int at, int limit) {
    if (bytes[at - 1] == '\n') {
      after = at;
      return true;
    }
    if (bytes[at - 1] == '\r') {
      after = at < limit && bytes[at] == '\n' ? at + 1 : at < limit ? ODD : CUT_SHORT;
      return after > 0;
    }
    after = ODD;
    return false;
  }

  /** The place after the quote that closes the field; or that there is none. */
  private int quoted(byte[] bytes, int start, int quote, int limit) {
    if (quote != start) {
      return ODD;
    }
    int at = quote + 1;
    while (at < limit && (classes[bytes[at] & 0xFF] != SPECIAL)) {
      at++;
    }
    if (at + 1 >= limit) {
      return CUT_SHORT;
    }
    byte next = bytes[at + 1];
    boolean isClosed = bytes[at] == '"' && (next == delimiter || next == '\n' || next == '\r');
    return isClosed ? at + 1 : ODD;
  }

  /** Spaces around a value are none of it; whoever takes them off is to look at them. */
  private static boolean isPadded(byte[] bytes, int start, int end) {
    return start < end && (bytes[start] == ' ' || bytes[end - 1] == ' ');
  }
}
