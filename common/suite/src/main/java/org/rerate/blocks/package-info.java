/**
 * Packed blocks: the versions of a key, cut from the market tables into columns, once, when they
 * come in.
 *
 * <p>Belongs here: packing, carrying forward, compaction, and facts that are read from the market
 * tables into histories. Must not come here: formulas, result tables. Upstream: history, table,
 * engine. Downstream: valuation, measure, explain, check.
 */
package org.rerate.blocks;
