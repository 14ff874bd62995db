package org.rerate.storage;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.rerate.domain.Days;
import org.rerate.table.TableSpec;

/**
 * Files of a table that one task writes, one for each calendar year of its rows: a day that is
 * replaced later, or asked for alone, touches the files of its year and no others.
 */
public final class YearFiles implements AutoCloseable {

  private final RowFolder folder;
  private final TableSpec table;
  private final TreeMap<Integer, RowFile> files = new TreeMap<>();
  private RowFile current;
  private int first = Integer.MAX_VALUE;
  private int last = Integer.MIN_VALUE;

  /** No files yet; each is made with its first row. */
  public YearFiles(RowFolder folder, TableSpec table) {
    this.folder = folder;
    this.table = table;
  }

  /** The file that takes the rows of {@code day}. */
  public RowFile of(int day) {
    if (day < first || day > last) {
      LocalDate date = Days.date(day);
      first = Days.of(date.withDayOfYear(1));
      last = first + date.lengthOfYear() - 1;
      current = files.computeIfAbsent(first, year -> folder.createSmall(table));
    }
    return current;
  }

  /** Finishes the files and says what is in them. */
  public List<WrittenFile> finish() {
    List<WrittenFile> written = new ArrayList<>();
    files.values().forEach(file -> written.add(file.finish()));
    return written;
  }

  @Override
  public void close() {
    files.values().forEach(RowFile::close);
  }
}
