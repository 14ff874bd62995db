/**
 * What rows must be like: rules as Spark columns with a code, and the judgement of every row in one
 * scan: accepted, unchanged or quarantined.
 *
 * <p>Belongs here: rules across the columns of a row, across rows of a file, against stored rows
 * and reference tables. Must not come here: reading of text, and anything that writes. Upstream:
 * domain, table, feed. Downstream: ingest.
 */
package org.rerate.contract;
