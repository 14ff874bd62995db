/**
 * The words of the subject: statuses, bases, knowledge, membership, currencies, fiscal periods.
 *
 * <p>Belongs here: records and enums that every other package speaks in, with their parsing and
 * printing. Must not come here: Spark, files, configuration, formulas. Upstream: nothing.
 * Downstream: everything.
 */
package org.rerate.domain;
