package org.rerate.storage;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.rerate.storage.RowFile.Word;
import org.rerate.table.ColumnSpec;
import org.rerate.table.TableSpec;

/**
 * Copies the rows that a replacement leaves of old files into files of their own, one per task and
 * period, value by value: Delta's writer takes several microseconds a row for it.
 */
final class KeptRows {

  private KeptRows() {}

  /** Writes the rows; the files count once they are committed. */
  static List<WrittenFile> write(
      Dataset<Row> rows, TableSpec table, Period period, RowFolder folder) {
    List<ColumnSpec> columns =
        table.columns().stream().filter(c -> !table.partitionBy().contains(c.name())).toList();
    DataType[] types = columns.stream().map(c -> c.kind().type()).toArray(DataType[]::new);
    int day = dayOf(table, columns);
    return InternalRows.of(
            rows.select(columns.stream().map(c -> functions.col(c.name())).toArray(Column[]::new)))
        .mapPartitions(kept -> write(kept, types, day, new PeriodFiles(folder, table, period)))
        .collect();
  }

  /** The place of the date by which files are told apart; -1 if the table has none in its key. */
  private static int dayOf(TableSpec table, List<ColumnSpec> columns) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).kind().isDate() && table.key().contains(columns.get(i).name())) {
        return i;
      }
    }
    return -1;
  }

  private static Iterator<WrittenFile> write(
      Iterator<InternalRow> rows, DataType[] types, int day, PeriodFiles files) {
    try (files) {
      while (rows.hasNext()) {
        InternalRow row = rows.next();
        RowFile file = files.of(day < 0 || row.isNullAt(day) ? 0 : row.getInt(day));
        for (int i = 0; i < types.length; i++) {
          put(file, row, i, types[i]);
        }
        file.end();
      }
      return files.finish().iterator();
    }
  }

  private static void put(RowFile file, InternalRow row, int at, DataType type) {
    if (row.isNullAt(at)) {
      file.missing();
    } else if (type.equals(DataTypes.StringType)) {
      file.text(Word.of(row.getUTF8String(at).getBytes()));
    } else if (type.equals(DataTypes.DoubleType)) {
      file.number(row.getDouble(at));
    } else if (type.equals(DataTypes.LongType) || type.equals(DataTypes.TimestampType)) {
      file.whole(row.getLong(at));
    } else if (type.equals(DataTypes.BooleanType)) {
      file.truth(row.getBoolean(at));
    } else {
      file.whole(row.getInt(at));
    }
  }
}
