/**
 * Packed series: the versions of a key as sorted primitive arrays, and the as-of walk over them.
 *
 * <p>Belongs here: blocks and their byte form, cutting market rows into blocks, the history of one
 * issuer, rates, memberships, and the question "which row counted on day d for someone who knew
 * this much". Must not come here: formulas, result tables. Upstream: domain, methodology, table,
 * storage. Downstream: valuation, explain, check.
 */
package org.rerate.series;
