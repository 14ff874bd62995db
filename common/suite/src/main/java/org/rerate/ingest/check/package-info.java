/**
 * What rows must be like: rules with a code, and the judgement of every row, by itself and beside
 * the rows of its key: accepted, unchanged or quarantined.
 *
 * <p>Belongs here: rules across the columns of a row, across rows of a file, against stored rows
 * and reference tables. Must not come here: reading of text, and anything that writes. Upstream:
 * domain, table, engine.batch, ingest.read. Downstream: ingest.load.
 */
package org.rerate.ingest.check;
