package org.rerate.valuation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rerate.domain.Basis;
import org.rerate.domain.Membership;
import org.rerate.methodology.BasketValue;
import org.rerate.series.Memberships;
import org.rerate.series.Memberships.Member;

/**
 * Values baskets over one chunk of days. All members' numbers of the chunk are here, so sums are
 * taken where they lie, in order of issuer: the same to the last bit however the work was split.
 */
final class BasketWalk {

  private final Plan plan;
  private final Memberships memberships;
  private final Chunk chunk;
  private final Map<String, double[]> caps = new HashMap<>();
  private final Map<String, Map<String, double[]>> earnings = new HashMap<>();
  private final BasketValue value = new BasketValue();
  private double[] memberCaps = new double[64];
  private double[] memberEarnings = new double[64];

  BasketWalk(Plan plan, Memberships memberships, Chunk chunk, Iterator<IssuerBlock> issuers) {
    this.plan = plan;
    this.memberships = memberships;
    this.chunk = chunk;
    issuers.forEachRemaining(
        block -> {
          if (block.getBasis().isEmpty()) {
            caps.put(block.getIssuerId(), block.getUsd());
          } else {
            earnings
                .computeIfAbsent(block.getBasis(), b -> new HashMap<>())
                .put(block.getIssuerId(), block.getUsd());
          }
        });
  }

  /** The blocks of one basket: every group and basis that has a row on any day of the chunk. */
  List<BasketBlock> value(BasketRequest request) {
    Map<String, BasketBlock[]> blocks = new TreeMap<>();
    Map<String, Integer> filled = new HashMap<>();
    List<Member> members = null;
    Map<String, int[]> groups = Map.of();
    for (int i = 0; i < chunk.size(); i++) {
      int day = plan.days()[chunk.from() + i];
      List<Member> today = members(request, day);
      if (!today.equals(members)) {
        members = today;
        groups = Groups.of(members, plan.methodology());
      }
      for (Map.Entry<String, int[]> group : groups.entrySet()) {
        BasketBlock[] perBasis =
            blocks.computeIfAbsent(group.getKey(), name -> empty(request, name));
        int at = filled.merge(group.getKey(), 1, Integer::sum) - 1;
        for (int b = 0; b < perBasis.length; b++) {
          take(members, group.getValue(), chunk.bases().get(b), i);
          put(perBasis[b], at, day);
        }
      }
    }
    return trimmed(blocks, filled);
  }

  private List<Member> members(BasketRequest request, int day) {
    Membership membership = request.membership();
    long limit = plan.cut().knowledge().limit(membership.knowledgeDay(day));
    return memberships.on(request.basketId(), membership.memberDay(day), limit);
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

  private void take(List<Member> members, int[] group, Basis basis, int dayInChunk) {
    if (memberCaps.length < group.length) {
      memberCaps = new double[group.length * 2];
      memberEarnings = new double[group.length * 2];
    }
    Map<String, double[]> earned = earnings.getOrDefault(basis.toString(), Map.of());
    for (int m = 0; m < group.length; m++) {
      Member member = members.get(group[m]);
      memberCaps[m] = at(caps, member.issuerId(), dayInChunk) * member.factor();
      memberEarnings[m] = at(earned, member.issuerId(), dayInChunk) * member.factor();
    }
    value.of(plan.methodology(), memberCaps, memberEarnings, group.length);
  }

  private static double at(Map<String, double[]> series, String issuer, int day) {
    double[] values = series.get(issuer);
    return values == null ? Double.NaN : values[day];
  }

  private void put(BasketBlock block, int at, int day) {
    block.getDay()[at] = day;
    double[] numbers = block.getNumbers();
    int n = at * BasketBlock.NUMBERS;
    numbers[n + BasketBlock.CAP] = value.cap;
    numbers[n + BasketBlock.MATCHED_CAP] = value.matchedCap;
    numbers[n + BasketBlock.EARNINGS] = value.earnings;
    numbers[n + BasketBlock.PE] = value.pe;
    numbers[n + BasketBlock.PE_ZERO_FLOOR] = value.peZeroFloor;
    numbers[n + BasketBlock.PE_EX_LOSSES] = value.peExLosses;
    numbers[n + BasketBlock.PE_MEDIAN] = value.peMedian;
    numbers[n + BasketBlock.COVERAGE] = value.coverage;
    int[] counts = block.getCounts();
    int c = at * BasketBlock.COUNTS;
    counts[c + BasketBlock.MEMBERS] = value.members;
    counts[c + BasketBlock.CAPPED] = value.capped;
    counts[c + BasketBlock.MATCHED] = value.matched;
    counts[c + BasketBlock.NEGATIVE] = value.negative;
    counts[c + BasketBlock.STATUS] = value.status.code();
  }

  private static List<BasketBlock> trimmed(
      Map<String, BasketBlock[]> blocks, Map<String, Integer> filled) {
    List<BasketBlock> trimmed = new ArrayList<>();
    blocks.forEach(
        (group, perBasis) -> {
          int days = filled.get(group);
          for (BasketBlock block : perBasis) {
            block.setDay(Arrays.copyOf(block.getDay(), days));
            block.setNumbers(Arrays.copyOf(block.getNumbers(), days * BasketBlock.NUMBERS));
            block.setCounts(Arrays.copyOf(block.getCounts(), days * BasketBlock.COUNTS));
            trimmed.add(block);
          }
        });
    return trimmed;
  }
}
