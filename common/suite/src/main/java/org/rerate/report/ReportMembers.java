package org.rerate.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.rerate.domain.Days;
import org.rerate.domain.Membership;
import org.rerate.history.AsOf;
import org.rerate.history.MembershipHistory;
import org.rerate.history.MembershipHistory.Member;

/**
 * The members of the report's baskets on their end dates.
 *
 * @param byBasket basket to members, by issuer
 */
record ReportMembers(Map<String, List<Member>> byBasket) {

  static ReportMembers of(ReportPlan plan, MembershipHistory memberships, AsOf asOf) {
    Map<String, List<Member>> members = new LinkedHashMap<>();
    for (ReportSpec.Span span : plan.spec().spans()) {
      Membership rule = span.membership();
      int end = Days.of(span.end());
      members.put(
          span.basket(),
          memberships.on(span.basket(), end, asOf.knowledge().limit(rule.knowledgeDay(end))));
    }
    return new ReportMembers(members);
  }

  /** The issuers of one basket. */
  List<String> issuers(String basket) {
    return byBasket.get(basket).stream().map(Member::issuerId).toList();
  }

  /** Every issuer of either basket, once, in order. */
  List<String> issuers() {
    TreeSet<String> issuers = new TreeSet<>();
    byBasket.values().forEach(list -> list.forEach(member -> issuers.add(member.issuerId())));
    return List.copyOf(issuers);
  }
}
