package org.rerate.report.document;

/**
 * A column of a table.
 *
 * @param name name in the CSV
 * @param title heading for readers
 * @param unit what its values are counted in
 * @param meaning what it says, for whoever points at the heading
 */
public record Column(String name, String title, Unit unit, String meaning) {}
