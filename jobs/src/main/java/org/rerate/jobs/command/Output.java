package org.rerate.jobs.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Prints rows as a table for people, as CSV, or as one JSON object a line. */
public final class Output {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final ObjectMapper DOCUMENTS =
      new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .registerModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addSerializer(LocalDate.class, ToStringSerializer.instance));

  /** Rows of a table that are measured to find the widths of its columns. */
  private static final int MEASURED = 1000;

  private final PrintStream out;
  private final CommonOptions.Format format;

  /** Printing to {@code out}. */
  public Output(PrintStream out, CommonOptions.Format format) {
    this.out = out;
    this.format = format;
  }

  /**
   * Rows as they are asked for, counted, until the thread that asks is interrupted. It is one row
   * ahead, so that a query that fails with its first row has not printed a header.
   */
  private static final class Counted implements Iterator<Row> {

    private final Iterator<Row> rows;
    private boolean hasMore;
    private long count;

    private final LongConsumer counted;

    Counted(Iterator<Row> rows) {
      this(rows, count -> {});
    }

    Counted(Iterator<Row> rows, LongConsumer counted) {
      this.rows = rows;
      this.counted = counted;
      this.hasMore = rows.hasNext();
    }

    @Override
    public boolean hasNext() {
      return hasMore && !Thread.currentThread().isInterrupted();
    }

    @Override
    public Row next() {
      Row row = rows.next();
      counted.accept(++count);
      hasMore = rows.hasNext();
      return row;
    }
  }

  /**
   * Flushes, and fails if anything that was printed is lost, which a stream keeps to itself.
   *
   * @throws UncheckedIOException for instance on a full disk
   */
  public static void requireWritten(PrintStream out) {
    if (out.checkError()) {
      throw new UncheckedIOException(
          new IOException("the answer could not be written: No space left on device"));
    }
  }

  /**
   * Prints all rows; they are streamed, not gathered.
   *
   * @return how many there were
   */
  public long print(Dataset<Row> rows) {
    return printCounted(rows, count -> {});
  }

  /**
   * The same.
   *
   * @param counted is told before each row is printed how many there are; it may throw
   */
  public long printCounted(Dataset<Row> rows, LongConsumer counted) {
    List<String> columns = List.of(rows.columns());
    Counted all = new Counted(rows.toLocalIterator(), counted);
    switch (format) {
      case csv -> csv(columns, all);
      case json -> json(columns, all);
      case table -> table(columns, all);
    }
    out.flush();
    return all.count;
  }

  /**
   * Prints all rows, and for people what is to be said about some of them below.
   *
   * @param remarks the sentences on a row; none for most
   */
  public void print(Dataset<Row> rows, Function<Row, List<String>> remarks) {
    if (format != CommonOptions.Format.table) {
      print(rows);
      return;
    }
    List<String> said = new ArrayList<>();
    Counted all = new Counted(rows.toLocalIterator());
    table(
        List.of(rows.columns()),
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return all.hasNext();
          }

          @Override
          public Row next() {
            Row row = all.next();
            said.addAll(remarks.apply(row));
            return row;
          }
        });
    if (!said.isEmpty()) {
      out.println();
      said.forEach(out::println);
    }
    out.flush();
  }

  /** Prints rows of cells as CSV, or as one JSON object a line; null is missing. */
  public void cells(List<String> columns, List<List<Object>> rows) {
    if (format == CommonOptions.Format.json) {
      rows.forEach(cells -> object(columns, cells));
    } else {
      csv(columns, rows);
    }
  }

  /** Prints rows of cells as CSV, whatever the format asked for; null is missing. */
  public void csv(List<String> columns, List<List<Object>> rows) {
    header(columns);
    rows.forEach(this::line);
  }

  /** Prints one object, with everything below it, as one JSON document. */
  public void document(Object object) {
    try {
      out.println(DOCUMENTS.writeValueAsString(object));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One object, with everything below it, as {@link #document} prints it. */
  @SuppressWarnings("unchecked") // a record is a map with texts as keys
  public static Map<String, Object> plainDocument(Object object) {
    return DOCUMENTS.convertValue(object, Map.class);
  }

  private void csv(List<String> columns, Iterator<Row> rows) {
    header(columns);
    while (rows.hasNext()) {
      Row row = rows.next();
      List<Object> cells = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        cells.add(row.get(i));
      }
      line(cells);
    }
  }

  private void header(List<String> columns) {
    out.print(CsvLine.of(columns));
  }

  private void line(List<Object> cells) {
    out.print(CsvLine.of(cells.stream().map(Output::csvCell).toList()));
  }

  /** Numbers stay numbers: their signs are no danger. */
  private static Object csvCell(Object cell) {
    return cell == null || cell instanceof Number ? cell : text(cell);
  }

  private void json(List<String> columns, Iterator<Row> rows) {
    while (rows.hasNext()) {
      Row row = rows.next();
      List<Object> cells = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        cells.add(row.get(i));
      }
      object(columns, cells);
    }
  }

  /**
   * A row as JSON has it, by column; a column whose name came before gets a number, such as "pe_2".
   */
  public static Map<String, Object> plain(Row row) {
    List<Object> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      cells.add(row.get(i));
    }
    return plain(List.of(row.schema().fieldNames()), cells);
  }

  /** An object has a name once, and no value may be lost. */
  private static Map<String, Object> plain(List<String> columns, List<Object> cells) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i);
      // A column that is called pe_2 keeps its name.
      for (int n = 2; object.containsKey(name) || (n > 2 && columns.contains(name)); n++) {
        name = columns.get(i) + "_" + n;
      }
      object.put(name, plain(cells.get(i)));
    }
    return object;
  }

  private void object(List<String> columns, List<Object> cells) {
    try {
      out.println(JSON.writeValueAsString(plain(columns, cells)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object plain(Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof scala.collection.Iterable<?> list) {
      Collection<Object> plain = new ArrayList<>();
      list.foreach(
          item -> {
            plain.add(plain(item));
            return null;
          });
      return plain;
    }
    return text(value);
  }

  private void table(List<String> columns, Iterator<Row> rows) {
    List<List<String>> measured = new ArrayList<>();
    boolean[] numeric = new boolean[columns.size()];
    while (rows.hasNext() && measured.size() < MEASURED) {
      measured.add(cells(columns.size(), rows.next(), numeric));
    }
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = columns.get(i).length();
      for (List<String> row : measured) {
        widths[i] =
            Math.max(widths[i], row.get(i).lines().mapToInt(String::length).max().orElse(0));
      }
    }
    out.println(line(columns, widths, numeric));
    List<String> rule = new ArrayList<>();
    for (int width : widths) {
      rule.add("-".repeat(width));
    }
    out.println(String.join("  ", rule));
    measured.forEach(row -> out.println(line(row, widths, numeric)));
    while (rows.hasNext()) {
      out.println(line(cells(columns.size(), rows.next(), numeric), widths, numeric));
    }
  }

  private static List<String> cells(int columns, Row row, boolean[] numeric) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      numeric[i] |= row.get(i) instanceof Number;
      cells.add(row.isNullAt(i) ? "" : text(row.get(i)));
    }
    return cells;
  }

  private static String line(List<String> cells, int[] widths, boolean[] right) {
    List<String> padded = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      String space = " ".repeat(Math.max(0, widths[i] - cells.get(i).length()));
      padded.add(right[i] ? space + cells.get(i) : cells.get(i) + space);
    }
    return String.join("  ", padded).stripTrailing();
  }

  private static String text(Object value) {
    if (value instanceof Timestamp timestamp) {
      return timestamp.toInstant().toString();
    }
    if (value instanceof Date date) {
      return date.toLocalDate().toString();
    }
    if (value instanceof byte[] bytes) {
      return bytes.length + " bytes";
    }
    if (value instanceof scala.collection.Iterable<?> list) {
      return list.mkString("[", ", ", "]");
    }
    return String.valueOf(value);
  }
}
