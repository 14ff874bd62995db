/**
 * Rows as columns of numbers: how they are held, sent from those who read them to those who compare
 * them, and put in order. A row object per record would cost more than all that is done with it.
 *
 * <p>Belongs here: the form of such rows and their order. Must not come here: reading of files,
 * rules, and anything that writes tables. Upstream: domain, table. Downstream: ingest.
 */
package org.rerate.engine.batch;
