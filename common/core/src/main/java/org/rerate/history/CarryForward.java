package org.rerate.history;

import java.util.stream.IntStream;
import org.rerate.domain.Days;

/**
 * Which of a key's older rows can still count, so that valuing one day does not read twenty years.
 *
 * <p>Asked are days on which all of the rows are too old for a cap or an estimate; what they still
 * tell is that something was known once (stale, not missing) and which fiscal periods and period
 * ends there are. For that the last standing fact of each series is enough, with the last one that
 * told the length of its period. A fact of which any version became known after the year began may
 * yet fall or return, so all its versions stay.
 */
public final class CarryForward {

  private CarryForward() {}

  /**
   * The rows that can count on a day of {@code year} or later, under latest and as_was.
   *
   * @param rows all rows of one key of {@code year - 1} or earlier, in any order
   */
  public static FactColumns of(FactKind kind, FactColumns rows, int year) {
    long settled = Days.startOf(year) * Days.MICROS;
    int[] order = order(kind, rows);
    FactColumns kept = new FactColumns(kind, 8);
    int standing = -1;
    int ofOtherLength = -1;
    for (int at = 0; at < order.length; ) {
      int first = order[at];
      if (standing >= 0 && !sameSeries(kind, rows, standing, first)) {
        keep(rows, ofOtherLength, standing, kept);
        standing = -1;
        ofOtherLength = -1;
      }
      int end = at;
      boolean isSettled = true;
      while (end < order.length && sameFact(kind, rows, first, order[end])) {
        isSettled &= rows.knownAt[order[end]] < settled;
        end++;
      }
      int last = order[end - 1];
      if (!isSettled) {
        for (int i = at; i < end; i++) {
          kept.addFrom(rows, order[i]);
        }
      } else if (rows.retracted[last] == 0) {
        standing = last;
        ofOtherLength = saysOtherLength(kind, rows, last) ? last : ofOtherLength;
      }
      at = end;
    }
    if (standing >= 0) {
      keep(rows, ofOtherLength, standing, kept);
    }
    return kept;
  }

  private static void keep(FactColumns rows, int ofOtherLength, int standing, FactColumns kept) {
    if (ofOtherLength >= 0 && ofOtherLength != standing) {
      kept.addFrom(rows, ofOtherLength);
    }
    kept.addFrom(rows, standing);
  }

  /** A year of other than twelve months decides how calendar years are made, however old. */
  private static boolean saysOtherLength(FactKind kind, FactColumns rows, int row) {
    int column = kind.monthsColumn();
    return column >= 0 && rows.integers[column][row] != FactKind.NONE;
  }

  /** The rows that anything is made of, in order. */
  private static int[] order(FactKind kind, FactColumns rows) {
    return IntStream.range(0, rows.size)
        .filter(i -> kind != FactKind.PRICES || rows.integers[0][i] != LineHistory.TOTAL_RETURN)
        .boxed()
        .sorted((a, b) -> compare(kind, rows, a, b))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** By series, day, fact, knowledge: the last version of a fact is the one that stands. */
  private static int compare(FactKind kind, FactColumns rows, int a, int b) {
    int by = 0;
    if (kind == FactKind.ESTIMATES) {
      by = Integer.compare(rows.integers[0][a], rows.integers[0][b]);
      by = by != 0 ? by : Integer.compare(rows.integers[1][a], rows.integers[1][b]);
    }
    by = by != 0 ? by : Integer.compare(rows.day[a], rows.day[b]);
    if (by == 0 && kind == FactKind.PRICES) {
      by = Integer.compare(rows.integers[0][a], rows.integers[0][b]);
    }
    return by != 0 ? by : FactHistory.compareVersions(rows, a, b);
  }

  /** Estimates are one series per period type and end; closes and caps are one series. */
  private static boolean sameSeries(FactKind kind, FactColumns rows, int a, int b) {
    return kind != FactKind.ESTIMATES
        || (rows.integers[0][a] == rows.integers[0][b]
            && rows.integers[1][a] == rows.integers[1][b]);
  }

  private static boolean sameFact(FactKind kind, FactColumns rows, int a, int b) {
    return rows.day[a] == rows.day[b]
        && sameSeries(kind, rows, a, b)
        && (kind != FactKind.PRICES || rows.integers[0][a] == rows.integers[0][b]);
  }
}
