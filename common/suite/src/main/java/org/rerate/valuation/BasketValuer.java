package org.rerate.valuation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rerate.history.MembershipHistory;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.methodology.BasketValue;
import org.rerate.value.BasketBlock;
import org.rerate.value.DayChunk;
import org.rerate.value.Groups;

/**
 * Values baskets over one chunk of days. All members' numbers of the chunk are here, so sums are
 * taken where they lie, in order of issuer: the same to the last bit however the work was split.
 */
final class BasketValuer {

  private final Plan plan;
  private final MembershipHistory memberships;
  private final DayChunk chunk;
  private final Map<String, double[]> caps = new HashMap<>();
  private final Map<String, Map<String, double[]>> earnings = new HashMap<>();
  private final BasketValue value = new BasketValue();
  private List<Member> members = List.of();
  private double[] factors = {};
  private double[][] capSeries = {};
  private double[][][] earningsSeries = {};
  private double[] capsToday = {};
  private double[][] earningsToday = {};
  private double[] groupCaps = new double[64];
  private double[] groupEarnings = new double[64];

  BasketValuer(Plan plan, MembershipHistory memberships, DayChunk chunk) {
    this.plan = plan;
    this.memberships = memberships;
    this.chunk = chunk;
  }

  /** Takes in the numbers of a member over the chunk. */
  void add(IssuerBlock block) {
    if (block.isCap()) {
      caps.put(block.issuerId(), block.usd());
    } else {
      earnings
          .computeIfAbsent(block.basis(), b -> new HashMap<>())
          .put(block.issuerId(), block.usd());
    }
  }

  /** What one group has got so far. */
  private static final class GroupRows {

    private final BasketBlock[] perBasis;
    private int[] members = {};

    GroupRows(BasketBlock[] perBasis) {
      this.perBasis = perBasis;
    }
  }

  /** The blocks of one basket: every group and basis that has a row on any day of the chunk. */
  List<BasketBlock> value(BasketRequest request) {
    Map<String, GroupRows> groups = new TreeMap<>();
    List<GroupRows> today = List.of();
    for (int i = 0; i < chunk.size(); i++) {
      int day = plan.days()[chunk.from() + i];
      if (i == 0 || mayChange(request, plan.days()[chunk.from() + i - 1], day)) {
        today = assemble(request, day, groups);
      }
      turnTo(i);
      for (GroupRows group : today) {
        for (int b = 0; b < group.perBasis.length; b++) {
          take(group.members, b);
          group.perBasis[b].add(day, value);
        }
      }
    }
    return groups.values().stream().flatMap(group -> Arrays.stream(group.perBasis)).toList();
  }

  private boolean mayChange(BasketRequest request, int before, int day) {
    return memberships.mayChange(request.basketId(), before, day);
  }

  /** Finds who is a member, in which groups, and where their numbers lie. */
  private List<GroupRows> assemble(BasketRequest request, int day, Map<String, GroupRows> groups) {
    members = request.members(memberships, plan.asOf(), day);
    factors = members.stream().mapToDouble(Member::factor).toArray();
    int bases = chunk.bases().size();
    capSeries = series(caps);
    earningsSeries = new double[bases][][];
    for (int b = 0; b < bases; b++) {
      earningsSeries[b] = series(earnings.getOrDefault(chunk.bases().get(b).toString(), Map.of()));
    }
    capsToday = new double[members.size()];
    earningsToday = new double[bases][members.size()];
    if (groupCaps.length < members.size()) {
      groupCaps = new double[members.size()];
      groupEarnings = new double[members.size()];
    }
    List<GroupRows> today = new ArrayList<>();
    Groups.of(members, plan.methodology())
        .forEach(
            (name, positions) -> {
              GroupRows group = groups.computeIfAbsent(name, n -> new GroupRows(empty(request, n)));
              group.members = positions;
              today.add(group);
            });
    return today;
  }

  private double[][] series(Map<String, double[]> byIssuer) {
    return members.stream().map(m -> byIssuer.get(m.issuerId())).toArray(double[][]::new);
  }

  private void turnTo(int dayInChunk) {
    fill(capSeries, dayInChunk, capsToday);
    for (int b = 0; b < earningsToday.length; b++) {
      fill(earningsSeries[b], dayInChunk, earningsToday[b]);
    }
  }

  private void fill(double[][] series, int dayInChunk, double[] today) {
    for (int m = 0; m < today.length; m++) {
      today[m] = series[m] == null ? Double.NaN : series[m][dayInChunk] * factors[m];
    }
  }

  private void take(int[] group, int basis) {
    for (int m = 0; m < group.length; m++) {
      groupCaps[m] = capsToday[group[m]];
      groupEarnings[m] = earningsToday[basis][group[m]];
    }
    value.of(plan.methodology(), groupCaps, groupEarnings, group.length);
  }

  private BasketBlock[] empty(BasketRequest request, String group) {
    return chunk.bases().stream()
        .map(
            basis ->
                new BasketBlock(
                    request.basketId(),
                    group,
                    basis.toString(),
                    request.membership().toString(),
                    chunk.size()))
        .toArray(BasketBlock[]::new);
  }
}
