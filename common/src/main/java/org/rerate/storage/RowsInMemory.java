package org.rerate.storage;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.rerate.domain.Days;
import org.rerate.storage.RowFile.Word;
import org.rerate.table.ColumnSpec;
import org.rerate.table.TableSpec;

/** Writes rows that this process holds as one file of a table, without a Spark job. */
final class RowsInMemory {

  private RowsInMemory() {}

  /**
   * Writes them.
   *
   * @param rows cells in the order of the table's columns, in the types of Spark's rows, old or new
   */
  static WrittenFile write(TableSpec table, List<Row> rows, RowFolder folder) {
    try (RowFile file = folder.create(table)) {
      for (Row row : rows) {
        for (int i = 0; i < row.size(); i++) {
          put(file, row.get(i), table.columns().get(i));
        }
        file.end();
      }
      return file.finish();
    }
  }

  private static void put(RowFile file, Object cell, ColumnSpec column) {
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
