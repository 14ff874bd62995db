package org.rerate.valuation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.Membership;
import org.rerate.domain.Metric;
import org.rerate.domain.Status;
import org.rerate.engine.delta.Warehouse;
import org.rerate.history.AsOf;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.methodology.Methodology;
import org.rerate.methodology.Multiple;

/**
 * The multiples of each member of a basket on one day, by the walk that makes those of the basket
 * (methodology 10.2). Reads the packed blocks of the members alone, and stores nothing.
 */
public final class MemberMultiples {

  private final Warehouse warehouse;
  private final Methodology methodology;
  private final AsOf asOf;

  /** Multiples for someone who sees {@code asOf}; the packed series must be up to date. */
  public MemberMultiples(Warehouse warehouse, Methodology methodology, AsOf asOf) {
    this.warehouse = warehouse;
    this.methodology = methodology;
    this.asOf = asOf;
  }

  /**
   * A multiple of a member; numbers are NaN where missing.
   *
   * @param member the member
   * @param multiple the multiple
   * @param value times, or of a yield a fraction
   * @param numerator USD, inclusion factor applied
   * @param denominator USD, inclusion factor applied
   * @param status OK, or why the value is missing
   */
  public record Row(
      Member member,
      Multiple multiple,
      double value,
      double numerator,
      double denominator,
      Status status) {}

  /** The members' multiples, by member in order of issuer. */
  public List<Row> of(String basket, LocalDate day, Basis basis) {
    ReferenceData references = new ReferenceData(warehouse, asOf);
    BasketRequest request = new BasketRequest(basket, Membership.POINT_IN_TIME);
    int on = Days.of(day);
    List<Member> members = request.members(references.memberships(), asOf, on);
    Set<String> issuers = members.stream().map(Member::issuerId).collect(Collectors.toSet());
    Plan plan =
        Plan.of(methodology, asOf, new int[] {on}, List.of(basis))
            .with(MemberFigures.ofMultiples(references, methodology, issuers));
    OneDayNumbers numbers = new OneDayNumbers("multiples of members", references, plan, members);
    List<Row> rows = new ArrayList<>();
    for (Member member : members) {
      for (Multiple multiple : plan.figures().multiples()) {
        rows.add(row(member, multiple, basis, numbers));
      }
    }
    return rows;
  }

  static Row row(Member member, Multiple multiple, Basis basis, OneDayNumbers numbers) {
    Metric metric = multiple.figure();
    String key = IssuerBlock.key(metric.isStock() ? "" : basis.toString(), metric);
    String debtKey = IssuerBlock.key("", Metric.NET_DEBT);
    double cap = numbers.usd(member, "");
    double own = numbers.usd(member, key);
    double netDebt = multiple.isOfEnterpriseValue() ? numbers.usd(member, debtKey) : 0;
    double numerator = member.factor() * multiple.numerator(cap, own, netDebt);
    double denominator = member.factor() * multiple.denominator(cap, own);
    Status status =
        Double.isNaN(cap)
            ? numbers.missing(member, "", Status.NO_SHARES)
            : Double.isNaN(own)
                ? numbers.missing(member, key, withoutRows(metric, basis))
                : Double.isNaN(netDebt)
                    ? numbers.missing(member, debtKey, Status.NO_ACTUAL)
                    : denominator > 0 ? Status.OK : Status.NON_POSITIVE_DENOMINATOR;
    double value = status == Status.OK ? numerator / denominator : Double.NaN;
    return new Row(member, multiple, value, numerator, denominator, status);
  }

  private static Status withoutRows(Metric metric, Basis basis) {
    boolean isReported =
        metric.isStock() || basis.kind() == Basis.Kind.LFY || basis.kind() == Basis.Kind.TTM;
    return isReported ? Status.NO_ACTUAL : Status.NO_ESTIMATE;
  }
}
