package org.rerate.methodology;

import org.rerate.domain.Status;

/**
 * When a set of members is too thin to publish a ratio of it (methodology 4.4), the same for every
 * ratio of a basket.
 *
 * <p>Worked: caps 100 and 300, only the first matched, {@code min_coverage} 0.5: coverage {@code
 * 100/400 = 0.25} is {@code LOW_COVERAGE}.
 */
public final class CoverageRule {

  private CoverageRule() {}

  /**
   * OK, NO_COVERAGE, LOW_COVERAGE or LOW_MEMBER_COVERAGE.
   *
   * @param coverage matched cap / cap; looked at only if anyone is matched
   * @param matched members with a cap and every figure
   * @param capped members with a cap
   * @param members all members
   */
  public static Status status(
      Methodology methodology, double coverage, int matched, int capped, int members) {
    if (matched == 0) {
      return Status.NO_COVERAGE;
    }
    if (coverage < methodology.minCoverage()) {
      return Status.LOW_COVERAGE;
    }
    return (double) capped / members < methodology.minMemberCoverage()
        ? Status.LOW_MEMBER_COVERAGE
        : Status.OK;
  }
}
