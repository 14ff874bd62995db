package org.rerate.valuation;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.function.ToIntFunction;
import org.rerate.storage.DataFile;
import org.rerate.storage.DataFileLocation;
import org.rerate.storage.DatedFileWriter;
import org.rerate.storage.Period;
import org.rerate.table.ValuationTables;
import scala.Tuple2;

/** Where the rolling statistics of some series are written; each walk writes files of its own. */
final class RollingFiles implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int[] calendar;
  private final Starts starts;
  private final List<String> measures;
  private final List<Integer> windows;
  private final DataFileLocation folder;
  private final String runId;

  /** First day whose statistics are wanted, by basket. */
  interface Starts extends ToIntFunction<String>, Serializable {

    /** The first day of any basket. */
    int first();
  }

  /**
   * @param calendar every valuation date, ascending
   * @param measures names of the values
   */
  RollingFiles(
      int[] calendar,
      Starts starts,
      List<String> measures,
      List<Integer> windows,
      DataFileLocation folder,
      String runId) {
    this.calendar = calendar;
    this.starts = starts;
    this.measures = measures;
    this.windows = windows;
    this.folder = folder;
    this.runId = runId;
  }

  /** The days whose rows are written. */
  static Period period(int[] calendar, Starts starts) {
    int first = starts.first();
    return calendar.length == 0
        ? Period.of(first, first)
        : Period.of(Math.max(first, calendar[0]), calendar[calendar.length - 1]);
  }

  /** Writes the statistics of series that come in order, packed by {@link RollingRuns}. */
  List<DataFile> written(Iterator<Tuple2<RollingSeries, byte[]>> series) {
    try (DatedFileWriter periods =
        new DatedFileWriter(folder, ValuationTables.ROLLING, period(calendar, starts))) {
      new RollingCalculator(calendar, starts, measures, windows, periods, runId).write(series);
      return periods.finish();
    }
  }
}
