package org.rerate.methodology;

/**
 * How the values in a moving window lie to each other: extremes, and how many are not above the
 * newest. Missing values (NaN) neither enter nor leave.
 */
interface WindowOrder {

  /**
   * Two values this close, relatively, are the same number: a P/E in one currency does not move
   * with its rate, but its last bit does.
   */
  double EQUAL = 1e-12;

  /** The value of the date {@code at} comes into the window. */
  void enter(int at);

  /** The value of the date {@code at}, the oldest, leaves the window. */
  void leave(int at);

  /** Least value of a window that ends with the date {@code at} and has one. */
  double minimum(int at);

  /** Greatest value of a window that ends with the date {@code at} and has one. */
  double maximum(int at);

  /** How many values of the window that ends with the date {@code at} are not above its own. */
  int notAbove(int at);

  /** The greatest number that counts as the same. */
  static double nextToEqual(double value) {
    return value + EQUAL * Math.abs(value);
  }
}
