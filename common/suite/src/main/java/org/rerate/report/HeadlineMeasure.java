package org.rerate.report;

import org.rerate.domain.Status;
import org.rerate.methodology.BasketValue;
import org.rerate.methodology.LikeForLikeChange;
import org.rerate.methodology.LossMade;

/** The measures of headlines, by their columns in the result tables, and how each is told. */
final class HeadlineMeasure {

  static final String CAP = "cap_usd";
  static final String PE = "pe";
  static final String CHANGE = "lfl_cap_change_pct";
  static final String INCREMENTAL = "incremental_pe";
  static final String RATIO = "cap_ratio";
  static final String PREMIUM = "pe_premium";

  private HeadlineMeasure() {}

  /**
   * A number in one state.
   *
   * @param value NaN if missing
   * @param coverage NaN if missing
   * @param status OK, or why the number is missing
   * @param exLosses the same of the members with positive earnings; NaN where nobody asks
   */
  record Figure(double value, double coverage, Status status, double exLosses) {

    Figure(double value, double coverage, Status status) {
      this(value, coverage, status, Double.NaN);
    }

    /**
     * This less {@code before}, nothing where only the last digits differ; missing where either is,
     * for the reason of the first that is.
     */
    Figure less(Figure before) {
      double rounding = 1e-12 * Math.max(Math.abs(value), Math.abs(before.value));
      double moved = value - before.value;
      return new Figure(
          Math.abs(moved) <= rounding ? 0 : moved,
          coverage,
          before.status == Status.OK ? status : before.status);
    }
  }

  static Figure cap(BasketValue value) {
    return new Figure(
        value.cap,
        value.members == 0 ? Double.NaN : (double) value.capped / value.members,
        value.capped == 0 ? Status.NO_COVERAGE : Status.OK);
  }

  static Figure pe(BasketValue value) {
    return new Figure(value.pe, value.coverage, value.status, value.peExLosses);
  }

  static Figure change(LikeForLikeChange change) {
    int both = change.counts().both();
    return new Figure(
        change.lflCapChangePct(),
        change.counts().members() == 0 ? Double.NaN : (double) both / change.counts().members(),
        both == 0 ? Status.NO_COVERAGE : Status.OK);
  }

  static Figure incremental(LikeForLikeChange change) {
    return new Figure(change.incrementalPe(), change.matchedCoverage(), change.status());
  }

  /** A's over B's, less {@code subtracted}. */
  static Figure quotient(Figure a, Figure b, double subtracted) {
    return new Figure(
        a.value / b.value - subtracted,
        Math.min(a.coverage, b.coverage),
        a.status == Status.OK ? b.status : a.status,
        a.exLosses / b.exLosses - subtracted);
  }

  /** True if losses have made the number of that measure: see {@link LossMade}. */
  static boolean isMadeByLosses(String measure, Figure figure) {
    return switch (measure) {
      case PE -> LossMade.pe(figure.value, figure.exLosses);
      case PREMIUM -> LossMade.premium(figure.value, figure.exLosses);
      default -> false;
    };
  }
}
