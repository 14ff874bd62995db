/**
 * Brings rows of one key together, sorted: in threads of this process, or in tasks of the cluster.
 *
 * <p>Belongs here: the exchange, its two transports and the choice between them. Must not come
 * here: what is done with the rows. Upstream: domain. Downstream: ingest, blocks, valuation.
 */
package org.rerate.engine.exchange;
