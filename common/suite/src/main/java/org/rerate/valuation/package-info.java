/**
 * What baskets and their members are worth: issuers, baskets, changes, comparisons, rolling
 * statistics, over any span of dates.
 *
 * <p>Belongs here: planning what has to be valued, valuing it on the transports of engine, and
 * storing it. Must not come here: formulas (methodology), Delta, printing. Upstream: methodology,
 * history, value, table, engine, blocks. Downstream: explain, check, report, jobs.
 */
package org.rerate.valuation;
