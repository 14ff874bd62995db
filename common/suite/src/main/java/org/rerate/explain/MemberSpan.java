package org.rerate.explain;

/**
 * A member of an explained change, at both ends: what counts in the basket is the company's number
 * times the inclusion factor.
 *
 * @param issuerId the company
 * @param name its name; null if no issuer row is visible
 * @param subsector the sub-sector it counts in
 * @param inclusionFactor what its caps and earnings are multiplied by
 * @param matched true if it has cap and earnings at both ends, and so counts in the incremental P/E
 * @param leftOut why it does not: what is missing, at which end, with its status; null if it does
 * @param capFromUsd USD at the start, factor applied; null if missing
 * @param capToUsd USD at the end; null if missing
 * @param earningsFromUsd USD expected at the start; null if missing
 * @param earningsToUsd USD of the same year expected at the end; null if missing
 * @param currency estimate currency, that of the latest fiscal year used at the end; null without
 *     earnings there
 * @param rateFrom USD per unit of it at the start; null without a usable rate
 * @param rateTo USD per unit of it at the end; null without a usable rate
 * @param from the member at the start, with its rows
 * @param to the member at the end, with its rows
 */
public record MemberSpan(
    String issuerId,
    String name,
    String subsector,
    double inclusionFactor,
    boolean matched,
    String leftOut,
    Double capFromUsd,
    Double capToUsd,
    Double earningsFromUsd,
    Double earningsToUsd,
    String currency,
    Double rateFrom,
    Double rateTo,
    MemberPart from,
    MemberPart to) {

  static MemberSpan of(MemberPart from, MemberPart to, RateInputs ratesFrom, RateInputs ratesTo) {
    String currency = to.earningsUsd() == null ? null : estimateCurrency(to);
    String leftOut = missing(from, to);
    return new MemberSpan(
        to.issuerId(),
        to.name(),
        to.subsector(),
        to.inclusionFactor(),
        leftOut == null,
        leftOut,
        LinePart.boxed(from.basketCap()),
        LinePart.boxed(to.basketCap()),
        LinePart.boxed(from.basketEarnings()),
        LinePart.boxed(to.basketEarnings()),
        currency,
        currency == null ? null : LinePart.boxed(ratesFrom.usd(currency)),
        currency == null ? null : LinePart.boxed(ratesTo.usd(currency)),
        from,
        to);
  }

  /** The legs are in the order of their periods. */
  private static String estimateCurrency(MemberPart member) {
    return member.legs().get(member.legs().size() - 1).currency();
  }

  private static String missing(MemberPart from, MemberPart to) {
    if (from.capUsd() == null) {
      return "cap at the start: " + from.capStatus();
    }
    if (to.capUsd() == null) {
      return "cap at the end: " + to.capStatus();
    }
    if (from.earningsUsd() == null) {
      return "earnings at the start: " + from.earningsStatus();
    }
    return to.earningsUsd() == null ? "earnings at the end: " + to.earningsStatus() : null;
  }

  boolean isLikeForLike() {
    return capFromUsd != null && capToUsd != null;
  }

  /** The end's rate over that of the start; NaN if either is missing. */
  double rate() {
    return rateFrom == null || rateTo == null ? Double.NaN : rateTo / rateFrom;
  }
}
