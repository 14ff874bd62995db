package org.rerate.measure;

import org.rerate.domain.Status;
import org.rerate.series.Kind;

/**
 * A company's figure for a period.
 *
 * @param amount in {@code currency}; NaN if missing or made of two currencies
 * @param currency its currency; null if missing or two
 * @param usd in dollars; NaN unless the status is OK
 * @param end end of the period, or {@link Kind#NONE}
 * @param status OK, or why {@code usd} is missing
 */
record Figure(double amount, String currency, double usd, int end, Status status) {

  static Figure missing(Status status) {
    return new Figure(Double.NaN, null, Double.NaN, Kind.NONE, status);
  }

  /** True if the amount is there, be it that no rate converts it. */
  boolean isKnown() {
    return status == Status.OK || !Double.isNaN(amount);
  }

  /** This and another leg of the same period, weighted; the first reason stands. */
  Figure plus(Figure other) {
    boolean same = currency != null && currency.equals(other.currency);
    return new Figure(
        same ? amount + other.amount : Double.NaN,
        same ? currency : null,
        usd + other.usd,
        Math.max(end, other.end),
        status == Status.OK ? other.status : status);
  }

  Figure times(double weight) {
    return new Figure(amount * weight, currency, usd * weight, end, status);
  }
}
