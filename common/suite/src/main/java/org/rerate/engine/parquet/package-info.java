/**
 * Data files of tables: reading them by columns and writing them, without a query of Spark.
 *
 * <p>Must not come here: which files a table has (delta). Upstream: table, engine.filter.
 * Downstream: engine.delta, blocks, valuation.
 */
package org.rerate.engine.parquet;
