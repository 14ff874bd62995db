package org.rerate.explain;

import java.util.List;

/**
 * A member of the explained basket on the day.
 *
 * @param issuerId the company
 * @param name its name; null if no issuer row is visible
 * @param subsector the sub-sector it counts in
 * @param inclusionFactor what its cap and earnings are multiplied by
 * @param matched true if it has both cap and earnings, and so counts in the P/E
 * @param leftOut why it does not count in the P/E: the status of its cap, else of its earnings
 * @param capUsd the company's cap, USD, calculated again; null if missing
 * @param capStatus OK, VENDOR_CAP, or why the cap is missing
 * @param earningsUsd the company's earnings, USD, calculated again; null if missing
 * @param earningsStatus OK, or why the earnings are missing
 * @param earningsSource ESTIMATE, ACTUAL, MIXED or EPS; null without earnings
 * @param estimateAgeDays days since the oldest estimate used; null if none was
 * @param pe cap / earnings; null if either is missing or the earnings are not positive
 * @param agreements the stored cap and earnings beside those calculated again
 * @param lines its live lines
 * @param vendorCap the vendor's cap; null if it was not taken
 * @param legs the fiscal periods of its earnings
 * @param inputs the row that makes it a member
 */
public record MemberPart(
    String issuerId,
    String name,
    String subsector,
    double inclusionFactor,
    boolean matched,
    String leftOut,
    Double capUsd,
    String capStatus,
    Double earningsUsd,
    String earningsStatus,
    String earningsSource,
    Integer estimateAgeDays,
    Double pe,
    List<Agreement> agreements,
    List<LinePart> lines,
    VendorCapPart vendorCap,
    List<LegPart> legs,
    List<Input> inputs) {

  /** The cap that counts in the basket, USD; NaN if missing. */
  double basketCap() {
    return capUsd == null ? Double.NaN : capUsd * inclusionFactor;
  }

  /** The earnings that count in the basket, USD; NaN if missing. */
  double basketEarnings() {
    return earningsUsd == null ? Double.NaN : earningsUsd * inclusionFactor;
  }
}
