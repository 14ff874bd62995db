/**
 * The doors to the library: a command a package, each of which parses, reads, calls {@code common},
 * writes and records.
 *
 * <p>Belongs here: options, what is printed, exit codes. Must not come here: arithmetic, rules,
 * Delta, the building of sessions. Upstream: everything in common. Downstream: nothing.
 */
package org.rerate.jobs;
