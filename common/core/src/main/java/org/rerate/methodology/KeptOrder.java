package org.rerate.methodology;

import java.util.Arrays;

/**
 * Keeps extremes in queues and ranks in a tree of counts: a step costs the same whatever the
 * window.
 */
final class KeptOrder implements WindowOrder {

  private final double[] values;
  private final int[] ranks;
  private final int[] reach;
  private final int[] counts;
  private final int[] rising;
  private final int[] falling;
  private int risingFrom;
  private int risingTo;
  private int fallingFrom;
  private int fallingTo;

  /** For windows within the dates from {@code start} on. */
  KeptOrder(double[] values, int start) {
    this.values = values;
    double[] sorted = sorted(start);
    this.ranks = new int[values.length];
    this.reach = new int[values.length];
    for (int i = start; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        ranks[i] = last(sorted, values[i]) + 1;
        reach[i] = last(sorted, WindowOrder.nextToEqual(values[i])) + 1;
      }
    }
    this.counts = new int[sorted.length + 1];
    this.rising = new int[Math.max(0, values.length - start)];
    this.falling = new int[Math.max(0, values.length - start)];
  }

  private double[] sorted(int start) {
    return Arrays.stream(values, Math.min(start, values.length), values.length)
        .filter(v -> !Double.isNaN(v))
        .sorted()
        .toArray();
  }

  /** Index of the last element that is not above {@code value}. */
  private static int last(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  @Override
  public void enter(int at) {
    double value = values[at];
    count(at, 1);
    while (risingTo > risingFrom && values[rising[risingTo - 1]] >= value) {
      risingTo--;
    }
    rising[risingTo++] = at;
    while (fallingTo > fallingFrom && values[falling[fallingTo - 1]] <= value) {
      fallingTo--;
    }
    falling[fallingTo++] = at;
  }

  @Override
  public void leave(int at) {
    count(at, -1);
    if (risingFrom < risingTo && rising[risingFrom] == at) {
      risingFrom++;
    }
    if (fallingFrom < fallingTo && falling[fallingFrom] == at) {
      fallingFrom++;
    }
  }

  private void count(int at, int change) {
    for (int i = ranks[at]; i < counts.length; i += i & -i) {
      counts[i] += change;
    }
  }

  @Override
  public double minimum(int at) {
    return values[rising[risingFrom]];
  }

  @Override
  public double maximum(int at) {
    return values[falling[fallingFrom]];
  }

  @Override
  public int notAbove(int at) {
    int notAbove = 0;
    for (int i = reach[at]; i > 0; i -= i & -i) {
      notAbove += counts[i];
    }
    return notAbove;
  }
}
