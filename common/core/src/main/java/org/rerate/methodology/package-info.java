/**
 * The switches and the arithmetic of the methodology, as plain functions over numbers and arrays.
 *
 * <p>Belongs here: every formula, once, with its definition and a worked number. Must not come
 * here: Spark, dates as text, tables, reading or writing. A missing number is {@code NaN} in an
 * array. Upstream: domain. Downstream: series, valuation, explain, check, report.
 */
package org.rerate.methodology;
