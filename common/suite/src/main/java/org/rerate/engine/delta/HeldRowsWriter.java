package org.rerate.engine.delta;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.rerate.domain.Days;
import org.rerate.engine.parquet.DataFile;
import org.rerate.engine.parquet.DataFileLocation;
import org.rerate.engine.parquet.DataFileWriter;
import org.rerate.engine.parquet.DataFileWriter.Word;
import org.rerate.table.ColumnSpec;
import org.rerate.table.TableSpec;

/** Writes rows that this process holds as files of a table, without a Spark job. */
public final class HeldRowsWriter {

  private HeldRowsWriter() {}

  /**
   * Writes them, a file for each partition.
   *
   * @param rows cells in the order of the table's columns, in the types of Spark's rows, old or new
   * @return the files with the values of their partition columns
   */
  public static Map<DataFile, Map<String, String>> write(
      TableSpec table, List<Row> rows, DataFileLocation folder) {
    int[] partitioned =
        table.partitionBy().stream().mapToInt(table.columnNames()::indexOf).toArray();
    Map<Map<String, String>, List<Row>> partitions =
        rows.stream().collect(Collectors.groupingBy(row -> partition(row, table, partitioned)));
    Map<DataFile, Map<String, String>> files = new LinkedHashMap<>();
    partitions.forEach((values, some) -> files.put(one(table, some, folder), values));
    return files;
  }

  private static Map<String, String> partition(Row row, TableSpec table, int[] places) {
    Map<String, String> values = new HashMap<>();
    for (int place : places) {
      values.put(table.columns().get(place).name(), Objects.toString(row.get(place), null));
    }
    return values;
  }

  private static DataFile one(TableSpec table, List<Row> rows, DataFileLocation folder) {
    try (DataFileWriter file = folder.create(table)) {
      for (Row row : rows) {
        for (int i = 0; i < row.size(); i++) {
          ColumnSpec column = table.columns().get(i);
          if (!table.partitionBy().contains(column.name())) {
            put(file, row.get(i), column);
          }
        }
        file.end();
      }
      return file.finish();
    }
  }

  private static void put(DataFileWriter file, Object cell, ColumnSpec column) {
    if (cell == null) {
      file.missing();
    } else if (cell instanceof String text) {
      file.text(Word.of(text));
    } else if (cell instanceof Integer whole) {
      file.whole(whole);
    } else if (cell instanceof Long whole) {
      file.whole(whole);
    } else if (cell instanceof Double number) {
      file.number(number);
    } else if (cell instanceof Boolean truth) {
      file.truth(truth);
    } else if (cell instanceof byte[] bytes) {
      file.text(Word.of(bytes));
    } else if (cell instanceof LocalDate day) {
      file.whole((int) day.toEpochDay());
    } else if (cell instanceof Date day) {
      file.whole((int) day.toLocalDate().toEpochDay());
    } else if (cell instanceof Instant at) {
      file.whole(Days.micros(at));
    } else if (cell instanceof Timestamp at) {
      file.whole(Days.micros(at.toInstant()));
    } else {
      throw new IllegalArgumentException(
          column.name() + " cannot be written from a " + cell.getClass().getName());
    }
  }
}
