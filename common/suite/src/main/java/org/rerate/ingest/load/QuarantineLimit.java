package org.rerate.ingest.load;

import org.rerate.domain.RerateException;

/**
 * How many bad rows a file may have before nothing of it lands: it is withheld if they are more
 * than a share of its rows and more than a number, so that one wrong row in ten does not hold back
 * the other nine.
 *
 * @param fraction the share, from 0 to 1
 * @param rows the number, 0 or more
 */
public record QuarantineLimit(double fraction, long rows) {

  /** Checks the limits. */
  public QuarantineLimit {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw RerateException.usage(
          "ingest.max_quarantine_fraction is " + fraction,
          "It is a fraction from 0 to 1, such as 0.05");
    }
    if (rows < 0) {
      throw RerateException.usage(
          "ingest.min_quarantined_rows is " + rows, "It is a number of rows, such as 10");
    }
  }

  /** True if a file with so many bad rows among those read is withheld. */
  boolean isExceeded(long bad, long read) {
    return bad > rows && bad > fraction * read;
  }
}
