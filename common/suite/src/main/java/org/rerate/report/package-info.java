/**
 * The model of a report: what is selected, and the numbers it shows, without any mark-up.
 *
 * <p>Belongs here: reading {@code conf/reports}, reading result tables into a model. Must not come
 * here: HTML, terminal layout, formulas. Upstream: everything else in common. Downstream: jobs.
 */
package org.rerate.report;
