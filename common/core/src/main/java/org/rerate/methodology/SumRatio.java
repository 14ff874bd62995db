package org.rerate.methodology;

import org.rerate.domain.Status;

/**
 * The ratio of two sums of members' figures, such as the capex of two baskets over the same years
 * (methodology section 7).
 *
 * <p>Worked: A's members 10 and 8, B's 100 and 80 and one unknown: {@code 18 / 180 = 10 %}, with
 * two of three members of B covered.
 *
 * @param amountA sum over A's members; NaN if none has a figure
 * @param coveredA members of A with a figure
 * @param amountB sum over B's members; NaN if none has a figure
 * @param coveredB members of B with a figure
 * @param ratio A / B; NaN unless status is OK
 * @param status OK, NO_COVERAGE, LOW_COVERAGE, LOW_MEMBER_COVERAGE or NON_POSITIVE_BASE
 */
public record SumRatio(
    double amountA, int coveredA, double amountB, int coveredB, double ratio, Status status) {

  /**
   * Divides the sum of {@code a} by the sum of {@code b}; NaN where a member has no figure. There
   * is no cap to weigh coverage by, so {@code min_coverage} is held against the number of members,
   * on each side.
   */
  public static SumRatio of(double[] a, double[] b, Methodology methodology) {
    int coveredA = count(a);
    int coveredB = count(b);
    double sumA = coveredA == 0 ? Double.NaN : sum(a);
    double sumB = coveredB == 0 ? Double.NaN : sum(b);
    Status status = status(a.length, coveredA, b.length, coveredB, sumB, methodology);
    double ratio = status == Status.OK ? sumA / sumB : Double.NaN;
    return new SumRatio(sumA, coveredA, sumB, coveredB, ratio, status);
  }

  private static Status status(
      int membersA,
      int coveredA,
      int membersB,
      int coveredB,
      double sumB,
      Methodology methodology) {
    if (coveredA == 0 || coveredB == 0) {
      return Status.NO_COVERAGE;
    }
    double least = Math.min((double) coveredA / membersA, (double) coveredB / membersB);
    if (least < methodology.minCoverage()) {
      return Status.LOW_COVERAGE;
    }
    if (least < methodology.minMemberCoverage()) {
      return Status.LOW_MEMBER_COVERAGE;
    }
    return sumB > 0 ? Status.OK : Status.NON_POSITIVE_BASE;
  }

  private static int count(double[] values) {
    int count = 0;
    for (double value : values) {
      count += Double.isNaN(value) ? 0 : 1;
    }
    return count;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += Double.isNaN(value) ? 0 : value;
    }
    return sum;
  }
}
