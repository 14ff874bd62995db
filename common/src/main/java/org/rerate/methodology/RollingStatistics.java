package org.rerate.methodology;

import java.util.Arrays;

/**
 * Statistics of a series over its last N dates, date by date (methodology section 8). A missing
 * value (NaN) takes a date's place in the window but is no observation.
 *
 * <p>One step costs the same whatever the window: mean and deviation are updated with the value
 * that enters and the one that leaves, extremes are kept in queues, ranks in a tree of counts. Only
 * for the few dates at the end of a long series, as a new day asks for them, no ranks are made.
 *
 * <p>Worked, window of 4 over 1, 2, 4, 3: mean 2.5, deviation 1.2910, today's z-score 0.3873,
 * percentile 3/4, drawdown 3/4 - 1 = -0.25, rebound 3/1 - 1 = 2.
 */
public final class RollingStatistics {

  /**
   * Two values this close, relatively, are the same number: a P/E in one currency does not move
   * with its rate, but its last bit does.
   */
  private static final double EQUAL = 1e-12;

  /** After at most so many dates a window is computed anew. */
  private static final int RENEWAL = 126;

  /** For so few dates it is quicker to count who is not above than to keep ranks. */
  private static final int FEW = 64;

  private final double[] values;
  private final int window;
  private final int renewal;
  private final boolean isRanked;
  private final int start;
  private final int[] ranks;
  private final int[] reach;
  private final int[] counts;
  private final int[] rising;
  private final int[] falling;
  private int risingFrom;
  private int risingTo;
  private int fallingFrom;
  private int fallingTo;
  private int position;
  private int observations;
  private double mean;
  private double squares;

  /** A walk over {@code values} with windows of {@code window} dates. */
  public RollingStatistics(double[] values, int window) {
    this(values, window, 0);
  }

  /**
   * The same walk from a later date on, with the same results to the last bit.
   *
   * @param first index of the date that the first {@link #step()} leads to
   */
  public RollingStatistics(double[] values, int window, int first) {
    this.values = values;
    this.window = window;
    this.renewal = renewal(window);
    int renewed = first - Math.floorMod(first + 1, renewal);
    this.start = Math.max(0, renewed - window + 1);
    this.isRanked = values.length - first > FEW;
    double[] sorted = isRanked ? sorted() : new double[0];
    this.ranks = new int[isRanked ? values.length : 0];
    this.reach = new int[isRanked ? values.length : 0];
    for (int i = start; isRanked && i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        ranks[i] = last(sorted, values[i]) + 1;
        reach[i] = last(sorted, nextToEqual(values[i])) + 1;
      }
    }
    this.counts = new int[sorted.length + 1];
    this.rising = new int[Math.max(0, values.length - start)];
    this.falling = new int[Math.max(0, values.length - start)];
    this.position = start - 1;
    if (renewed >= 0 && renewed < Math.min(first, values.length)) {
      jump(renewed);
    }
    while (position < first - 1) {
      step();
    }
  }

  /** Goes to a date at which the window is computed anew: the steps before it leave no trace. */
  private void jump(int renewed) {
    for (position = start; position <= renewed; position++) {
      if (!Double.isNaN(values[position])) {
        observations++;
        enter(position);
      }
    }
    position = renewed;
    anew();
  }

  private double[] sorted() {
    return Arrays.stream(values, Math.min(start, values.length), values.length)
        .filter(v -> !Double.isNaN(v))
        .sorted()
        .toArray();
  }

  /** How many dates before one count for its statistics, to the last bit. */
  public static int reach(int window) {
    return window + renewal(window);
  }

  private static int renewal(int window) {
    return Math.min(window, RENEWAL);
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

  /** Steps to the next date. */
  public void step() {
    position++;
    int leaving = position - window;
    if (leaving >= start && !Double.isNaN(values[leaving])) {
      remove(leaving);
    }
    if (!Double.isNaN(values[position])) {
      add(position);
    }
    // Updates add up rounding errors; once a window is computed anew they start from nothing.
    if (position % renewal == renewal - 1) {
      anew();
    }
  }

  private void add(int at) {
    double value = values[at];
    observations++;
    double before = value - mean;
    mean += before / observations;
    squares += before * (value - mean);
    enter(at);
  }

  /** Takes a value into ranks and extremes. */
  private void enter(int at) {
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

  private void remove(int at) {
    double value = values[at];
    observations--;
    if (observations == 0) {
      mean = 0;
      squares = 0;
    } else {
      double before = value - mean;
      mean -= before / observations;
      squares = Math.max(0, squares - before * (value - mean));
    }
    count(at, -1);
    if (risingFrom < risingTo && rising[risingFrom] == at) {
      risingFrom++;
    }
    if (fallingFrom < fallingTo && falling[fallingFrom] == at) {
      fallingFrom++;
    }
  }

  private void anew() {
    int from = Math.max(0, position - window + 1);
    double sum = 0;
    for (int i = from; i <= position; i++) {
      sum += Double.isNaN(values[i]) ? 0 : values[i];
    }
    mean = observations == 0 ? 0 : sum / observations;
    squares = 0;
    for (int i = from; i <= position; i++) {
      double distance = Double.isNaN(values[i]) ? 0 : values[i] - mean;
      squares += distance * distance;
    }
  }

  private void count(int at, int change) {
    for (int i = isRanked ? ranks[at] : counts.length; i < counts.length; i += i & -i) {
      counts[i] += change;
    }
  }

  /** Dates of the window with a value. */
  public int observations() {
    return observations;
  }

  /** True if at least half the window's dates have a value. */
  public boolean isEnough() {
    return 2 * observations >= window;
  }

  /** Mean of the observations. */
  public double mean() {
    return isConstant() ? minimum() : mean;
  }

  /** Sample standard deviation; NaN with fewer than two observations. */
  public double deviation() {
    if (observations < 2) {
      return Double.NaN;
    }
    return isConstant() ? 0 : Math.sqrt(squares / (observations - 1));
  }

  private boolean isConstant() {
    return observations > 0 && minimum() == maximum();
  }

  /** Least observation. */
  public double minimum() {
    return observations == 0 ? Double.NaN : values[rising[risingFrom]];
  }

  /** Greatest observation. */
  public double maximum() {
    return observations == 0 ? Double.NaN : values[falling[fallingFrom]];
  }

  private double today() {
    return values[position];
  }

  /** (today - mean) / deviation; NaN if today is missing or the deviation is 0. */
  public double zScore() {
    double deviation = deviation();
    return deviation > 0 ? (today() - mean()) / deviation : Double.NaN;
  }

  /** Share of observations not above today's value; NaN if today is missing. */
  public double percentile() {
    if (Double.isNaN(today())) {
      return Double.NaN;
    }
    return (double) (isRanked ? notAboveByRank() : notAbove()) / observations;
  }

  private int notAboveByRank() {
    int notAbove = 0;
    for (int i = reach[position]; i > 0; i -= i & -i) {
      notAbove += counts[i];
    }
    return notAbove;
  }

  private int notAbove() {
    double limit = nextToEqual(today());
    int notAbove = 0;
    for (int i = Math.max(0, position - window + 1); i <= position; i++) {
      notAbove += values[i] <= limit ? 1 : 0;
    }
    return notAbove;
  }

  /** The greatest number that counts as the same. */
  private static double nextToEqual(double value) {
    return value + EQUAL * Math.abs(value);
  }

  /** today / maximum - 1 where the maximum is above 0; NaN otherwise. */
  public double drawdown() {
    return maximum() > 0 ? today() / maximum() - 1 : Double.NaN;
  }

  /** today / minimum - 1 where the minimum is above 0; NaN otherwise. */
  public double rebound() {
    return minimum() > 0 ? today() / minimum() - 1 : Double.NaN;
  }
}
