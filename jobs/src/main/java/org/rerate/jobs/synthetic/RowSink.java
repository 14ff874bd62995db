package org.rerate.jobs.synthetic;

/** Takes the rows of one file of the feed. */
interface RowSink {

  /** The business day of rows that are known since ever. */
  int ALWAYS = Integer.MIN_VALUE;

  /**
   * Takes a row.
   *
   * @param day its business day, or ALWAYS
   * @param knownAt when it became known, microseconds of UTC; null for the end of its day
   * @param retracted true if it takes its key back
   * @param cells the columns of the file, dates as days since 1970-01-01
   */
  void row(int day, Long knownAt, boolean retracted, Object... cells);
}
