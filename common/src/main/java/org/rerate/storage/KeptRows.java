package org.rerate.storage;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.rerate.storage.RowFile.Word;
import org.rerate.table.ColumnSpec;
import org.rerate.table.TableSpec;

/**
 * Copies the rows that a replacement leaves of old files into files of their own, one per task and
 * period, value by value: Delta's writer takes several microseconds a row for it.
 */
final class KeptRows {

  private KeptRows() {}

  /**
   * Writes the rows of {@code old}, but for those that {@code where} names; the files count once
   * they are committed.
   */
  static List<WrittenFile> write(
      Dataset<Row> old, String where, TableSpec table, Period period, RowFolder folder) {
    List<ColumnSpec> columns =
        table.columns().stream().filter(c -> !table.partitionBy().contains(c.name())).toList();
    DataType[] types = columns.stream().map(c -> c.kind().type()).toArray(DataType[]::new);
    int day = dayOf(table, columns);
    // The partition's columns come last: the condition may name them, the files do not hold them.
    String[] names =
        Stream.concat(columns.stream().map(ColumnSpec::name), table.partitionBy().stream())
            .toArray(String[]::new);
    ScannedRows scanned = ScannedRows.of(old, names);
    int[] places = scanned.places();
    Expression kept = scanned.condition(old, "NOT coalesce(" + where + ", false)");
    return scanned
        .rows()
        .mapPartitions(
            rows ->
                write(
                    new Kept(rows, kept),
                    types,
                    places,
                    day,
                    new PeriodFiles(folder, table, period)))
        .collect();
  }

  /** Those of the rows that meet a condition; Spark's own way keeps a cache of parts, at a cost. */
  private static final class Kept implements Iterator<InternalRow> {

    private final Iterator<InternalRow> rows;
    private final Expression condition;
    private InternalRow next;

    private Kept(Iterator<InternalRow> rows, Expression condition) {
      this.rows = rows;
      this.condition = condition;
    }

    @Override
    public boolean hasNext() {
      while (next == null && rows.hasNext()) {
        InternalRow row = rows.next();
        next = Boolean.TRUE.equals(condition.eval(row)) ? row : null;
      }
      return next != null;
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      InternalRow row = next;
      next = null;
      return row;
    }
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
      Iterator<InternalRow> rows, DataType[] types, int[] places, int day, PeriodFiles files) {
    Texts[] texts = Stream.generate(Texts::new).limit(types.length).toArray(Texts[]::new);
    try (files) {
      while (rows.hasNext()) {
        InternalRow row = rows.next();
        int at = day < 0 ? -1 : places[day];
        RowFile file = files.of(at < 0 || row.isNullAt(at) ? 0 : row.getInt(at));
        for (int i = 0; i < types.length; i++) {
          put(file, row, places[i], types[i], texts[i]);
        }
        file.end();
      }
      return files.finish().iterator();
    }
  }

  /** Keeps the last text of a column: neighbouring rows mostly have the same. */
  private static final class Texts {

    private UTF8String last;
    private Word word;

    Word of(UTF8String text) {
      if (!text.equals(last)) {
        last = text.copy();
        word = Word.of(last.getBytes());
      }
      return word;
    }
  }

  private static void put(RowFile file, InternalRow row, int at, DataType type, Texts texts) {
    if (row.isNullAt(at)) {
      file.missing();
    } else if (type.equals(DataTypes.StringType)) {
      file.text(texts.of(row.getUTF8String(at)));
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
