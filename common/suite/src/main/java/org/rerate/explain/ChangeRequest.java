package org.rerate.explain;

import org.rerate.domain.Basis;
import org.rerate.domain.Membership;

/**
 * Which change of a basket to take apart.
 *
 * @param basket the basket
 * @param subsector a sub-sector, ALL, or a composite
 * @param from first day
 * @param to last day, whose members count at both ends
 * @param basis calendar year of the earnings
 * @param membership who counts as a member
 */
public record ChangeRequest(
    String basket, String subsector, int from, int to, Basis basis, Membership membership) {

  /** The same basket on one of the two days. */
  ExplainRequest on(int day) {
    return new ExplainRequest(basket, subsector, day, basis, membership);
  }
}
