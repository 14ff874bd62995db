package org.rerate.jobs.synthetic;

import java.util.ArrayList;
import java.util.List;

/**
 * A company's stay in a basket.
 *
 * @param company number of the company
 * @param subsector sub-sector
 * @param from first day
 * @param to first day after; null if it stays
 * @param factor share of it that counts; null for all
 */
record BasketStay(int company, String subsector, int from, Integer to, Double factor) {

  private static final String[] SUBSECTORS = {
    "CHIPS", "CLOUD", "EQUIPMENT", "HARDWARE", "MEMORY", "SOFTWARE"
  };

  static String basketId(int basket) {
    return "B" + Integer.toString(10_000 + basket).substring(1);
  }

  /**
   * The memberships of a basket. Each of its seats draws from companies of its own, so that stays
   * of one company never overlap.
   */
  static List<BasketStay> of(Universe universe, int basket) {
    int companies = universe.companies();
    int seats = Math.min(Universe.MEMBERS, companies);
    List<BasketStay> members = new ArrayList<>();
    for (int seat = 0; seat < seats; seat++) {
      Draws draws = new Draws(universe.seed(), "seat " + basket, seat);
      int candidates = (companies - seat - 1) / seats + 1;
      int from = universe.firstDay() - draws.between(30, 1500);
      while (from <= universe.finalDay()) {
        int to = from + draws.between(250, 5000);
        members.add(
            new BasketStay(
                seat + seats * draws.below(candidates),
                SUBSECTORS[draws.below(SUBSECTORS.length)],
                from,
                to > universe.finalDay() ? null : (Integer) to,
                draws.chance(0.1) ? (Double) (Math.rint(draws.between(50, 95)) / 100) : null));
        from = to;
      }
    }
    return members;
  }
}
