package org.rerate.valuation;

import org.rerate.methodology.Rerating;

/**
 * Where one member's change came from over one span.
 *
 * @param request basket, membership rule and span
 * @param subsector the member's sub-sector
 * @param issuerId the member
 * @param basis calendar year
 * @param rerating the effects
 */
public record MemberChange(
    SpanRequest request, String subsector, String issuerId, String basis, Rerating rerating) {}
