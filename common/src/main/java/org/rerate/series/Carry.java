package org.rerate.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.rerate.domain.Days;

/**
 * Which of a key's older rows can still count, so that valuing one day does not read twenty years.
 *
 * <p>Asked are days on which all of the rows are too old for a cap or an estimate; what they still
 * tell is that something was known once (stale, not missing) and which fiscal periods and period
 * ends there are. For that the last standing fact of each series is enough. A fact of which any
 * version became known after the year began may yet fall or return, so all its versions stay.
 */
final class Carry {

  private Carry() {}

  /**
   * The rows that can count on a day of {@code year} or later, under latest and as_was.
   *
   * @param rows all rows of one key of {@code year - 1} or earlier, in any order
   */
  static Block of(Kind kind, Block rows, int year) {
    long settled = Days.startOf(year) * Days.MICROS;
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < rows.size; i++) {
      if (kind != Kind.PRICES || rows.integers[0][i] != Line.TOTAL_RETURN) {
        order.add(i);
      }
    }
    order.sort(order(kind, rows));
    Block kept = new Block(kind, 8);
    int standing = -1;
    for (int at = 0; at < order.size(); ) {
      int first = order.get(at);
      if (standing >= 0 && !sameSeries(kind, rows, standing, first)) {
        kept.addFrom(rows, standing);
        standing = -1;
      }
      int end = at + 1;
      while (end < order.size() && sameFact(kind, rows, first, order.get(end))) {
        end++;
      }
      List<Integer> versions = order.subList(at, end);
      int last = versions.get(versions.size() - 1);
      if (versions.stream().anyMatch(i -> rows.knownAt[i] >= settled)) {
        versions.forEach(i -> kept.addFrom(rows, i));
      } else if (rows.retracted[last] == 0) {
        standing = last;
      }
      at = end;
    }
    if (standing >= 0) {
      kept.addFrom(rows, standing);
    }
    return kept;
  }

  /** By series, day, fact, knowledge: the last version of a fact is the one that stands. */
  private static Comparator<Integer> order(Kind kind, Block rows) {
    Comparator<Integer> order = Comparator.comparingInt(i -> 0);
    if (kind == Kind.ESTIMATES) {
      order =
          order
              .thenComparingInt(i -> rows.integers[0][i])
              .thenComparingInt(i -> rows.integers[1][i]);
    }
    order = order.thenComparingInt(i -> rows.day[i]);
    if (kind == Kind.PRICES) {
      order = order.thenComparingInt(i -> rows.integers[0][i]);
    }
    return order.thenComparingLong(i -> rows.knownAt[i]).thenComparingLong(i -> rows.ingestedAt[i]);
  }

  /** Estimates are one series per period type and end; closes and caps are one series. */
  private static boolean sameSeries(Kind kind, Block rows, int a, int b) {
    return kind != Kind.ESTIMATES
        || IntStream.of(0, 1).allMatch(c -> rows.integers[c][a] == rows.integers[c][b]);
  }

  private static boolean sameFact(Kind kind, Block rows, int a, int b) {
    return rows.day[a] == rows.day[b]
        && sameSeries(kind, rows, a, b)
        && (kind != Kind.PRICES || rows.integers[0][a] == rows.integers[0][b]);
  }
}
