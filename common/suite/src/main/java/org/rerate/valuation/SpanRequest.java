package org.rerate.valuation;

/**
 * A change to measure.
 *
 * @param basket basket and membership rule
 * @param from first day
 * @param to last day, whose members count at both ends
 */
public record SpanRequest(BasketRequest basket, int from, int to) {}
