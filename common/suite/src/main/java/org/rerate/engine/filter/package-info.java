/**
 * Conditions on rows, each written once: a sealed filter with its renderings to Delta Kernel,
 * Parquet, SQL and a test of one row.
 *
 * <p>Must not come here: reading and writing. Upstream: domain, table. Downstream: the other
 * packages of engine and all that ask tables.
 */
package org.rerate.engine.filter;
