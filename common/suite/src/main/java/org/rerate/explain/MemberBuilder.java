package org.rerate.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rerate.domain.Basis;
import org.rerate.domain.Status;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.methodology.Methodology;
import org.rerate.value.IssuerTrace;

/** Makes members' parts from the rows that the walk cited. */
final class MemberBuilder {

  private final Methodology methodology;
  private final CitedRows rows;
  private final RateInputs rates;
  private final StoredNumbers stored;
  private final Map<String, String> names;
  private final Basis basis;
  private final int day;
  private final List<String> doubts = new ArrayList<>();

  MemberBuilder(
      Methodology methodology,
      CitedRows rows,
      RateInputs rates,
      StoredNumbers stored,
      Map<String, String> names,
      Basis basis,
      int day) {
    this.methodology = methodology;
    this.rows = rows;
    this.rates = rates;
    this.stored = stored;
    this.names = names;
    this.basis = basis;
    this.day = day;
  }

  /** What does not agree, in words. */
  List<String> doubts() {
    return doubts;
  }

  /** The member; {@code cited} is null for one that no issuer row names. */
  MemberPart part(Member member, Input belongs, IssuerCitations cited) {
    IssuerTrace walked = cited == null ? null : cited.evidence();
    List<LinePart> lines = new ArrayList<>();
    VendorCapPart vendorCap = null;
    List<LegPart> legs = new ArrayList<>();
    if (cited != null) {
      cited.lines().forEach(line -> lines.add(LinePart.of(line, rows, rates, day)));
      vendorCap =
          cited.vendorCap() == null ? null : VendorCapPart.of(cited.vendorCap(), rows, rates, day);
      double shares = Recalculation.ordinaryShares(lines, vendorCap);
      for (IssuerCitations.LegCitations leg : cited.legs()) {
        legs.add(LegPart.of(leg, rows, rates, shares, walked.sharesStatus(), day));
      }
    }
    double cap = Recalculation.cap(lines, vendorCap, methodology.shareClassPolicy());
    double earnings = Recalculation.earnings(legs);
    Status capStatus = walked == null ? Status.NOT_LISTED : walked.capStatus();
    Status earningsStatus = walked == null ? withoutRows() : walked.earningsStatus();
    if (walked != null) {
      compare(member.issuerId(), "cap_usd", walked.cap(), cap);
      compare(member.issuerId(), "earnings_usd", walked.earnings(), earnings);
    }
    doubts.addAll(stored.statusDoubts(member.issuerId(), capStatus, earningsStatus));
    boolean hasCap = !Double.isNaN(cap);
    boolean hasEarnings = !Double.isNaN(earnings);
    return new MemberPart(
        member.issuerId(),
        names.get(member.issuerId()),
        member.subsector(),
        member.factor(),
        hasCap && hasEarnings,
        hasCap ? hasEarnings ? null : earningsStatus.name() : capStatus.name(),
        LinePart.boxed(cap),
        capStatus.name(),
        LinePart.boxed(earnings),
        earningsStatus.name(),
        walked == null || walked.source() == null ? null : walked.source().name(),
        walked == null || walked.estimateAge() < 0 ? null : walked.estimateAge(),
        hasCap && earnings > 0 ? cap / earnings : null,
        agreements(member.issuerId(), cap, earnings),
        lines,
        vendorCap,
        legs,
        List.of(belongs));
  }

  /** Why a member has no earnings of which no row is visible. */
  private Status withoutRows() {
    return basis.kind() == Basis.Kind.LFY || basis.kind() == Basis.Kind.TTM
        ? Status.NO_ACTUAL
        : Status.NO_ESTIMATE;
  }

  /** The walk and the rows that it says it took must give the same. */
  private void compare(String issuer, String what, double walked, double recalculated) {
    Agreement same = Agreement.of(what, true, LinePart.boxed(walked), LinePart.boxed(recalculated));
    if (!same.holds()) {
      doubts.add(
          issuer
              + ": a fresh valuation gives "
              + what
              + " "
              + walked
              + ", its rows "
              + recalculated);
    }
  }

  private List<Agreement> agreements(String issuer, double cap, double earnings) {
    List<Agreement> agreements =
        List.of(
            stored.cap(issuer, LinePart.boxed(cap)),
            stored.earnings(issuer, LinePart.boxed(earnings)));
    agreements.stream()
        .filter(agreement -> !agreement.holds())
        .forEach(agreement -> doubts.add(issuer + ": " + agreement.doubt()));
    return agreements;
  }
}
