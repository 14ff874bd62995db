package org.rerate.report.document;

/**
 * A column of a table.
 *
 * @param name name in the CSV
 * @param title heading for readers
 * @param unit what its values are counted in
 * @param meaning what it says, for whoever points at the heading
 * @param filesOnly true if the page leaves it out, because it has nothing to tell this time; files
 *     have the same columns each time
 */
public record Column(String name, String title, Unit unit, String meaning, boolean filesOnly) {

  /** A column of page and files. */
  public Column(String name, String title, Unit unit, String meaning) {
    this(name, title, unit, meaning, false);
  }
}
