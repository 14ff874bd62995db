package org.rerate.value;

import org.rerate.domain.Status;
import org.rerate.history.FactHistory;
import org.rerate.history.FiscalBook;
import org.rerate.history.LineHistory;

/**
 * Hears which rows the walk takes while it values an issuer on a day, so that a number can be
 * explained by the walk that made it. When many days are valued nobody listens.
 */
public interface ValuationTrace {

  /** Hears nothing. */
  ValuationTrace NOBODY = new ValuationTrace() {};

  /** A live line; {@code count} is the row of its share count, or -1. */
  default void line(LineHistory line, int version, int count) {}

  /** A price that the cap, or the number of shares, needs; {@code status} says if it serves. */
  default void price(LineHistory line, int version, int price, Status status) {}

  /** The vendor's cap, taken since no line has a share count. */
  default void vendorCap(int row) {}

  /** A row of a fiscal period, with its weight in the earnings. */
  default void leg(
      int period, FiscalBook.Series series, FactHistory rows, int row, double weight) {}

  /** A fiscal period that is needed and has nothing usable. */
  default void missing(int period, double weight, Status reason) {}
}
