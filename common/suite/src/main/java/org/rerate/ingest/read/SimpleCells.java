package org.rerate.ingest.read;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.rerate.domain.Days;
import org.rerate.engine.batch.BatchSchema;
import org.rerate.engine.batch.RowCursor;
import org.rerate.engine.batch.StringDictionary;
import org.rerate.table.ColumnKind;
import org.rerate.table.ColumnSpec;

/**
 * Sets the values of a row from the bytes of its fields, where they are written as nearly all are,
 * or from typed columns. For such rows the outcome is that of {@link RowReader}; of others it only
 * says that they are not.
 */
final class SimpleCells {

  private static final byte UNKNOWN = 0;

  private static final byte GOOD = 1;

  private static final byte BAD = 2;

  private final BatchSchema shape;
  private final RowCursor cells;
  private final ColumnSpec[] columns;
  private final ColumnKind[] kinds;
  private final int[] last;
  private final byte[][] words;
  private final Object[] defaults;
  private final CellReader reader;
  private final Complaints ignored = new Complaints("");
  private final int retracted;
  private final int knownAt;
  private final int businessDay;
  private final ValueRules rules;
  private int generation;

  SimpleCells(BatchSchema shape, RowCursor cells, LocalDate runDay) {
    this.shape = shape;
    this.cells = cells;
    columns = shape.spec().feedColumns().toArray(ColumnSpec[]::new);
    kinds = Arrays.stream(columns).map(ColumnSpec::kind).toArray(ColumnKind[]::new);
    last = new int[columns.length];
    words = new byte[columns.length][];
    reader = new CellReader(runDay);
    defaults = new Object[columns.length];
    for (int i = 0; i < columns.length; i++) {
      String text = columns[i].defaultValue();
      Object value = text == null ? null : reader.read(columns[i], text, ignored);
      defaults[i] = shape.isText(i) && text != null ? text.getBytes(StandardCharsets.UTF_8) : value;
    }
    List<String> names = Arrays.stream(columns).map(ColumnSpec::name).toList();
    retracted = names.indexOf("retracted");
    knownAt = names.indexOf("known_at");
    String day = shape.spec().businessDay();
    businessDay = day == null ? -1 : names.indexOf(day);
    rules = new ValueRules(runDay);
    forget();
  }

  private void forget() {
    generation = cells.texts().generation();
    Arrays.fill(last, -1);
    for (int i = 0; i < columns.length; i++) {
      words[i] = shape.isText(i) ? new byte[1 << 8] : null;
    }
  }

  /** Starts a row. */
  void start() {
    cells.clear();
    if (generation != cells.texts().generation()) {
      forget();
    }
  }

  /** Sets a column that has no text; false if it needs one. */
  boolean setEmpty(int column) {
    if (defaults[column] instanceof byte[] text) {
      return word(column, text, 0, text.length);
    }
    if (defaults[column] != null) {
      cells.set(column, defaults[column]);
      return true;
    }
    return !columns[column].required();
  }

  /** Sets a column; false if its text is not as nearly all are. */
  boolean set(int column, byte[] bytes, int from, int to) {
    return switch (kinds[column]) {
      case TEXT, CODE, CURRENCY -> word(column, bytes, from, to);
      case NUMBER, POSITIVE -> number(column, SimpleNumbers.number(bytes, from, to));
      case INTEGER -> whole(column, SimpleNumbers.whole(bytes, from, to, 9));
      case LONG -> whole(column, SimpleNumbers.whole(bytes, from, to, 15));
      case DATE, PERIOD_END, OPEN_END ->
          to - from == 10 && day(column, SimpleNumbers.day(bytes, from));
      case INSTANT -> instant(column, SimpleNumbers.instant(bytes, from, to));
      case BOOLEAN -> truth(column, bytes, from, to);
      case BYTES, CODES -> false;
    };
  }

  /** Sets a column to the value of a typed one; false if it breaks a rule, or needs more care. */
  boolean set(int column, TypedCell cell, InternalRow row) {
    if (cell.isMissing(row)) {
      return setEmpty(column);
    }
    return switch (kinds[column]) {
      case TEXT, CODE, CURRENCY -> word(column, row.getUTF8String(cell.place()));
      case NUMBER, POSITIVE -> number(column, cell.number(row));
      case INTEGER, LONG -> {
        double value = cell.number(row);
        boolean isGood = ValueRules.ofNumber(kinds[column], value) == null;
        yield isGood && whole(column, (long) value);
      }
      case DATE, PERIOD_END, OPEN_END -> day(column, row.getInt(cell.place()));
      case INSTANT -> instant(column, row.getLong(cell.place()));
      case BOOLEAN -> {
        cells.set(column, row.getBoolean(cell.place()) ? 1L : 0L);
        yield true;
      }
      case BYTES, CODES -> false;
    };
  }

  /** Ends a row; false if it is one that takes a key back, which needs more care. */
  boolean end() {
    if (cells.value(retracted) != 0) {
      return false;
    }
    if (cells.isNullAt(knownAt)) {
      if (businessDay < 0) {
        cells.set(knownAt, Days.SINCE_EVER);
      } else if (cells.isNullAt(businessDay) || columns[businessDay].name().equals("month")) {
        return false;
      } else {
        cells.set(knownAt, Days.endOf((int) cells.value(businessDay)));
      }
    }
    return true;
  }

  /** Only what begins and ends in visible ASCII is sure to have no spaces around it. */
  private boolean word(int column, UTF8String text) {
    int length = text.numBytes();
    if (length == 0) {
      return setEmpty(column);
    }
    if (text.getByte(0) <= ' ' || text.getByte(length - 1) <= ' ') {
      return false;
    }
    byte[] bytes = text.getBytes();
    return word(column, bytes, 0, bytes.length);
  }

  private boolean word(int column, byte[] bytes, int from, int to) {
    StringDictionary texts = cells.texts();
    int id = last[column];
    if (id < 0 || !texts.is(id, bytes, from, to - from)) {
      id = texts.of(bytes, from, to - from);
      if (!isGood(column, id)) {
        return false;
      }
      last[column] = id;
    }
    cells.set(column, (long) id);
    return true;
  }

  private boolean isGood(int column, int id) {
    if (id >= words[column].length) {
      words[column] = Arrays.copyOf(words[column], 2 * id);
    }
    byte known = words[column][id];
    if (known == UNKNOWN) {
      String text = cells.texts().word(id).toString();
      known = reader.read(columns[column], text, ignored) == null ? BAD : GOOD;
      ignored.reset(0);
      words[column][id] = known;
    }
    return known == GOOD;
  }

  private boolean whole(int column, long value) {
    if (value != Long.MIN_VALUE) {
      cells.set(column, value);
    }
    return value != Long.MIN_VALUE;
  }

  private boolean number(int column, double value) {
    boolean isGood = ValueRules.ofNumber(kinds[column], value) == null;
    if (isGood) {
      cells.set(column, ValueRules.stored(value));
    }
    return isGood;
  }

  private boolean day(int column, int day) {
    if (ValueRules.isNever(kinds[column], day)) {
      return true;
    }
    boolean isGood = rules.ofDay(kinds[column], day) == null;
    if (isGood) {
      cells.set(column, (long) day);
    }
    return isGood;
  }

  private boolean instant(int column, long micros) {
    boolean isGood = rules.ofInstant(micros) == null;
    if (isGood) {
      cells.set(column, micros);
    }
    return isGood;
  }

  private boolean truth(int column, byte[] bytes, int from, int to) {
    boolean isTrue = to - from == 4 && bytes[from] == 't' && bytes[from + 3] == 'e';
    String text = isTrue ? "true" : "false";
    boolean is = to - from == text.length();
    for (int i = 0; is && i < text.length(); i++) {
      is = bytes[from + i] == text.charAt(i);
    }
    if (is) {
      cells.set(column, isTrue ? 1L : 0L);
    }
    return is;
  }
}
