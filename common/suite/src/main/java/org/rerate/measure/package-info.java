/**
 * The further measures of methodology sections 7 and 9: one class per measure, one relation each,
 * and one way to ask for them.
 *
 * <p>Belongs here: which rows a measure reads, who counts, what becomes of what is missing. Must
 * not come here: formulas (methodology), the declaration of relations (table), arguments as typed,
 * printing. Upstream: domain, methodology, table, storage, series, valuation. Downstream: explain,
 * check, report, jobs.
 */
package org.rerate.measure;
