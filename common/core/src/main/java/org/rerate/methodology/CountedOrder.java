package org.rerate.methodology;

/**
 * Looks at the whole window when asked, and at the next date only at what came and went: for a few
 * dates that is quicker than keeping books.
 */
final class CountedOrder implements WindowOrder {

  private final double[] values;
  private final int window;
  private int lookedAt = -1;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;

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
    boolean follows = lookedAt == at - 1 && !isExtreme(at - window);
    lookedAt = at;
    if (follows) {
      take(values[at]);
      return;
    }
    least = Double.POSITIVE_INFINITY;
    greatest = Double.NEGATIVE_INFINITY;
    for (int i = start(at); i <= at; i++) {
      take(values[i]);
    }
  }

  private boolean isExtreme(int left) {
    return left >= 0 && (values[left] <= least || values[left] >= greatest);
  }

  private void take(double value) {
    least = value <= least ? value : least;
    greatest = value >= greatest ? value : greatest;
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
