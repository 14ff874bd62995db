package org.rerate.methodology;

/** Looks at the whole window when asked: for a few dates that is quicker than keeping books. */
final class CountedOrder implements WindowOrder {

  private final double[] values;
  private final int window;
  private int lookedAt = -1;
  private double least;
  private double greatest;

  CountedOrder(double[] values, int window) {
    this.values = values;
    this.window = window;
  }

  @Override
  public void enter(int at) {
    // Nothing is kept.
  }

  @Override
  public void leave(int at) {
    // Nothing is kept.
  }

  @Override
  public double minimum(int at) {
    look(at);
    return least;
  }

  @Override
  public double maximum(int at) {
    look(at);
    return greatest;
  }

  private int start(int at) {
    return Math.max(0, at - window + 1);
  }

  private void look(int at) {
    if (lookedAt == at) {
      return;
    }
    lookedAt = at;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = start(at); i <= at; i++) {
      double value = values[i];
      low = value <= low ? value : low;
      high = value >= high ? value : high;
    }
    least = low;
    greatest = high;
  }

  @Override
  public int notAbove(int at) {
    double limit = WindowOrder.nextToEqual(values[at]);
    int notAbove = 0;
    for (int i = start(at); i <= at; i++) {
      notAbove += values[i] <= limit ? 1 : 0;
    }
    return notAbove;
  }
}
