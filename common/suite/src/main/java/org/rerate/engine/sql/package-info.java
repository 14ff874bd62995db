/**
 * Questions in SQL: views, functions and the guard that lets only reading statements through.
 *
 * <p>Must not come here: what the answers mean. Upstream: domain, table, engine.delta. Downstream:
 * run, jobs.
 */
package org.rerate.engine.sql;
