/**
 * One declaration per table: columns, kinds, units, what null means, key.
 *
 * <p>Belongs here: declarations, and the schema, comments and dictionary that come from them. Must
 * not come here: reading, writing, rules, sessions. Upstream: domain. Downstream: contract,
 * storage, valuation.
 */
package org.rerate.table;
