package org.rerate.valuation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.rerate.domain.Status;
import org.rerate.methodology.RollingStatistics;
import org.rerate.storage.RowFile;
import org.rerate.storage.RowFile.Word;
import org.rerate.storage.YearFiles;

/**
 * Walks rows (basket, against, sub-sector, basis, membership, day, values..., status) in order of
 * series and day, and writes the rolling statistics of each; one series in memory.
 */
final class RollingWalk {

  /** Columns that tell series apart; the day follows them. */
  private static final int KEY = 5;

  private static final int FIRST_VALUE = KEY + 1;

  private final int[] calendar;
  private final int from;
  private final List<String> measures;
  private final List<Integer> windows;
  private final YearFiles files;
  private final Word runId;
  private final Map<String, Word> words = new HashMap<>();

  /**
   * @param calendar every valuation date, ascending
   * @param from first day whose statistics are wanted
   * @param measures names of the value columns
   * @param files take the rows
   */
  RollingWalk(
      int[] calendar,
      int from,
      List<String> measures,
      List<Integer> windows,
      YearFiles files,
      String runId) {
    this.calendar = calendar;
    this.from = from;
    this.measures = measures;
    this.windows = windows;
    this.files = files;
    this.runId = Word.of(runId);
  }

  void write(Iterator<Row> rows) {
    List<Row> series = new ArrayList<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      if (!series.isEmpty() && !sameSeries(series.get(0), row)) {
        write(series);
        series.clear();
      }
      series.add(row);
    }
    if (!series.isEmpty()) {
      write(series);
    }
  }

  private void write(List<Row> series) {
    for (int m = 0; m < measures.size(); m++) {
      measure(series, m);
    }
  }

  private static boolean sameSeries(Row a, Row b) {
    for (int i = 0; i < KEY; i++) {
      if (!Objects.equals(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  private void measure(List<Row> members, int measure) {
    double[] values = new double[calendar.length];
    Row[] onDay = new Row[calendar.length];
    Arrays.fill(values, Double.NaN);
    for (Row row : members) {
      int place = Arrays.binarySearch(calendar, row.getInt(KEY));
      if (place >= 0) {
        onDay[place] = row;
        if (!row.isNullAt(FIRST_VALUE + measure)) {
          values[place] = row.getDouble(FIRST_VALUE + measure);
        }
      }
    }
    Word[] key = new Word[KEY];
    for (int k = 0; k < KEY; k++) {
      key[k] = Word.of(members.get(0).getString(k));
    }
    Word name = Word.of(measures.get(measure));
    for (int window : windows) {
      RollingStatistics statistics = new RollingStatistics(values, window);
      for (int i = 0; i < calendar.length; i++) {
        statistics.step();
        if (onDay[i] != null && calendar[i] >= from) {
          RowFile file = files.of(calendar[i]);
          file.text(key[0]).text(key[1]).text(key[2]).whole(calendar[i]);
          file.text(key[3]).text(key[4]).text(name).whole(window);
          put(file, statistics, values[i], onDay[i]);
          file.text(runId).end();
        }
      }
    }
  }

  private void put(RowFile file, RollingStatistics statistics, double today, Row of) {
    boolean enough = statistics.isEnough();
    boolean here = enough && !Double.isNaN(today);
    String status =
        !enough
            ? Status.INSUFFICIENT_HISTORY.name()
            : here ? Status.OK.name() : of.getString(of.size() - 1);
    file.whole(statistics.observations())
        .number(number(enough, statistics.mean()))
        .number(number(enough, statistics.deviation()))
        .number(number(here, statistics.zScore()))
        .number(number(here, statistics.percentile()))
        .number(number(enough, statistics.minimum()))
        .number(number(enough, statistics.maximum()))
        .number(number(here, statistics.drawdown()))
        .number(number(here, statistics.rebound()))
        .text(words.computeIfAbsent(status, Word::of));
  }

  private static double number(boolean wanted, double value) {
    return wanted && Double.isFinite(value) ? value : Double.NaN;
  }
}
