package org.rerate.measure;

import java.util.List;
import org.rerate.domain.Status;
import org.rerate.methodology.Growth;

/**
 * Growth of one figure with both its ends: a member's in its own currency, a group's in dollars.
 *
 * @param currency currency of the ends; null if they are missing
 * @param from at the start; NaN if missing
 * @param to at the end; NaN if missing
 * @param growth a fraction; NaN unless the status is OK
 * @param count members behind it
 * @param status OK, or why growth is missing
 */
record Growths(String currency, double from, double to, double growth, int count, Status status) {

  /** A member's growth, in dollars only if its currency changed in between. */
  static Growths of(ReportedFigure from, ReportedFigure to) {
    boolean same = from.currency() != null && from.currency().equals(to.currency());
    double start = same ? from.amount() : from.usd();
    double end = same ? to.amount() : to.usd();
    Status missing = from.status() == Status.OK ? to.status() : from.status();
    Status status = Growth.status(start, end, missing);
    String currency =
        Double.isNaN(start) && Double.isNaN(end) ? null : same ? from.currency() : "USD";
    return new Growths(
        currency, start, end, Growth.of(start, end), status == Status.OK ? 1 : 0, status);
  }

  /** A group's growth: of the sums over members with both ends, in dollars at mean rates. */
  static Growths sum(List<ReportedFigure> from, List<ReportedFigure> to) {
    double start = 0;
    double end = 0;
    int count = 0;
    for (int i = 0; i < from.size(); i++) {
      if (from.get(i).status() == Status.OK && to.get(i).status() == Status.OK) {
        start += from.get(i).usd();
        end += to.get(i).usd();
        count++;
      }
    }
    if (count == 0) {
      return new Growths(null, Double.NaN, Double.NaN, Double.NaN, 0, Status.NO_COVERAGE);
    }
    Status status = Growth.status(start, end, Status.NO_COVERAGE);
    return new Growths("USD", start, end, Growth.of(start, end), count, status);
  }

  /** A growth without ends, such as a median; NaN means that no member has one. */
  static Growths alone(double growth) {
    Status status = Double.isNaN(growth) ? Status.NO_COVERAGE : Status.OK;
    return new Growths(null, Double.NaN, Double.NaN, growth, 0, status);
  }
}
