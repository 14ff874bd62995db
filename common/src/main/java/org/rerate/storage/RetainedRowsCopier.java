package org.rerate.storage;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.rerate.storage.DataFileWriter.Word;
import org.rerate.table.ColumnSpec;
import org.rerate.table.TableSpec;

/**
 * Copies the rows that a replacement leaves of old files into files of their own, one per task and
 * period: Delta's writer takes several microseconds a row for it. By columns where Spark reads by
 * columns, else value by value.
 */
final class RetainedRowsCopier {

  private final int[] places;
  private final int dayPlace;
  private final DatedFileWriter files;
  private final Cell[] cells;
  private final RetainedColumnsCopier kept;

  private RetainedRowsCopier(
      List<ColumnSpec> columns, int[] places, int dayPlace, DatedFileWriter files) {
    this.places = places;
    this.dayPlace = dayPlace;
    this.files = files;
    this.cells = columns.stream().map(RetainedRowsCopier::cell).toArray(Cell[]::new);
    this.kept = new RetainedColumnsCopier(columns, places);
  }

  /**
   * Writes the rows of {@code old}, but for those that {@code replaced} names; the files count once
   * they are committed.
   */
  static List<DataFile> write(
      Dataset<Row> old, OverwriteSpec replaced, TableSpec table, DataFileLocation folder) {
    List<ColumnSpec> columns = heldBy(table);
    int day = dayOf(table, columns);
    // The partition's columns come last: the condition may name them, the files do not hold them.
    String[] names =
        Stream.concat(columns.stream().map(ColumnSpec::name), table.partitionBy().stream())
            .toArray(String[]::new);
    ScannedRows scanned = ScannedRows.of(old, names);
    int[] places = scanned.places();
    RowTest test = scanned.test(old, replaced.where());
    Period period = replaced.period();
    int firstDay = replaced.firstDay();
    int lastDay = replaced.lastDay();
    return scanned
        .rows()
        .mapPartitions(
            rows -> {
              try (DatedFileWriter files =
                  new DatedFileWriter(folder, table, period, firstDay, lastDay)) {
                new RetainedRowsCopier(columns, places, day < 0 ? -1 : places[day], files)
                    .copy(rows, test);
                return files.finish().iterator();
              }
            })
        .collect();
  }

  /** Writes all rows of {@code rows}, a file for each part of theirs. */
  static List<DataFile> writeAll(Dataset<Row> rows, TableSpec table, DataFileLocation folder) {
    List<ColumnSpec> columns = heldBy(table);
    Column[] names =
        columns.stream().map(ColumnSpec::name).map(functions::col).toArray(Column[]::new);
    int[] places = IntStream.range(0, names.length).toArray();
    return InternalRows.of(rows.select(names))
        .mapPartitions(
            part -> {
              try (DatedFileWriter one = new DatedFileWriter(folder, table, Period.YEAR)) {
                RetainedRowsCopier kept = new RetainedRowsCopier(columns, places, -1, one);
                part.forEachRemaining(kept::copy);
                return one.finish().iterator();
              }
            })
        .collect();
  }

  /** Columns that files hold: a partition's stand in the log. */
  private static List<ColumnSpec> heldBy(TableSpec table) {
    return table.columns().stream().filter(c -> !table.partitionBy().contains(c.name())).toList();
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

  private void copy(Iterator<InternalRow> rows, RowTest replaced) {
    if (rows instanceof ScannedRows.Views views) {
      copyColumns(views, replaced);
      return;
    }
    int run = 0;
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      run++;
      if (!replaced.isMet(row, run)) {
        copy(row);
      }
    }
  }

  private void copyColumns(ScannedRows.Views rows, RowTest replaced) {
    int[] asked = replaced.textPlaces();
    DataFileWriter file = null;
    int alike = 0;
    int run = 0;
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      if (rows.at() == 0) {
        kept.start(rows.batch());
      }
      if (alike == 0) {
        alike = rows.alike(asked);
        run++;
      }
      alike--;
      if (!replaced.isMet(row, run)) {
        DataFileWriter of = fileOf(row);
        if (file != of && file != null) {
          kept.writeTo(file);
        }
        file = of;
        kept.add(rows.at());
      }
      if (file != null && rows.at() + 1 == rows.batch().numRows()) {
        kept.writeTo(file);
      }
    }
  }

  private DataFileWriter fileOf(InternalRow row) {
    return files.of(dayPlace < 0 || row.isNullAt(dayPlace) ? 0 : row.getInt(dayPlace));
  }

  private void copy(InternalRow row) {
    DataFileWriter file = fileOf(row);
    for (int i = 0; i < cells.length; i++) {
      if (row.isNullAt(places[i])) {
        file.missing();
      } else {
        cells[i].put(file, row, places[i]);
      }
    }
    file.end();
  }

  /** Copies a value of one type. */
  private interface Cell {
    void put(DataFileWriter file, InternalRow row, int place);
  }

  private static Cell cell(ColumnSpec column) {
    DataType type = column.kind().type();
    if (type.equals(DataTypes.StringType)) {
      return new Texts();
    } else if (type.equals(DataTypes.DoubleType)) {
      return (file, row, place) -> file.number(row.getDouble(place));
    } else if (type.equals(DataTypes.LongType) || type.equals(DataTypes.TimestampType)) {
      return (file, row, place) -> file.whole(row.getLong(place));
    } else if (type.equals(DataTypes.BooleanType)) {
      return (file, row, place) -> file.truth(row.getBoolean(place));
    }
    return (file, row, place) -> file.whole(row.getInt(place));
  }

  /** Keeps the last text of a column: neighbouring rows mostly have the same. */
  private static final class Texts implements Cell {

    private UTF8String last;
    private Word word;

    @Override
    public void put(DataFileWriter file, InternalRow row, int place) {
      UTF8String text = row.getUTF8String(place);
      if (!text.equals(last)) {
        last = text.copy();
        word = Word.of(last.getBytes());
      }
      file.text(word);
    }
  }
}
