/**
 * A report as sections, charts, tables and sentences whose numbers carry their explanation.
 *
 * <p>Belongs here: what a reader sees, in the order seen, whatever it is drawn with, and how a
 * number is written. Must not come here: mark-up, queries, formulas. Upstream: nothing. Downstream:
 * the builders of sections in {@code report}, the page in jobs.
 */
package org.rerate.report.document;
