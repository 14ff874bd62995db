/**
 * What one issuer is worth on each day: market cap and earnings, with their statuses and the facts
 * that they came from.
 *
 * <p>Belongs here: the walk over days that turns histories into caps and earnings, by the formulas
 * of methodology, and what it hands on. Must not come here: Spark, tables, formulas themselves.
 * Upstream: domain, methodology, history. Downstream: valuation, explain.
 */
package org.rerate.value;
