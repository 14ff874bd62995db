package org.rerate.explain;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rerate.domain.MinorUnit;
import org.rerate.domain.Status;
import org.rerate.methodology.Methodology;
import org.rerate.methodology.Methodology.ShareClassPolicy;

/**
 * Numbers made again from the listed rows, by the words of the methodology and without the code
 * that valued them first: what explain shows beside the stored ones.
 */
final class Recalculation {

  private Recalculation() {}

  /** An issuer's cap, USD; NaN if missing. */
  static double cap(List<LinePart> lines, VendorCapPart vendorCap, ShareClassPolicy policy) {
    List<LinePart> counted = lines.stream().filter(line -> line.shares() != null).toList();
    if (counted.isEmpty()) {
      return vendorCap == null ? Double.NaN : unboxed(vendorCap.capUsd());
    }
    if (policy == ShareClassPolicy.SUM_OF_LINES) {
      return counted.stream().mapToDouble(line -> unboxed(line.capUsd())).sum();
    }
    double perShare =
        lines.stream()
            .filter(LinePart::isPrimary)
            .filter(LinePart::isUsable)
            .mapToDouble(l -> unboxed(l.price()) / l.ordinaryPerUnit() * unboxed(l.usdPerUnit()))
            .findFirst()
            .orElse(Double.NaN);
    return perShare * counted.stream().mapToDouble(LinePart::shares).sum();
  }

  /** The ordinary shares that earnings per share are multiplied by; NaN if missing. */
  static double ordinaryShares(List<LinePart> lines, VendorCapPart vendorCap) {
    double counted =
        lines.stream()
            .filter(line -> line.shares() != null)
            .mapToDouble(LinePart::shares)
            .reduce(Double.NaN, (sum, one) -> Double.isNaN(sum) ? one : sum + one);
    LinePart primary = lines.stream().filter(LinePart::isPrimary).findFirst().orElse(null);
    boolean byVendor = vendorCap != null && primary != null && primary.price() != null;
    return Double.isNaN(counted) && byVendor ? impliedShares(primary, vendorCap) : counted;
  }

  /** Vendor cap / price per ordinary share, in one currency. */
  private static double impliedShares(LinePart primary, VendorCapPart vendorCap) {
    double perShare = primary.price() / primary.ordinaryPerUnit();
    boolean same =
        MinorUnit.majorOf(primary.currency()).equals(MinorUnit.majorOf(vendorCap.currency()));
    return same
        ? vendorCap.amount()
            * MinorUnit.factorOf(vendorCap.currency())
            / (perShare * MinorUnit.factorOf(primary.currency()))
        : unboxed(vendorCap.capUsd()) / (perShare * unboxed(primary.usdPerUnit()));
  }

  /** Earnings, USD: the sum of the legs; NaN if one is missing or there is none. */
  static double earnings(List<LegPart> legs) {
    return legs.isEmpty()
        ? Double.NaN
        : legs.stream().mapToDouble(leg -> unboxed(leg.earningsUsd())).sum();
  }

  /** The numbers of a set of members, by column of {@code valuation.basket_valuations}. */
  static Map<String, Double> basket(List<MemberPart> members, Methodology methodology) {
    List<MemberPart> capped = members.stream().filter(m -> m.capUsd() != null).toList();
    List<MemberPart> matched = capped.stream().filter(m -> m.earningsUsd() != null).toList();
    List<MemberPart> positive = matched.stream().filter(m -> m.basketEarnings() > 0).toList();
    double cap = sumOfCaps(capped);
    double matchedCap = sumOfCaps(matched);
    double earnings = sumOfEarnings(matched);
    double profits = sumOfEarnings(positive);
    Status silence =
        silence(members.size(), capped.size(), matched.size(), matchedCap / cap, methodology);
    boolean shown = silence == Status.OK;
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("cap_usd", capped.isEmpty() ? null : cap);
    figures.put("matched_cap_usd", matched.isEmpty() ? null : matchedCap);
    figures.put("earnings_usd", matched.isEmpty() ? null : earnings);
    figures.put("pe", shown && earnings > 0 ? matchedCap / earnings : null);
    figures.put("pe_zero_floor", shown && profits > 0 ? matchedCap / profits : null);
    figures.put("pe_ex_losses", shown && profits > 0 ? sumOfCaps(positive) / profits : null);
    figures.put("pe_median", shown ? median(positive) : null);
    figures.put("coverage", capped.isEmpty() ? null : matchedCap / cap);
    figures.put("member_count", (double) members.size());
    figures.put("capped_count", (double) capped.size());
    figures.put("matched_count", (double) matched.size());
    figures.put(
        "negative_count", (double) matched.stream().filter(m -> m.basketEarnings() < 0).count());
    return figures;
  }

  /** OK, or why the headline P/E of {@link #basket} is missing. */
  static Status status(Map<String, Double> figures, Methodology methodology) {
    Status silence =
        silence(
            figures.get("member_count").intValue(),
            figures.get("capped_count").intValue(),
            figures.get("matched_count").intValue(),
            unboxed(figures.get("coverage")),
            methodology);
    boolean loss = silence == Status.OK && figures.get("pe") == null;
    return loss ? Status.NON_POSITIVE_EARNINGS : silence;
  }

  /** Why all the P/Es are silent, or OK; losses silence the headline only. */
  private static Status silence(
      int members, int capped, int matched, double coverage, Methodology methodology) {
    if (matched == 0) {
      return Status.NO_COVERAGE;
    }
    if (coverage < methodology.minCoverage()) {
      return Status.LOW_COVERAGE;
    }
    return capped < methodology.minMemberCoverage() * members
        ? Status.LOW_MEMBER_COVERAGE
        : Status.OK;
  }

  private static double sumOfCaps(List<MemberPart> members) {
    return members.stream().mapToDouble(MemberPart::basketCap).sum();
  }

  private static double sumOfEarnings(List<MemberPart> members) {
    return members.stream().mapToDouble(MemberPart::basketEarnings).sum();
  }

  private static Double median(List<MemberPart> positive) {
    double[] ratios =
        positive.stream().mapToDouble(m -> m.basketCap() / m.basketEarnings()).toArray();
    if (ratios.length == 0) {
      return null;
    }
    Arrays.sort(ratios);
    int half = ratios.length / 2;
    return ratios.length % 2 == 1 ? ratios[half] : (ratios[half - 1] + ratios[half]) / 2;
  }

  private static double unboxed(Double value) {
    return value == null ? Double.NaN : value;
  }
}
