/**
 * Tables on Delta Lake, and the sessions that open them: the warehouse, scans, appends,
 * replacements, versions, maintenance.
 *
 * <p>Belongs here: whatever touches Delta, sessions and file systems. Must not come here: what the
 * rows mean. Upstream: domain, table. Downstream: everything that reads or writes tables.
 */
package org.rerate.engine.delta;
