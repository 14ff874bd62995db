package org.rerate.methodology;

import org.rerate.domain.Status;

/**
 * Change of a set of members between two dates (methodology section 5): like for like, entries,
 * exits, and the incremental P/E, which is what the market paid for each new dollar of expected
 * earnings: {@code (cap1 - cap0) / (E1 - E0)} over members with cap and earnings at both ends.
 *
 * <p>Worked: members A (cap 100 to 150, E 10 to 12), B (cap 0 to 40, newly listed): change 50 of
 * 100 = 50 %, entries 40, incremental P/E {@code 50/2 = 25}.
 *
 * @param capFrom USD, of members with a cap at the start; NaN if none has one
 * @param capTo USD, of members with a cap at the end; NaN if none has one
 * @param lflCapFrom USD at the start, of members with a cap at both ends; NaN if there are none
 * @param lflCapChange USD; NaN if there are none
 * @param lflCapChangePct fraction; NaN if there are none
 * @param entries USD at the end of members with a cap at the end only
 * @param exits USD at the start of members with a cap at the start only
 * @param earningsFrom USD, of members with both at both ends; NaN if there are none
 * @param earningsTo USD, of the same members; NaN if there are none
 * @param earningsChange USD; NaN if there are none
 * @param earningsChangePct change / start with its sign; NaN if there are none or the start is 0
 * @param peFrom P/E at the start; NaN unless its earnings are positive
 * @param peTo P/E at the end; NaN unless its earnings are positive
 * @param incrementalPe NaN unless status is OK
 * @param status OK, or why the incremental P/E is missing
 */
public record LikeForLikeChange(
    double capFrom,
    double capTo,
    double lflCapFrom,
    double lflCapChange,
    double lflCapChangePct,
    double entries,
    double exits,
    double earningsFrom,
    double earningsTo,
    double earningsChange,
    double earningsChangePct,
    double peFrom,
    double peTo,
    double incrementalPe,
    Status status) {

  /** A rise in earnings below this part of |E0| is too small to divide by. */
  static final double MATERIAL = 0.001;

  /**
   * Measures members given by their caps and earnings at both ends; NaN where missing. Sums run in
   * the order given.
   */
  public static LikeForLikeChange of(double[] cap0, double[] cap1, double[] e0, double[] e1) {
    double from = 0;
    double to = 0;
    double lflFrom = 0;
    double lflTo = 0;
    double entries = 0;
    double exits = 0;
    double matchedFrom = 0;
    double matchedTo = 0;
    double earnedFrom = 0;
    double earnedTo = 0;
    int atStart = 0;
    int atEnd = 0;
    int both = 0;
    int matched = 0;
    for (int i = 0; i < cap0.length; i++) {
      boolean start = !Double.isNaN(cap0[i]);
      boolean end = !Double.isNaN(cap1[i]);
      if (start) {
        atStart++;
        from += cap0[i];
      }
      if (end) {
        atEnd++;
        to += cap1[i];
      }
      if (start && end) {
        both++;
        lflFrom += cap0[i];
        lflTo += cap1[i];
        if (!Double.isNaN(e0[i]) && !Double.isNaN(e1[i])) {
          matched++;
          matchedFrom += cap0[i];
          matchedTo += cap1[i];
          earnedFrom += e0[i];
          earnedTo += e1[i];
        }
      } else if (end) {
        entries += cap1[i];
      } else if (start) {
        exits += cap0[i];
      }
    }
    double rise = earnedTo - earnedFrom;
    Status status = status(matched, earnedFrom, rise);
    return new LikeForLikeChange(
        atStart == 0 ? Double.NaN : from,
        atEnd == 0 ? Double.NaN : to,
        both == 0 ? Double.NaN : lflFrom,
        both == 0 ? Double.NaN : lflTo - lflFrom,
        both == 0 ? Double.NaN : (lflTo - lflFrom) / lflFrom,
        entries,
        exits,
        matched == 0 ? Double.NaN : earnedFrom,
        matched == 0 ? Double.NaN : earnedTo,
        matched == 0 ? Double.NaN : rise,
        matched == 0 || earnedFrom == 0 ? Double.NaN : rise / earnedFrom,
        matched == 0 || earnedFrom <= 0 ? Double.NaN : matchedFrom / earnedFrom,
        matched == 0 || earnedTo <= 0 ? Double.NaN : matchedTo / earnedTo,
        status == Status.OK ? (matchedTo - matchedFrom) / rise : Double.NaN,
        status);
  }

  /** Non-positive is tested before immaterial; exactly 0.1 % is material. */
  private static Status status(int matched, double earnedFrom, double rise) {
    if (matched == 0) {
      return Status.NO_COVERAGE;
    }
    if (rise <= 0) {
      return Status.NON_POSITIVE_EARNINGS_CHANGE;
    }
    return rise < MATERIAL * Math.abs(earnedFrom) ? Status.IMMATERIAL_EARNINGS_CHANGE : Status.OK;
  }
}
