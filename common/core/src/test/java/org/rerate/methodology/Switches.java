package org.rerate.methodology;

import java.util.List;
import java.util.Map;

/** Methodologies for tests of formulas. */
final class Switches {

  /** The values of the methodology page, as far as formulas of baskets look at them. */
  static final Methodology DEFAULT =
      new Methodology(
          "test",
          Methodology.ShareClassPolicy.SUM_OF_LINES,
          CalendarYear.TIME_WEIGHTED,
          10,
          10,
          180,
          1,
          0.5,
          0,
          List.of(),
          Map.of(),
          Map.of(),
          List.of());

  private Switches() {}
}
