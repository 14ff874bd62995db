package org.rerate.valuation;

import java.io.Serializable;
import java.util.List;
import org.rerate.domain.Membership;
import org.rerate.history.AsOf;
import org.rerate.history.MembershipHistory;
import org.rerate.history.MembershipHistory.Member;

/**
 * A basket to value under a membership rule.
 *
 * @param basketId the basket
 * @param membership who counts as a member on a day
 */
public record BasketRequest(String basketId, Membership membership) implements Serializable {

  /** Whose numbers are added up on {@code day}, by issuer. */
  List<Member> members(MembershipHistory memberships, AsOf asOf, int day) {
    long limit = asOf.knowledge().limit(membership.knowledgeDay(day));
    return memberships.on(basketId, membership.memberDay(day), limit);
  }
}
