/**
 * The invariants of stored results and of the run ledger, each as a query that finds the rows that
 * violate it.
 *
 * <p>Belongs here: one invariant a query, its name and what it expects. Must not come here: the
 * valuation itself, printing. Upstream: domain, methodology, table, storage, run, valuation,
 * measure. Downstream: jobs.
 */
package org.rerate.check;
