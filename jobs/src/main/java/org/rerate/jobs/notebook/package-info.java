/**
 * What the notebooks call: the session, answers as tables and charts, commands, findings in words.
 *
 * <p>Belongs here: showing rows of relations. Must not come here: formulas. Upstream: storage, cli.
 * Downstream: {@code notebooks/*.ipynb}.
 */
package org.rerate.jobs.notebook;
