package org.rerate.valuation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.rerate.blocks.PrivateCompanies;
import org.rerate.blocks.ReferenceData;
import org.rerate.blocks.Regions;
import org.rerate.domain.Membership;
import org.rerate.domain.Status;
import org.rerate.engine.exchange.Exchange.Sent;
import org.rerate.engine.filter.KeySet;
import org.rerate.history.MembershipHistory;
import org.rerate.history.Rates;
import org.rerate.value.BasketBlock;
import org.rerate.value.DayChunk;
import org.rerate.value.Groups;

/**
 * Basket A against basket B on the days of a plan: premium, shares of cap, and the ratio of caps
 * with and without unlisted companies. Two baskets' numbers are brought to the driver.
 */
public final class Comparisons {

  private static final Side ABSENT =
      new Side(Double.NaN, Double.NaN, Double.NaN, 0, 0, Status.NO_COVERAGE);

  private final Plan plan;
  private final Membership membership;
  private final MembershipHistory memberships;
  private final Regions regions;
  private final PrivateCompanies unlisted;
  private final Map<String, Side> sides = new HashMap<>();
  private final Set<String> groups = new TreeSet<>();

  /** What is compared of a basket's group. */
  private record Side(
      double cap, double pe, double peExLosses, int members, int capped, Status status) {}

  /** Values both baskets on the plan's days. */
  public Comparisons(
      ReferenceData references, Plan plan, Membership membership, String basketA, String basketB) {
    this.plan = plan;
    this.membership = membership;
    this.memberships = references.memberships();
    this.regions = new Regions(references, plan.asOf());
    this.unlisted = new PrivateCompanies(references, plan.asOf());
    Rates rates = references.rates(plan.days(), plan.methodology().fxMaxAgeDays());
    List<BasketRequest> requests =
        List.of(new BasketRequest(basketA, membership), new BasketRequest(basketB, membership));
    Set<String> issuers = memberships.issuers(List.of(basketA, basketB));
    Plan bounded = plan.boundedFor(issuers.size());
    try (Sent values =
        new IssuerValuation(references)
            .byChunk("values to compare", bounded, rates, KeySet.of(issuers))) {
      values
          .run(new ChunkValuer(bounded, memberships, requests, null, "", false).baskets())
          .forEach(this::file);
    }
  }

  private void file(BasketBlock block) {
    groups.add(block.subsector);
    for (int i = 0; i < block.size(); i++) {
      sides.put(
          key(block.basketId, block.subsector, block.basis, block.day[i]),
          new Side(
              block.cap[i],
              block.pe[i],
              block.peExLosses[i],
              block.members[i],
              block.capped[i],
              block.status(i)));
    }
  }

  private static String key(String basket, String group, String basis, int day) {
    return basket + '\n' + group + '\n' + basis + '\n' + day;
  }

  /** Compares {@code basketA} with {@code basketB}: per day and basis every group of either. */
  public List<Comparison> of(String basketA, String basketB) {
    List<Comparison> comparisons = new ArrayList<>();
    for (DayChunk chunk : plan.chunks()) {
      for (int i = chunk.from(); i < chunk.to(); i++) {
        int day = plan.days()[i];
        Set<String> regionsA = regionsOf(basketA, day);
        Set<String> regionsB = regionsOf(basketB, day);
        for (String group : groups) {
          double privateA = unlisted(group, day, regionsA);
          double privateB = unlisted(group, day, regionsB);
          for (var basis : chunk.bases()) {
            String name = basis.toString();
            Side a = sides.get(key(basketA, group, name, day));
            Side b = sides.get(key(basketB, group, name, day));
            if (a == null && b == null) {
              continue;
            }
            comparisons.add(
                compare(
                    group,
                    day,
                    name,
                    a == null ? ABSENT : a,
                    b == null ? ABSENT : b,
                    sides.get(key(basketA, Groups.ALL, name, day)).cap(),
                    sides.get(key(basketB, Groups.ALL, name, day)).cap(),
                    privateA,
                    privateB));
          }
        }
      }
    }
    return comparisons;
  }

  private static Comparison compare(
      String group,
      int day,
      String basis,
      Side a,
      Side b,
      double allA,
      double allB,
      double privateA,
      double privateB) {
    return new Comparison(
        group,
        day,
        basis,
        a.pe(),
        b.pe(),
        a.pe() / b.pe() - 1,
        a.peExLosses() / b.peExLosses() - 1,
        a.cap() / allA,
        b.cap() / allB,
        a.cap() / b.cap(),
        (a.cap() + privateA) / b.cap(),
        (a.cap() + privateA) / (b.cap() + privateB),
        a.members(),
        a.capped(),
        b.members(),
        b.capped(),
        a.status() != Status.OK ? a.status() : b.status());
  }

  private double unlisted(String group, int day, Set<String> regions) {
    if (Groups.isSubsector(group, plan.methodology())) {
      return unlisted.valuation(day, regions, group, List.of());
    }
    List<String> allBut = plan.methodology().composites().getOrDefault(group, List.of());
    return unlisted.valuation(day, regions, null, allBut);
  }

  /** The configured regions of a basket, else the one that most of its members have. */
  private Set<String> regionsOf(String basket, int day) {
    List<String> configured = plan.methodology().privateRegions().get(basket);
    if (configured != null) {
      return Set.copyOf(configured);
    }
    long limit = plan.asOf().knowledge().limit(membership.knowledgeDay(day));
    return regions.mostOf(
        memberships.on(basket, membership.memberDay(day), limit),
        plan.asOf().knowledge().limit(day));
  }
}
