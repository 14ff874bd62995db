package org.rerate.explain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.rerate.domain.Status;
import org.rerate.methodology.Methodology;

/**
 * A change made again from its members, by the words of section 5 of the methodology and without
 * the code that measured it first.
 */
final class ChangeRecalculation {

  private static final double MATERIAL = 0.001;

  private final List<MemberSpan> members;
  private final List<MemberSpan> both;
  private final List<MemberSpan> matched;
  private final double minCoverage;
  private final double earnedFrom;
  private final double earnedTo;
  private final double earnedAtEndRates;

  ChangeRecalculation(List<MemberSpan> members, Methodology methodology) {
    this.members = members;
    this.both = members.stream().filter(MemberSpan::isLikeForLike).toList();
    this.matched = members.stream().filter(MemberSpan::matched).toList();
    this.minCoverage = methodology.minCoverage();
    this.earnedFrom = sum(matched, MemberSpan::earningsFromUsd);
    this.earnedTo = sum(matched, MemberSpan::earningsToUsd);
    this.earnedAtEndRates = sum(matched, member -> member.earningsFromUsd() * member.rate());
  }

  /** In the order in which they were added up first; a sum of nothing is 0. */
  private static double sum(List<MemberSpan> of, ToDoubleFunction<MemberSpan> number) {
    double sum = 0;
    for (MemberSpan member : of) {
      sum += number.applyAsDouble(member);
    }
    return sum;
  }

  /** The numbers by column of {@code valuation.basket_changes}; null where missing. */
  Map<String, Double> figures() {
    List<MemberSpan> atStart = members.stream().filter(m -> m.capFromUsd() != null).toList();
    List<MemberSpan> atEnd = members.stream().filter(m -> m.capToUsd() != null).toList();
    List<MemberSpan> entered = atEnd.stream().filter(m -> m.capFromUsd() == null).toList();
    List<MemberSpan> left = atStart.stream().filter(m -> m.capToUsd() == null).toList();
    double from = sum(both, MemberSpan::capFromUsd);
    double change = sum(both, MemberSpan::capToUsd) - from;
    double rise = earnedTo - earnedFrom;
    double matchedFrom = sum(matched, MemberSpan::capFromUsd);
    double matchedTo = sum(matched, MemberSpan::capToUsd);
    double atEndRates = sum(matched, member -> member.capFromUsd() * member.rate());
    boolean none = matched.isEmpty();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("cap_from_usd", unless(atStart.isEmpty(), sum(atStart, MemberSpan::capFromUsd)));
    figures.put("cap_to_usd", unless(atEnd.isEmpty(), sum(atEnd, MemberSpan::capToUsd)));
    figures.put("lfl_cap_from_usd", unless(both.isEmpty(), from));
    figures.put("lfl_cap_change_usd", unless(both.isEmpty(), change));
    figures.put("lfl_cap_change_pct", unless(both.isEmpty(), change / from));
    figures.put("entries_usd", sum(entered, MemberSpan::capToUsd));
    figures.put("exits_usd", sum(left, MemberSpan::capFromUsd));
    figures.put("earnings_from_usd", unless(none, earnedFrom));
    figures.put("earnings_to_usd", unless(none, earnedTo));
    figures.put("earnings_change_usd", unless(none, rise));
    figures.put("earnings_change_pct", unless(none || earnedFrom == 0, rise / earnedFrom));
    figures.put("pe_from", unless(none || earnedFrom <= 0, matchedFrom / earnedFrom));
    figures.put("pe_to", unless(none || earnedTo <= 0, matchedTo / earnedTo));
    figures.put("incremental_pe", unless(status() != Status.OK, (matchedTo - matchedFrom) / rise));
    figures.put("incremental_cap_change_usd", unless(none, matchedTo - matchedFrom));
    figures.put("incremental_coverage", unless(both.isEmpty(), coverage()));
    figures.put("matched_count", (double) matched.size());
    figures.put(
        "earnings_change_fx_usd",
        unless(none, sum(matched, m -> m.earningsFromUsd() * (m.rate() - 1))));
    figures.put(
        "incremental_pe_constant_fx",
        unless(
            statusConstantRates() != Status.OK,
            (matchedTo - atEndRates) / (earnedTo - earnedAtEndRates)));
    figures.put("member_count", (double) members.size());
    figures.put("capped_count_from", (double) atStart.size());
    figures.put("capped_count_to", (double) atEnd.size());
    figures.put("lfl_count", (double) both.size());
    return figures;
  }

  /** OK, or why the incremental P/E is missing. */
  Status status() {
    return status(earnedFrom);
  }

  /** The same at constant exchange rates. */
  Status statusConstantRates() {
    return status(earnedAtEndRates);
  }

  private Status status(double start) {
    if (matched.isEmpty()) {
      return Status.NO_COVERAGE;
    }
    if (coverage() < minCoverage) {
      return Status.LOW_COVERAGE;
    }
    if (Double.isNaN(start)) {
      return Status.NO_FX;
    }
    double rise = earnedTo - start;
    if (rise <= 0) {
      return Status.NON_POSITIVE_EARNINGS_CHANGE;
    }
    return rise < MATERIAL * Math.abs(start) ? Status.IMMATERIAL_EARNINGS_CHANGE : Status.OK;
  }

  private double coverage() {
    return sum(matched, MemberSpan::capToUsd) / sum(both, MemberSpan::capToUsd);
  }

  /** How large the numbers are whose difference a column is, or rests on; 0 if it is none. */
  double scale(String column) {
    double caps = sum(both, MemberSpan::capToUsd);
    return switch (column) {
      case "lfl_cap_change_usd", "incremental_cap_change_usd" -> caps;
      case "lfl_cap_change_pct" -> 1;
      case "earnings_change_usd", "earnings_change_fx_usd" -> Math.abs(earnedTo);
      case "earnings_change_pct" -> Math.abs(earnedTo / earnedFrom);
      case "incremental_pe" -> caps / Math.abs(earnedTo - earnedFrom) * ratio(earnedFrom);
      case "incremental_pe_constant_fx" ->
          caps / Math.abs(earnedTo - earnedAtEndRates) * ratio(earnedAtEndRates);
      default -> 0;
    };
  }

  private double ratio(double start) {
    return Math.max(1, Math.abs(earnedTo / (earnedTo - start)));
  }

  private static Double unless(boolean missing, double value) {
    return missing || Double.isNaN(value) ? null : (Double) value;
  }
}
