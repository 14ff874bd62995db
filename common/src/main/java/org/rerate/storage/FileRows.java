package org.rerate.storage;

/** The rows of one file of a table, as a {@link TableScan} hands them out. */
public final class FileRows {

  private final ScannedRows.Views rows;
  private final int[] places;

  FileRows(ScannedRows.Views rows, int[] places) {
    this.rows = rows;
    this.places = places;
  }

  /**
   * Views of the columns that were read, see {@link ScannedRows}. Conditions have left out files
   * and groups of rows: rows that do not meet them may be among these.
   */
  public ScannedRows.Views rows() {
    return rows;
  }

  /** Where each asked column stands in a row. */
  public int[] places() {
    return places.clone();
  }
}
