package org.rerate.ingest.load;

import java.util.Arrays;
import java.util.List;
import org.rerate.engine.batch.BatchSchema;
import org.rerate.engine.batch.BatchStore;
import org.rerate.engine.filter.Period;
import org.rerate.engine.parquet.DataFile;
import org.rerate.engine.parquet.DataFileLocation;
import org.rerate.engine.parquet.DataFileWriter;
import org.rerate.engine.parquet.DatedFileWriter;
import org.rerate.table.ColumnKind;

/** Writes accepted rows of a task to files of their table, with where they came from. */
final class AcceptedFile implements AutoCloseable {

  private final BatchStore rows;
  private final BatchSchema shape;
  private final ColumnKind[] kinds;
  private final DataFileWriter.Word mapping;
  private final DataFileWriter.Word run;
  private final long ingestedAt;
  private DataFileWriter.Word[] words;
  private final DatedFileWriter files;
  private final int day;
  private DataFileWriter file;

  /**
   * Files in a folder; none is made before the first row.
   *
   * @param isOne true for one file of all days, false for one of each five years
   */
  AcceptedFile(
      DataFileLocation folder,
      BatchStore rows,
      String mapping,
      String run,
      long ingestedAt,
      boolean isOne) {
    this.rows = rows;
    shape = rows.shape();
    kinds = shape.spec().feedColumns().stream().map(c -> c.kind()).toArray(ColumnKind[]::new);
    this.mapping = DataFileWriter.Word.of(mapping);
    this.run = DataFileWriter.Word.of(run);
    this.ingestedAt = ingestedAt;
    files = new DatedFileWriter(folder, shape.spec().table(), Period.FIVE_YEARS);
    String businessDay = shape.spec().businessDay();
    day = businessDay == null || isOne ? -1 : shape.place(businessDay);
    words = new DataFileWriter.Word[Math.max(1, rows.texts().count())];
  }

  void write(int row) {
    file = files.of(day < 0 || rows.isMissing(day, row) ? 0 : (int) rows.value(day, row));
    for (int column = 0; column < kinds.length; column++) {
      if (rows.isMissing(column, row)) {
        file.missing();
      } else {
        write(column, rows.value(column, row));
      }
    }
    file.text(mapping)
        .text(word((int) rows.value(shape.file(), row)))
        .whole(rows.value(shape.line(), row))
        .text(run)
        .whole(ingestedAt);
    if (rows.isMissing(shape.deliveredAt(), row)) {
      file.missing();
    } else {
      file.whole(rows.value(shape.deliveredAt(), row));
    }
    file.end();
  }

  private void write(int column, long value) {
    switch (kinds[column]) {
      case TEXT, CODE, CURRENCY -> file.text(word((int) value));
      case NUMBER, POSITIVE -> file.number(Double.longBitsToDouble(value));
      case INTEGER, DATE, OPEN_END, PERIOD_END -> file.whole((int) value);
      case LONG, INSTANT -> file.whole(value);
      case BOOLEAN -> file.truth(value != 0);
      case BYTES, CODES -> throw new IllegalStateException("no feed has such a column");
    }
  }

  private DataFileWriter.Word word(int id) {
    if (id >= words.length) {
      words = Arrays.copyOf(words, 2 * id);
    }
    if (words[id] == null) {
      words[id] = DataFileWriter.Word.of(rows.texts().bytes(id));
    }
    return words[id];
  }

  /** Finishes the files. */
  List<DataFile> finish() {
    return files.finish();
  }

  @Override
  public void close() {
    files.close();
  }
}
