/**
 * Numbers taken apart: which rows of which files made them, and what comes out when they are
 * calculated again from those rows alone.
 *
 * <p>Belongs here: citations of market rows, the explanation of a basket's number and of a measure.
 * Must not come here: the valuation itself, printing. Upstream: domain, methodology, table, series,
 * valuation, measure, storage. Downstream: jobs.
 */
package org.rerate.explain;
