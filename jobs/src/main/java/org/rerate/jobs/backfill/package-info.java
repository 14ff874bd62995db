/** The door to valuing years of history. */
package org.rerate.jobs.backfill;
