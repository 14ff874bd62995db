package org.rerate.jobs.synthetic;

import org.rerate.domain.Days;

/**
 * How rows reach us: most at the end of their day, some late, some wrong at first and corrected
 * later, few taken back.
 *
 * @param late share of rows that come days late
 * @param corrected share of rows that come wrong and are corrected later
 * @param retracted share of rows that are taken back later
 * @param delay most days that a correction takes
 */
record Delivery(double late, double corrected, double retracted, int delay) {

  /** Writes one version of a row. */
  interface Versioned {

    /**
     * Writes it.
     *
     * @param factor what the true value is multiplied by; 1 but for a wrong one
     */
    void write(double factor, Long knownAt, boolean retracted);
  }

  void send(Draws draws, int day, Versioned row) {
    double place = draws.uniform();
    if (place >= late + corrected + retracted) {
      row.write(1, null, false);
    } else if (place < late) {
      row.write(1, after(draws, day, 6), false);
    } else if (place < late + corrected) {
      row.write(draws.chance(0.5) ? 1.03 : 0.95, null, false);
      row.write(1, after(draws, day, delay), false);
    } else {
      row.write(1, null, false);
      row.write(1, after(draws, day, delay), true);
    }
  }

  /** Some moment of one of the days after. */
  private static Long after(Draws draws, int day, int most) {
    return Days.endOf(day) + (1 + draws.below(most * 24 * 60)) * 60_000_000L;
  }
}
