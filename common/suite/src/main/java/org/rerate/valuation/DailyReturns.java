package org.rerate.valuation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The returns of one index, a day each, as arrays: of many baskets over decades there are tens of
 * millions.
 */
final class DailyReturns {

  private int size;
  private int[] days = new int[0];
  private int[] counted = new int[0];
  private double[] prices = new double[0];
  private double[] totals = new double[0];

  /** Takes one day's returns. */
  @FunctionalInterface
  interface Taker {

    /** The returns of a day; NaN where no member counted. */
    void take(int day, int counted, double price, double total);
  }

  /** As many days, or fewer. */
  int size() {
    return size;
  }

  /** Adds the returns of a group of a basket over a chunk of days. */
  void add(FigureBlock block) {
    reserve(block.size());
    for (int i = 0; i < block.size(); i++) {
      add(
          block.day[i],
          block.counts[0][i],
          block.numbers[GroupFigures.PRICE_RETURN][i],
          block.numbers[GroupFigures.TOTAL_RETURN][i]);
    }
  }

  /** Adds the returns of a day; of one that was added before they take the place of those. */
  void add(int day, int members, double price, double total) {
    if (size == days.length) {
      reserve(Math.max(16, size / 2));
    }
    days[size] = day;
    counted[size] = members;
    prices[size] = price;
    totals[size] = total;
    size++;
  }

  private void reserve(int more) {
    if (size + more > days.length) {
      int room = size + more;
      days = Arrays.copyOf(days, room);
      counted = Arrays.copyOf(counted, room);
      prices = Arrays.copyOf(prices, room);
      totals = Arrays.copyOf(totals, room);
    }
  }

  /** Gives every day once, ascending. */
  void inOrder(Taker taker) {
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingInt(i -> days[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int place = 0; place < size; place++) {
      int i = order[place];
      // Of equal days those that were added last stand last.
      if (place + 1 == size || days[order[place + 1]] > days[i]) {
        taker.take(days[i], counted[i], prices[i], totals[i]);
      }
    }
  }
}
