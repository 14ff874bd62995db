/**
 * What others are told of runs while they go on: events of their lineage, metrics.
 *
 * <p>Belongs here: one class per form. Must not come here: anything that a run needs; whatever
 * fails here is told once, and the run goes on. Upstream: run, table. Downstream: action.
 */
package org.rerate.run.watch;
