package org.rerate.methodology;

import org.rerate.domain.Status;

/**
 * Growth of a figure of a set of members between two bases of one day, and the PEG that net income
 * has besides (methodology 10.3). Reused for every set and day; {@link #of} fills the fields.
 *
 * <p>Worked: members' 2026 figures 10 and 30, 2027 figures 15 and 45: growth {@code 60/40 - 1 =
 * 0.5}. An NTM P/E of 20 on it: {@code peg = 20 / (100 x 0.5) = 0.4}.
 */
public final class GrowthValue {

  /** Growth, a fraction; NaN unless status is OK. */
  public double growth;

  /** OK, or why {@link #growth} is missing. */
  public Status status = Status.NO_COVERAGE;

  /** P/E over growth in percent; NaN unless {@link #pegStatus} is OK. */
  public double peg;

  /** OK, or why {@link #peg} is missing. */
  public Status pegStatus = Status.NO_COVERAGE;

  /** The figure on the earlier and on the later basis, of the matched members, USD. */
  public final MatchedSums sums = new MatchedSums();

  /** Values members given by their numbers, see {@link MatchedSums#of}; leaves out the PEG. */
  public void of(Methodology methodology, double[] caps, double[] from, double[] to, int count) {
    sums.of(methodology, caps, from, to, count);
    status = Growth.status(sums.first, sums.second, sums.status);
    status = sums.status == Status.OK ? status : sums.status;
    growth = status == Status.OK ? Growth.of(sums.first, sums.second) : Double.NaN;
    peg = Double.NaN;
    pegStatus = Status.NOT_APPLICABLE;
  }

  /**
   * The PEG of the same members, after {@link #of}.
   *
   * @param pe their NTM P/E; NaN if missing
   * @param peStatus why it is missing; OK if it is there
   */
  public void peg(double pe, Status peStatus) {
    pegStatus = status != Status.OK ? status : growth > 0 ? peStatus : Status.NON_POSITIVE_GROWTH;
    peg = pegStatus == Status.OK ? pe / (100 * growth) : Double.NaN;
  }
}
