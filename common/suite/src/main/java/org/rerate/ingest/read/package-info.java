/**
 * From files to typed rows with their original text: formats, records, fields, vendor mappings.
 *
 * <p>Belongs here: finding a feed's files, cutting records, reading values by {@code ColumnKind},
 * mappings of vendors' layouts. Must not come here: rules that look across columns, rows or tables,
 * and anything that writes. Upstream: domain, table, engine. Downstream: ingest.check, ingest.load.
 */
package org.rerate.ingest.read;
