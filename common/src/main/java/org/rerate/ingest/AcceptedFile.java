package org.rerate.ingest;

import java.util.Arrays;
import java.util.List;
import org.rerate.bulk.Rows;
import org.rerate.bulk.Shape;
import org.rerate.storage.Period;
import org.rerate.storage.PeriodFiles;
import org.rerate.storage.RowFile;
import org.rerate.storage.RowFolder;
import org.rerate.storage.WrittenFile;
import org.rerate.table.ColumnKind;

/** Writes accepted rows of a task to files of their table, with where they came from. */
final class AcceptedFile implements AutoCloseable {

  private final Rows rows;
  private final Shape shape;
  private final ColumnKind[] kinds;
  private final RowFile.Word mapping;
  private final RowFile.Word run;
  private final long ingestedAt;
  private RowFile.Word[] words;
  private final PeriodFiles files;
  private final int day;
  private RowFile file;

  AcceptedFile(RowFolder folder, Rows rows, String mapping, String run, long ingestedAt) {
    this.rows = rows;
    shape = rows.shape();
    kinds = shape.spec().feedColumns().stream().map(c -> c.kind()).toArray(ColumnKind[]::new);
    this.mapping = RowFile.Word.of(mapping);
    this.run = RowFile.Word.of(run);
    this.ingestedAt = ingestedAt;
    files = new PeriodFiles(folder, shape.spec().table(), Period.FIVE_YEARS);
    String businessDay = shape.spec().businessDay();
    day = businessDay == null ? -1 : shape.place(businessDay);
    words = new RowFile.Word[Math.max(1, rows.texts().count())];
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
        .whole(ingestedAt)
        .missing()
        .end();
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

  private RowFile.Word word(int id) {
    if (id >= words.length) {
      words = Arrays.copyOf(words, 2 * id);
    }
    if (words[id] == null) {
      words[id] = RowFile.Word.of(rows.texts().bytes(id));
    }
    return words[id];
  }

  /** Finishes the files. */
  List<WrittenFile> finish() {
    return files.finish();
  }

  @Override
  public void close() {
    files.close();
  }
}
