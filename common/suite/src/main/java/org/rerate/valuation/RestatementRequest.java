package org.rerate.valuation;

import java.time.Instant;
import java.util.List;
import org.rerate.domain.Basis;

/**
 * A basket's day to value as rows were recorded by two instants.
 *
 * @param basket the basket and its rule of membership
 * @param day the day valued
 * @param bases earnings bases
 * @param before rows recorded by then, inclusive
 * @param after rows recorded by then; later than {@code before}
 */
public record RestatementRequest(
    BasketRequest basket, int day, List<Basis> bases, Instant before, Instant after) {}
