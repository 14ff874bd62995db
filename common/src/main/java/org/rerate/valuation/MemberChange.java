package org.rerate.valuation;

import org.rerate.methodology.Rerating;

/**
 * Where one member's change came from over one span.
 *
 * @param request basket and membership rule
 * @param subsector the member's sub-sector
 * @param issuerId the member
 * @param basis calendar year
 * @param rerating the effects
 */
public record MemberChange(
    BasketRequest request, String subsector, String issuerId, String basis, Rerating rerating) {}
