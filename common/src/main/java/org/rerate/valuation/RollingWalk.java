package org.rerate.valuation;

import java.sql.Date;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.rerate.domain.Days;
import org.rerate.domain.Status;
import org.rerate.methodology.RollingStatistics;

/**
 * Walks rows (basket, against, sub-sector, basis, membership, day, values..., status) in order of
 * series and day, and gives the rolling statistics of each; one series in memory.
 */
final class RollingWalk implements Iterator<Row> {

  /** Columns that tell series apart; the day follows them. */
  private static final int KEY = 5;

  private static final int FIRST_VALUE = KEY + 1;

  private final Iterator<Row> rows;
  private final int[] calendar;
  private final int from;
  private final List<String> measures;
  private final List<Integer> windows;
  private final Queue<Row> ready = new ArrayDeque<>();
  private Row next;

  /**
   * @param calendar every valuation date, ascending
   * @param from first day whose statistics are wanted
   * @param measures names of the value columns
   */
  RollingWalk(
      Iterator<Row> rows, int[] calendar, int from, List<String> measures, List<Integer> windows) {
    this.rows = rows;
    this.calendar = calendar;
    this.from = from;
    this.measures = measures;
    this.windows = windows;
    this.next = rows.hasNext() ? rows.next() : null;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && next != null) {
      series();
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void series() {
    Row first = next;
    List<Row> members = new ArrayList<>();
    while (next != null && sameSeries(first, next)) {
      members.add(next);
      next = rows.hasNext() ? rows.next() : null;
    }
    for (int m = 0; m < measures.size(); m++) {
      measure(members, m);
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
    for (int window : windows) {
      RollingStatistics statistics = new RollingStatistics(values, window);
      for (int i = 0; i < calendar.length; i++) {
        statistics.step();
        if (onDay[i] != null && calendar[i] >= from) {
          ready.add(row(onDay[i], measure, window, statistics, values[i]));
        }
      }
    }
  }

  private Row row(Row of, int measure, int window, RollingStatistics statistics, double today) {
    boolean enough = statistics.isEnough();
    boolean here = enough && !Double.isNaN(today);
    String status =
        !enough
            ? Status.INSUFFICIENT_HISTORY.name()
            : here ? Status.OK.name() : of.getString(of.size() - 1);
    return RowFactory.create(
        of.get(0),
        of.get(1),
        of.get(2),
        Date.valueOf(Days.date(of.getInt(KEY))),
        of.get(3),
        of.get(4),
        measures.get(measure),
        window,
        statistics.observations(),
        number(enough, statistics.mean()),
        number(enough, statistics.deviation()),
        number(here, statistics.zScore()),
        number(here, statistics.percentile()),
        number(enough, statistics.minimum()),
        number(enough, statistics.maximum()),
        number(here, statistics.drawdown()),
        number(here, statistics.rebound()),
        status);
  }

  private static Double number(boolean wanted, double value) {
    return wanted && Double.isFinite(value) ? (Double) value : null;
  }
}
