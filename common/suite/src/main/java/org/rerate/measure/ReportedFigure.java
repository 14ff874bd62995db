package org.rerate.measure;

import org.rerate.domain.Status;
import org.rerate.history.FactKind;

/**
 * A company's figure for a period.
 *
 * @param amount in {@code currency}; NaN if missing or made of two currencies
 * @param currency its currency; null if missing or two
 * @param usd in dollars; NaN unless the status is OK
 * @param end end of the period, or {@link FactKind#NONE}
 * @param status OK, or why {@code usd} is missing
 */
record ReportedFigure(double amount, String currency, double usd, int end, Status status) {

  static ReportedFigure missing(Status status) {
    return new ReportedFigure(Double.NaN, null, Double.NaN, FactKind.NONE, status);
  }

  /** True if the amount is there, be it that no rate converts it. */
  boolean isKnown() {
    return status == Status.OK || !Double.isNaN(amount);
  }

  /** This and another leg of the same period, weighted; the first reason stands. */
  ReportedFigure plus(ReportedFigure other) {
    boolean same = currency != null && currency.equals(other.currency);
    return new ReportedFigure(
        same ? amount + other.amount : Double.NaN,
        same ? currency : null,
        usd + other.usd,
        Math.max(end, other.end),
        status == Status.OK ? other.status : status);
  }

  ReportedFigure times(double weight) {
    return new ReportedFigure(amount * weight, currency, usd * weight, end, status);
  }
}
