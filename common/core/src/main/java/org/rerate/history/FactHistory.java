package org.rerate.history;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.rerate.domain.FiscalPeriod;

/**
 * The versions of one series, in order of (day, tie, known_at, delivery), and the question "which
 * row counted on day d for someone who may know this much".
 *
 * <p>Rows with the same day and tie are versions of one fact: the visible one known last wins, on
 * equal {@code known_at} the one delivered last, see {@link org.rerate.table.VersionOrder}; if it
 * is a retraction the fact is gone and the fact before it counts. Rows after the day asked for are
 * never looked at.
 */
public final class FactHistory implements Serializable {

  private static final long serialVersionUID = 1L;

  private final FactKind kind;
  private final int size;
  private final int[] day;
  private final int[] tie;
  private final long[] knownAt;
  private final FactColumns rows;
  private long[] earliestKnown;
  private int cursor;
  private Boolean oneTie;

  /**
   * @param rows the versions, in any order; sorted and thinned here
   * @param tie integer column that belongs to the key besides the day, or -1 if there is none
   * @param limit rows known later than this never count and are dropped
   * @param fixed true if every day is asked with that same limit: losing versions are dropped too
   */
  FactHistory(FactKind kind, FactColumns rows, int tie, long limit, boolean fixed) {
    this.kind = kind;
    FactColumns sorted = sort(kind, rows, tie);
    this.rows = fixed ? winners(kind, sorted, tie, limit) : sorted;
    this.size = this.rows.size;
    this.day = this.rows.day;
    this.tie = tie < 0 ? null : this.rows.integers[tie];
    this.knownAt = this.rows.knownAt;
  }

  /** The columns that the indexes of {@link #last} point into. */
  FactColumns rows() {
    return rows;
  }

  /** Number of rows. */
  public int size() {
    return size;
  }

  /** Business day of a row. */
  public int day(int row) {
    return day[row];
  }

  /** When a row could be known, microseconds of UTC. */
  public long knownAt(int row) {
    return knownAt[row];
  }

  /** When a row was delivered, microseconds of UTC. */
  public long deliveredAt(int row) {
    return rows.deliveredAt[row];
  }

  /** First number column of a row. */
  public double number(int row) {
    return rows.numbers[0][row];
  }

  /** Number column {@code column} of a row. */
  public double number(int column, int row) {
    return rows.numbers[column][row];
  }

  /** First text column of a row; null if missing. */
  public String text(int row) {
    return rows.texts[0][row];
  }

  /** Text column {@code column} of a row; null if missing. */
  public String text(int column, int row) {
    return rows.texts[column][row];
  }

  /** Integer column {@code column} of a row. */
  public int integer(int column, int row) {
    return rows.integers[column][row];
  }

  /** The day whose share basis a figure is on; {@link FactKind#NONE} if the row does not say. */
  public int adjustedTo(int row) {
    return rows.integers[kind.adjustedToColumn()][row];
  }

  /** The months that a fiscal period's row covers; {@code usual} if the row does not say. */
  public int periodMonths(int row, int usual) {
    int months = rows.integers[kind.monthsColumn()][row];
    return months == FactKind.NONE ? usual : months;
  }

  /** True if any row says that its period covers other than {@code usual} months. */
  boolean anyMonthsBut(int usual) {
    return IntStream.range(0, size).anyMatch(row -> periodMonths(row, usual) != usual);
  }

  /** True if every row's period end, snapped, is {@code end}. */
  boolean allEndOn(int end) {
    for (int i = 0; i < size; i++) {
      // Rows of a period mostly agree on its end.
      if ((i == 0 || tie[i] != tie[i - 1]) && FiscalPeriod.snap(tie[i]) != end) {
        return false;
      }
    }
    return true;
  }

  /** True if every row has the same tie, that is for fiscal figures the same period end. */
  boolean hasOnePeriodEnd() {
    if (oneTie == null) {
      oneTie = tie == null || Arrays.stream(tie, 0, size).distinct().limit(2).count() <= 1;
    }
    return oneTie;
  }

  /**
   * The row that counted on {@code on}: the newest fact of that day or before whose winning visible
   * version is no retraction.
   *
   * @return its index, or -1
   */
  public int last(int on, long limit) {
    return search(end(on) - 1, limit);
  }

  /** The row that counts when row {@code row} is passed over; -1 if none. */
  public int before(int row, long limit) {
    int i = row - 1;
    while (i >= 0 && sameFact(i, row)) {
      i--;
    }
    return search(i, limit);
  }

  /** True if any fact of that day or before is visible and not taken back. */
  public boolean any(int on, long limit) {
    return last(on, limit) >= 0;
  }

  private int search(int from, long limit) {
    return from < 0 || earliest()[from] > limit ? -1 : search(rows, tie, 0, from, limit);
  }

  /**
   * The row that counts among those from {@code first} to {@code from}, which are in order.
   *
   * @param tie the column that belongs to the key besides the day; null if there is none
   * @return its index, or -1
   */
  static int search(FactColumns rows, int[] tie, int first, int from, long limit) {
    int i = from;
    while (i >= first) {
      int fact = i;
      while (i >= first && sameFact(rows.day, tie, i, fact) && rows.knownAt[i] > limit) {
        i--;
      }
      if (i >= first && sameFact(rows.day, tie, i, fact)) {
        if (rows.retracted[i] == 0) {
          return i;
        }
        while (i >= first && sameFact(rows.day, tie, i, fact)) {
          i--;
        }
      }
    }
    return -1;
  }

  private boolean sameFact(int a, int b) {
    return sameFact(day, tie, a, b);
  }

  private static boolean sameFact(int[] day, int[] tie, int a, int b) {
    return day[a] == day[b] && (tie == null || tie[a] == tie[b]);
  }

  /**
   * Index after the last row of {@code on} or before; remembers where it was. Tasks of one process
   * may share this: another's place is as good a start as one's own.
   */
  int end(int on) {
    int at = cursor;
    if (at > 0 && day[at - 1] > on) {
      int low = 0;
      int high = at;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (day[middle] <= on) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      at = low;
    }
    while (at < size && day[at] <= on) {
      at++;
    }
    cursor = at;
    return at;
  }

  /** Earliest knowledge of any row up to each index: tells at once that nothing is visible. */
  private long[] earliest() {
    if (earliestKnown == null) {
      long[] found = new long[size];
      long least = Long.MAX_VALUE;
      for (int i = 0; i < size; i++) {
        least = Math.min(least, knownAt[i]);
        found[i] = least;
      }
      earliestKnown = found;
    }
    return earliestKnown;
  }

  /** The rows in order of (day, tie, known_at, delivery); the same block if they are. */
  public static FactColumns sort(FactKind kind, FactColumns rows, int tie) {
    for (int i = 1; i < rows.size; i++) {
      if (compare(rows, tie, i - 1, i) > 0) {
        return rows.picked(
            kind,
            IntStream.range(0, rows.size)
                .boxed()
                .sorted((a, b) -> compare(rows, tie, a, b))
                .mapToInt(Integer::intValue)
                .toArray());
      }
    }
    return rows;
  }

  /**
   * Versions of one fact in the order in which they count, see {@link
   * org.rerate.table.VersionOrder}; those of one delivery stand in order and must be left there.
   */
  static int compareVersions(FactColumns rows, int a, int b) {
    int byKnowledge = Long.compare(rows.knownAt[a], rows.knownAt[b]);
    return byKnowledge != 0 ? byKnowledge : Long.compare(rows.deliveredAt[a], rows.deliveredAt[b]);
  }

  private static int compare(FactColumns rows, int tie, int a, int b) {
    int byDay = Integer.compare(rows.day[a], rows.day[b]);
    if (byDay != 0) {
      return byDay;
    }
    int byTie = tie < 0 ? 0 : Integer.compare(rows.integers[tie][a], rows.integers[tie][b]);
    if (byTie != 0) {
      return byTie;
    }
    return compareVersions(rows, a, b);
  }

  /** The last visible version of each fact, without retractions. */
  private static FactColumns winners(FactKind kind, FactColumns rows, int tie, long limit) {
    int[] ties = tie < 0 ? null : rows.integers[tie];
    int[] keep = new int[rows.size];
    int kept = 0;
    int i = 0;
    while (i < rows.size) {
      int winner = -1;
      int fact = i;
      for (; i < rows.size && rows.day[i] == rows.day[fact]; i++) {
        if (ties != null && ties[i] != ties[fact]) {
          break;
        }
        if (rows.knownAt[i] <= limit) {
          winner = i;
        }
      }
      if (winner >= 0 && rows.retracted[winner] == 0) {
        keep[kept++] = winner;
      }
    }
    return kept == rows.size ? rows : rows.picked(kind, Arrays.copyOf(keep, kept));
  }
}
