/**
 * The only package that touches Delta, sessions and file systems.
 *
 * <p>Belongs here: opening a session, reading, appending and replacing tables, table versions,
 * listing and opening files. Must not come here: what the rows mean. Upstream: domain, table.
 * Downstream: run, feed, contract, series, valuation.
 */
package org.rerate.storage;
