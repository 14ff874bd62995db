package org.rerate.ingest.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.rerate.table.ColumnKind;
import org.rerate.table.ColumnSpec;
import org.rerate.table.MarketTables;

/** The CSV files of a feed once more as other kinds of files, record for record. */
final class WorldCopies {

  private static final ObjectMapper JSON = new ObjectMapper();

  private WorldCopies() {}

  /** A CSV file without quotes, cut. */
  record Table(String name, List<String> header, List<String[]> records) {}

  static List<Table> tables(Path feed) {
    try (Stream<Path> files = Files.list(feed)) {
      return files.sorted().map(WorldCopies::table).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Table table(Path file) {
    try {
      List<String> lines = Files.readString(file).replace("\uFEFF", "").lines().toList();
      List<String[]> records = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        records.add(cut(line));
      }
      String name = file.getFileName().toString().replace(".csv", "");
      return new Table(name, List.of(cut(lines.get(0))), records);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] cut(String line) {
    String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cells[i].replaceAll("^\"|\"$", "").replace("\"\"", "\"");
    }
    return cells;
  }

  /** A JSON object a line; numbers and truth values without quotes, some missing values as null. */
  static String jsonLines(Table table) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < table.records().size(); row++) {
      List<String> members = new ArrayList<>();
      String[] cells = table.records().get(row);
      for (int i = 0; i < cells.length; i++) {
        if (!cells[i].isEmpty() || (row + i) % 2 == 0) {
          String name =
              row % 3 == 0 ? table.header().get(i).toUpperCase(Locale.ROOT) : table.header().get(i);
          members.add('"' + name + "\":" + value(cells[i]));
        }
      }
      text.append('{').append(String.join(", ", members)).append("}\n");
    }
    return text.toString();
  }

  private static String value(String cell) {
    if (cell.isEmpty()) {
      return "null";
    }
    try {
      boolean isBare = cell.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?|true|false|NaN");
      return isBare ? cell : JSON.writeValueAsString(cell);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every column as text. */
  static Dataset<Row> texts(SparkSession spark, Table table) {
    StructType type = new StructType();
    for (String column : table.header()) {
      type = type.add(column, DataTypes.StringType);
    }
    List<Row> rows =
        table.records().stream()
            .map(
                cells ->
                    RowFactory.create(Stream.of(cells).map(c -> c.isEmpty() ? null : c).toArray()))
            .toList();
    return spark.createDataFrame(rows, type).coalesce(1);
  }

  /** Every column of its feed column's type; what cannot be cast is missing. */
  static Dataset<Row> typed(SparkSession spark, Table table, Map<String, String> otherTypes) {
    Dataset<Row> texts = texts(spark, table);
    String[] columns =
        IntStream.range(0, table.header().size())
            .mapToObj(i -> typed(table, table.header().get(i), otherTypes))
            .toArray(String[]::new);
    return texts.selectExpr(columns);
  }

  private static String typed(Table table, String name, Map<String, String> otherTypes) {
    ColumnSpec column =
        MarketTables.named(table.name()).orElseThrow().feedColumns().stream()
            .filter(c -> c.name().equals(name))
            .findFirst()
            .orElse(null);
    if (column == null || column.kind() == ColumnKind.TEXT) {
      return name;
    }
    String type = otherTypes.getOrDefault(name, column.kind().type().sql());
    return "try_cast(" + name + " AS " + type + ") AS " + name;
  }
}
