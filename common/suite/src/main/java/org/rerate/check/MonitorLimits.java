package org.rerate.check;

import org.rerate.domain.RerateException;

/**
 * From where on a number is listed.
 *
 * @param maxMove largest unexplained part of a move, a fraction of the number before
 * @param maxCoverageFall largest fall of a coverage, a fraction of the cap
 */
public record MonitorLimits(double maxMove, double maxCoverageFall) {

  /** Limits that make sense. */
  public MonitorLimits {
    require("max_move", maxMove);
    require("max_coverage_fall", maxCoverageFall);
  }

  private static void require(String name, double limit) {
    if (!(limit > 0)) {
      throw RerateException.usage(
          "monitor." + name + " is " + limit + ", and must be above 0",
          "Write a fraction, such as 0.05 for 5 %");
    }
  }
}
