package org.rerate.explain;

import org.rerate.domain.Basis;
import org.rerate.domain.Membership;

/**
 * Which number to take apart.
 *
 * @param basket the basket
 * @param subsector a sub-sector, ALL, or a composite
 * @param day the day
 * @param basis earnings basis
 * @param membership who counts as a member
 */
public record ExplainRequest(
    String basket, String subsector, int day, Basis basis, Membership membership) {}
