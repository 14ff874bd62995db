package org.rerate.report.document;

/**
 * One thing that a report says about where it comes from, such as its source or the run that
 * computed it.
 *
 * @param label what it is
 * @param text what the report says
 */
public record Origin(String label, String text) {}
