package org.rerate.methodology;

import org.rerate.domain.Status;

/**
 * Change of a set of members between two dates (methodology section 5): like for like, entries,
 * exits, and the incremental P/E, which is what the market paid for each new dollar of expected
 * earnings. It is over the <em>matched</em> members, those with cap and earnings at both ends:
 * {@code (cap1 - cap0) / (E1 - E0)}, and at constant exchange rates {@code sum(cap1 - cap0 r) /
 * sum(E1 - E0 r)}, where {@code r} is what a member's estimate currency is worth in dollars at the
 * end over what it was worth at the start.
 *
 * <p>Worked: A has a cap of 100 to 150 and E of 10 to 12, in a currency that rose by 10 %; B has a
 * cap of 100 to 130 and no estimate; C is listed in between, with a cap of 40. Like for like {@code
 * 80 / 200 = 40 %}, entries 40. Only A is matched: its 50 are what the earnings are held against,
 * coverage {@code 150 / 280 = 54 %}, incremental P/E {@code 50 / 2 = 25}. At constant rates {@code
 * (150 - 110) / (12 - 11) = 40}: of the 2 of earnings, 1 is the exchange rate.
 *
 * @param capFrom USD, of members with a cap at the start; NaN if none has one
 * @param capTo USD, of members with a cap at the end; NaN if none has one
 * @param lflCapFrom USD at the start, of members with a cap at both ends; NaN if there are none
 * @param lflCapChange USD; NaN if there are none
 * @param lflCapChangePct fraction; NaN if there are none
 * @param entries USD at the end of members with a cap at the end only
 * @param exits USD at the start of members with a cap at the start only
 * @param earningsFrom USD, of matched members; NaN if there are none
 * @param earningsTo USD, of the same members; NaN if there are none
 * @param earningsChange USD; NaN if there are none
 * @param earningsChangePct change / start with its sign; NaN if there are none or the start is 0
 * @param peFrom P/E at the start; NaN unless its earnings are positive
 * @param peTo P/E at the end; NaN unless its earnings are positive
 * @param incrementalPe NaN unless status is OK
 * @param matchedCapChange USD, of matched members; NaN if there are none
 * @param matchedCoverage cap at the end of matched members / that of members with a cap at both
 *     ends; NaN without the latter
 * @param earningsChangeByRates USD, the part of {@code earningsChange} that exchange rates made;
 *     NaN if there are no matched members, or one lacks a rate
 * @param incrementalPeConstantRates NaN unless its own status is OK
 * @param statusConstantRates OK, or why that is missing
 * @param status OK, or why the incremental P/E is missing
 * @param counts how many members each of the sums is of
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
    double matchedCapChange,
    double matchedCoverage,
    double earningsChangeByRates,
    double incrementalPeConstantRates,
    Status statusConstantRates,
    Status status,
    Counts counts) {

  /**
   * How many members a sum is of.
   *
   * @param members members
   * @param from those with a cap at the start
   * @param to those with a cap at the end
   * @param both those with a cap at both ends
   * @param matched those with cap and earnings at both ends
   */
  public record Counts(int members, int from, int to, int both, int matched) {}

  /** A rise in earnings below this part of |E0| is too small to divide by. */
  static final double MATERIAL = 0.001;

  /**
   * Measures members given by their caps and earnings at both ends, USD, NaN where missing. Sums
   * run in the order given.
   *
   * @param rates USD per unit of each member's estimate currency at the end over that at the start;
   *     NaN where either is missing
   */
  public static LikeForLikeChange of(
      Methodology methodology,
      double[] cap0,
      double[] cap1,
      double[] e0,
      double[] e1,
      double[] rates) {
    double from = 0;
    double to = 0;
    double lflFrom = 0;
    double lflTo = 0;
    double entries = 0;
    double exits = 0;
    int atStart = 0;
    int atEnd = 0;
    int both = 0;
    Matched matched = new Matched();
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
          matched.add(cap0[i], cap1[i], e0[i], e1[i], rates[i]);
        }
      } else if (end) {
        entries += cap1[i];
      } else if (start) {
        exits += cap0[i];
      }
    }
    boolean none = matched.count == 0;
    double coverage = both == 0 ? Double.NaN : matched.capTo / lflTo;
    double rise = matched.earnedTo - matched.earnedFrom;
    double constantRise = matched.earnedTo - matched.earnedFromAtEnd;
    Status covered = covered(matched.count, coverage, methodology);
    Status status = status(covered, matched.earnedFrom, rise);
    boolean unrated = covered == Status.OK && Double.isNaN(constantRise);
    Status constant =
        unrated ? Status.NO_FX : status(covered, matched.earnedFromAtEnd, constantRise);
    return new LikeForLikeChange(
        atStart == 0 ? Double.NaN : from,
        atEnd == 0 ? Double.NaN : to,
        both == 0 ? Double.NaN : lflFrom,
        both == 0 ? Double.NaN : lflTo - lflFrom,
        both == 0 ? Double.NaN : (lflTo - lflFrom) / lflFrom,
        entries,
        exits,
        none ? Double.NaN : matched.earnedFrom,
        none ? Double.NaN : matched.earnedTo,
        none ? Double.NaN : rise,
        none || matched.earnedFrom == 0 ? Double.NaN : rise / matched.earnedFrom,
        none || matched.earnedFrom <= 0 ? Double.NaN : matched.capFrom / matched.earnedFrom,
        none || matched.earnedTo <= 0 ? Double.NaN : matched.capTo / matched.earnedTo,
        status == Status.OK ? (matched.capTo - matched.capFrom) / rise : Double.NaN,
        none ? Double.NaN : matched.capTo - matched.capFrom,
        coverage,
        none ? Double.NaN : matched.byRates,
        constant == Status.OK ? (matched.capTo - matched.capFromAtEnd) / constantRise : Double.NaN,
        constant,
        status,
        new Counts(cap0.length, atStart, atEnd, both, matched.count));
  }

  /**
   * dE/E0 with the start at the exchange rates of the end, from the columns that are published.
   *
   * @return a fraction; NaN without a positive start
   */
  public static double earningsChangePctConstantRates(
      double earningsFrom, double earningsChange, double earningsChangeByRates) {
    double start = earningsFrom + earningsChangeByRates;
    return start > 0 ? (earningsChange - earningsChangeByRates) / start : Double.NaN;
  }

  /** Sums over the members with cap and earnings at both ends; zero without any. */
  private static final class Matched {

    private int count;
    private double capFrom;
    private double capTo;
    private double earnedFrom;
    private double earnedTo;

    /** What they were worth at the start, at the rates of the end; NaN if one lacks a rate. */
    private double capFromAtEnd;

    private double earnedFromAtEnd;
    private double byRates;

    void add(double cap0, double cap1, double e0, double e1, double rate) {
      count++;
      capFrom += cap0;
      capTo += cap1;
      earnedFrom += e0;
      earnedTo += e1;
      capFromAtEnd += cap0 * rate;
      earnedFromAtEnd += e0 * rate;
      byRates += e0 * (rate - 1);
    }
  }

  /** OK, or why too little is matched to divide at all. */
  private static Status covered(int matched, double coverage, Methodology methodology) {
    if (matched == 0) {
      return Status.NO_COVERAGE;
    }
    return coverage < methodology.minCoverage() ? Status.LOW_COVERAGE : Status.OK;
  }

  /** Non-positive is tested before immaterial; exactly 0.1 % is material. */
  private static Status status(Status covered, double earnedFrom, double rise) {
    if (covered != Status.OK) {
      return covered;
    }
    if (rise <= 0) {
      return Status.NON_POSITIVE_EARNINGS_CHANGE;
    }
    return rise < MATERIAL * Math.abs(earnedFrom) ? Status.IMMATERIAL_EARNINGS_CHANGE : Status.OK;
  }
}
