package org.rerate.valuation;

import org.rerate.methodology.LikeForLikeChange;
import org.rerate.methodology.Rerating;

/**
 * Change of one group of a basket on one basis over one span.
 *
 * @param request basket, membership rule and span
 * @param group a sub-sector, ALL, or a composite
 * @param basis calendar year
 * @param change like for like, with the incremental P/E
 * @param shareOfChange part of the basket's like-for-like change; NaN without one
 * @param rerating where the change came from
 */
public record BasketChange(
    SpanRequest request,
    String group,
    String basis,
    LikeForLikeChange change,
    double shareOfChange,
    Rerating rerating) {}
