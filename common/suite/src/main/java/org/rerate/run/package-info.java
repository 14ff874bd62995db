/**
 * What every run has: configuration, the run ledger, errors with codes, progress.
 *
 * <p>Belongs here: how a run is described, recorded and reported. Must not come here: formulas,
 * rules, SQL of one table. Upstream: domain, table, storage. Downstream: jobs.
 */
package org.rerate.run;
