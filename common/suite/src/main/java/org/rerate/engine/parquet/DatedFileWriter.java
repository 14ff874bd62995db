package org.rerate.engine.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.rerate.engine.filter.Period;
import org.rerate.table.TableSpec;

/** Files of a table that one task writes, one for each period of its rows' days. */
public final class DatedFileWriter implements AutoCloseable {

  private final DataFileLocation folder;
  private final TableSpec table;
  private final Period period;
  private final int from;
  private final int until;
  private final TreeMap<Integer, DataFileWriter> files = new TreeMap<>();
  private DataFileWriter current;
  private int first = Integer.MAX_VALUE;
  private int end = Integer.MIN_VALUE;

  /** No files yet; each is made with its first row. */
  public DatedFileWriter(DataFileLocation folder, TableSpec table, Period period) {
    this(folder, table, period, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /**
   * The same for rows of which those before {@code firstDay} and after {@code lastDay} are less
   * likely to be replaced: months before and after are not told apart within a year.
   */
  public DatedFileWriter(
      DataFileLocation folder, TableSpec table, Period period, int firstDay, int lastDay) {
    this.folder = folder;
    this.table = table;
    this.period = period;
    this.from = firstDay == Integer.MIN_VALUE ? firstDay : period.start(firstDay);
    this.until = lastDay == Integer.MAX_VALUE ? lastDay : period.end(lastDay);
  }

  /** The file that takes the rows of {@code day}. */
  public DataFileWriter of(int day) {
    if (day < first || day >= end) {
      Period of = (day < from || day >= until) && period == Period.MONTH ? Period.YEAR : period;
      first = day < until ? of.start(day) : Math.max(until, of.start(day));
      end = day < from ? Math.min(from, of.end(day)) : of.end(day);
      current = files.computeIfAbsent(first, start -> folder.create(table));
    }
    return current;
  }

  /** Finishes the files and says what is in them. */
  public List<DataFile> finish() {
    List<DataFile> written = new ArrayList<>();
    files.values().forEach(file -> written.add(file.finish()));
    return written;
  }

  @Override
  public void close() {
    files.values().forEach(DataFileWriter::close);
  }
}
