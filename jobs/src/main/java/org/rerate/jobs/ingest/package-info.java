/** Doors to loading feeds. */
package org.rerate.jobs.ingest;
