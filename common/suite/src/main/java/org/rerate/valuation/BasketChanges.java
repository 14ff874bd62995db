package org.rerate.valuation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Basis;
import org.rerate.domain.Membership;
import org.rerate.history.AsOf;
import org.rerate.history.MembershipHistory;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.methodology.LikeForLikeChange;
import org.rerate.methodology.Methodology;
import org.rerate.methodology.Rerating;
import org.rerate.value.Groups;

/**
 * Changes of baskets between two days, over the members of the later day with their sub-sectors and
 * factors of that day at both ends (methodology sections 5 and 6). Works on the members only,
 * values all days asked for in one pass, and brings the few numbers to the driver.
 */
public final class BasketChanges {

  private final Methodology methodology;
  private final AsOf asOf;
  private final MembershipHistory memberships;
  private final IssuerNumbers numbers;
  private final List<BasketChange> changes = new ArrayList<>();
  private final List<MemberChange> members = new ArrayList<>();

  /** Measures {@code requests} on calendar years {@code bases}. */
  public BasketChanges(
      ReferenceData references,
      Methodology methodology,
      List<Basis> bases,
      List<SpanRequest> requests) {
    this.methodology = methodology;
    this.asOf = references.asOf();
    this.memberships = references.memberships();
    this.numbers =
        new IssuerNumbers(
            references,
            methodology,
            requests.stream().flatMapToInt(request -> IntStream.of(request.from(), request.to())),
            bases,
            requests.stream().map(r -> r.basket().basketId()).toList());
    requests.forEach(request -> measure(request, bases));
  }

  /** Per basket, group and basis. */
  public List<BasketChange> changes() {
    return changes;
  }

  /** Per basket, member and basis. */
  public List<MemberChange> members() {
    return members;
  }

  private void measure(SpanRequest request, List<Basis> bases) {
    Membership membership = request.basket().membership();
    int to = request.to();
    long limit = asOf.knowledge().limit(membership.knowledgeDay(to));
    List<Member> then =
        memberships.on(request.basket().basketId(), membership.memberDay(to), limit);
    Map<String, int[]> groups = Groups.of(then, methodology);
    for (Basis basis : bases) {
      Sides sides = new Sides(request, then, basis.toString());
      double whole = sides.change(groups.get(Groups.ALL)).lflCapChange();
      groups.forEach(
          (group, positions) -> {
            LikeForLikeChange change = sides.change(positions);
            changes.add(
                new BasketChange(
                    request,
                    group,
                    basis.toString(),
                    change,
                    whole == 0 ? Double.NaN : change.lflCapChange() / whole,
                    sides.rerating(positions)));
          });
      for (int i = 0; i < then.size(); i++) {
        members.add(
            new MemberChange(
                request,
                then.get(i).subsector(),
                then.get(i).issuerId(),
                basis.toString(),
                sides.effects[i]));
      }
    }
  }

  /** Members' numbers at both ends on one basis, inclusion factors applied. */
  private final class Sides {

    private final double[] cap0;
    private final double[] cap1;
    private final double[] e0;
    private final double[] e1;
    private final double[] fx;
    private final Rerating[] effects;

    Sides(SpanRequest request, List<Member> then, String basis) {
      int from = request.from();
      int to = request.to();
      int count = then.size();
      cap0 = new double[count];
      cap1 = new double[count];
      e0 = new double[count];
      e1 = new double[count];
      fx = new double[count];
      effects = new Rerating[count];
      for (int i = 0; i < count; i++) {
        Member member = then.get(i);
        String issuer = member.issuerId();
        cap0[i] = numbers.cap(issuer, from) * member.factor();
        cap1[i] = numbers.cap(issuer, to) * member.factor();
        e0[i] = numbers.earnings(issuer, basis, from) * member.factor();
        e1[i] = numbers.earnings(issuer, basis, to) * member.factor();
        double fx0 = numbers.rate(issuer, basis, to, from);
        double fx1 = numbers.rate(issuer, basis, to, to);
        fx[i] = fx1 / fx0;
        effects[i] = Rerating.of(cap0[i], cap1[i], e0[i], e1[i], fx0, fx1);
      }
    }

    LikeForLikeChange change(int[] positions) {
      return LikeForLikeChange.of(
          methodology,
          pick(cap0, positions),
          pick(cap1, positions),
          pick(e0, positions),
          pick(e1, positions),
          pick(fx, positions));
    }

    Rerating rerating(int[] positions) {
      Rerating sum = Rerating.NONE;
      for (int position : positions) {
        sum = sum.plus(effects[position]);
      }
      return sum;
    }

    private double[] pick(double[] values, int[] positions) {
      double[] picked = new double[positions.length];
      for (int i = 0; i < positions.length; i++) {
        picked[i] = values[positions[i]];
      }
      return picked;
    }
  }
}
