package org.rerate.methodology;

/**
 * Statistics of a series over its last N dates, date by date (methodology section 8). A missing
 * value (NaN) takes a date's place in the window but is no observation.
 *
 * <p>One step costs the same whatever the window: mean and deviation are updated with the value
 * that enters and the one that leaves, order is kept ({@link KeptOrder}). Only for the few dates at
 * the end of a long series, as a new day asks for them, the window is looked at instead.
 *
 * <p>Worked, window of 4 over 1, 2, 4, 3: mean 2.5, deviation 1.2910, today's z-score 0.3873,
 * percentile 3/4, drawdown 3/4 - 1 = -0.25, rebound 3/1 - 1 = 2.
 */
public final class RollingStatistics {

  /** After at most so many dates a window is computed anew. */
  private static final int RENEWAL = 126;

  /** For so few dates it is quicker to look at the window than to keep its order. */
  private static final int FEW = 64;

  private final double[] values;
  private final int window;
  private final int renewal;
  private final int start;
  private final WindowOrder order;
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
    this.order =
        values.length - first > FEW
            ? new KeptOrder(values, start)
            : new CountedOrder(values, window);
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
        order.enter(position);
      }
    }
    position = renewed;
    anew();
  }

  /** How many dates before one count for its statistics, to the last bit. */
  public static int reach(int window) {
    return window + renewal(window);
  }

  private static int renewal(int window) {
    return Math.min(window, RENEWAL);
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
    order.enter(at);
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
    order.leave(at);
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
    return observations == 0 ? Double.NaN : order.minimum(position);
  }

  /** Greatest observation. */
  public double maximum() {
    return observations == 0 ? Double.NaN : order.maximum(position);
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
    return Double.isNaN(today()) ? Double.NaN : (double) order.notAbove(position) / observations;
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
