/**
 * The facts of a key as sorted primitive columns, in all their versions, and the question which of
 * them counted on a day for someone who knew this much.
 *
 * <p>Belongs here: packed columns and their byte form, the history of one issuer and one line,
 * exchange rates, memberships, the knowledge cut. Must not come here: formulas, Spark, files.
 * Upstream: domain. Downstream: value, blocks, valuation, explain.
 */
package org.rerate.history;
