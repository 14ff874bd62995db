/**
 * Loading a feed: reads, judges and stores each file, and says what became of every row.
 *
 * <p>Belongs here: the order of files, what is withheld, what lands where, counts. Must not come
 * here: parsing, rules, arguments of commands, a clock. Upstream: ingest.read, ingest.check,
 * engine. Downstream: jobs.
 */
package org.rerate.ingest.load;
