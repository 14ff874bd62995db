/**
 * What baskets and their members are worth: issuers, baskets, changes, comparisons.
 *
 * <p>Belongs here: the walk over days that turns histories into caps and earnings, those into
 * basket values, and the datasets around both. Must not come here: formulas (methodology), Delta,
 * printing. Upstream: domain, methodology, table, series, storage. Downstream: report, jobs.
 */
package org.rerate.valuation;
