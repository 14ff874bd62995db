package org.rerate.valuation;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.rerate.domain.Status;
import org.rerate.methodology.RollingStatistics;
import org.rerate.storage.DataFileWriter;
import org.rerate.storage.DataFileWriter.Word;
import org.rerate.storage.DatedFileWriter;
import scala.Tuple2;

/**
 * Walks packed rows ({@link RollingRuns}) in order of series, and writes the rolling statistics of
 * each; one series in memory.
 */
final class RollingCalculator {

  private final int[] calendar;
  private final ToIntFunction<String> from;
  private final List<String> measures;
  private final List<Integer> windows;
  private final DatedFileWriter files;
  private final Word runId;
  private final double[][] values;
  private final Status[] statuses;
  private final Map<Status, Word> words = new EnumMap<>(Status.class);
  private int next;

  /**
   * @param calendar every valuation date, ascending
   * @param from first day whose statistics are wanted, by basket
   * @param measures names of the values
   * @param files take the rows
   */
  RollingCalculator(
      int[] calendar,
      ToIntFunction<String> from,
      List<String> measures,
      List<Integer> windows,
      DatedFileWriter files,
      String runId) {
    this.calendar = calendar;
    this.from = from;
    this.measures = measures;
    this.windows = windows;
    this.files = files;
    this.runId = Word.of(runId);
    this.values = new double[measures.size()][calendar.length];
    this.statuses = new Status[calendar.length];
  }

  void write(Iterator<Tuple2<RollingSeries, byte[]>> rows) {
    RollingSeries series = null;
    while (rows.hasNext()) {
      Tuple2<RollingSeries, byte[]> row = rows.next();
      if (!row._1().equals(series)) {
        write(series);
        series = row._1();
        clear();
      }
      RollingRuns.unpack(row._2(), measures.size(), this::take);
    }
    write(series);
  }

  private void clear() {
    for (double[] series : values) {
      Arrays.fill(series, Double.NaN);
    }
    Arrays.fill(statuses, null);
  }

  private void take(int day, double[] today, Status status) {
    // Packed days mostly follow each other.
    int place =
        next < calendar.length && calendar[next] == day ? next : Arrays.binarySearch(calendar, day);
    if (place >= 0) {
      next = place + 1;
      statuses[place] = status;
      for (int m = 0; m < today.length; m++) {
        values[m][place] = today[m];
      }
    }
  }

  /** Writes what was taken of a series; nothing if there is none. */
  private void write(RollingSeries of) {
    if (of == null) {
      return;
    }
    Word[] key = {
      Word.of(of.basket()),
      Word.of(of.against()),
      Word.of(of.subsector()),
      Word.of(of.basis()),
      Word.of(of.membership())
    };
    int place = Arrays.binarySearch(calendar, from.applyAsInt(of.basket()));
    int first = place < 0 ? -place - 1 : place;
    for (int m = 0; m < values.length; m++) {
      for (int window : windows) {
        write(key, Word.of(measures.get(m)), values[m], window, first);
      }
    }
  }

  private void write(Word[] key, Word measure, double[] series, int window, int first) {
    RollingStatistics statistics = new RollingStatistics(series, window, first);
    for (int i = first; i < calendar.length; i++) {
      statistics.step();
      if (statuses[i] != null) {
        DataFileWriter file = files.of(calendar[i]);
        file.text(key[0]).text(key[1]).text(key[2]).whole(calendar[i]);
        file.text(key[3]).text(key[4]).text(measure).whole(window);
        put(file, statistics, series[i], statuses[i]);
        file.text(runId).end();
      }
    }
  }

  private void put(
      DataFileWriter file, RollingStatistics statistics, double today, Status ofBasket) {
    boolean enough = statistics.isEnough();
    boolean here = enough && !Double.isNaN(today);
    Status status = !enough ? Status.INSUFFICIENT_HISTORY : here ? Status.OK : ofBasket;
    file.whole(statistics.observations())
        .number(number(enough, statistics.mean()))
        .number(number(enough, statistics.deviation()))
        .number(number(here, statistics.zScore()))
        .number(number(here, statistics.percentile()))
        .number(number(enough, statistics.minimum()))
        .number(number(enough, statistics.maximum()))
        .number(number(here, statistics.drawdown()))
        .number(number(here, statistics.rebound()))
        .text(words.computeIfAbsent(status, s -> Word.of(s.name())));
  }

  private static double number(boolean wanted, double value) {
    return wanted && Double.isFinite(value) ? value : Double.NaN;
  }
}
