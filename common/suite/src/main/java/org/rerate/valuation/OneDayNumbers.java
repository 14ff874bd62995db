package org.rerate.valuation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Status;
import org.rerate.engine.filter.KeySet;
import org.rerate.history.MembershipHistory.Member;

/**
 * What the members of a basket are worth and earn on one day, by the walk that values the basket:
 * numbers by member and by the key that {@link IssuerBlock} gives them.
 */
final class OneDayNumbers {

  private final Map<String, IssuerBlock> blocks = new HashMap<>();

  /** Values {@code members} alone by {@code plan}, which is of one day. */
  OneDayNumbers(String step, ReferenceData references, Plan plan, List<Member> members) {
    Set<String> issuers = members.stream().map(Member::issuerId).collect(Collectors.toSet());
    new IssuerValuation(references, false)
        .value(
            step,
            plan,
            references.rates(plan.days(), plan.methodology().fxMaxAgeDays()),
            KeySet.of(issuers))
        .forEach(block -> blocks.put(block.issuerId() + '\n' + block.basis(), block));
  }

  /** A number of a member in USD, without its inclusion factor; NaN where missing. */
  double usd(Member member, String key) {
    IssuerBlock block = block(member, key);
    return block == null ? Double.NaN : block.usd()[0];
  }

  /** Why a number is missing; without a block, or one that does not say, for want of rows. */
  Status missing(Member member, String key, Status withoutRows) {
    IssuerBlock block = block(member, key);
    return block == null || block.status(0) == Status.OK ? withoutRows : block.status(0);
  }

  private IssuerBlock block(Member member, String key) {
    return blocks.get(member.issuerId() + '\n' + key);
  }
}
