/** The door to the report: the page, its CSV files, and where they go. */
package org.rerate.jobs.report;
