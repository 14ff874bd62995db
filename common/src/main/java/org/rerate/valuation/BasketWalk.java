package org.rerate.valuation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
  private List<Member> members = List.of();
  private Map<String, int[]> groups = Map.of();
  private double[][] capSeries = {};
  private double[][][] earningsSeries = {};
  private double[] capsToday = {};
  private double[][] earningsToday = {};
  private double[] groupCaps = new double[64];
  private double[] groupEarnings = new double[64];

  BasketWalk(Plan plan, Memberships memberships, Chunk chunk) {
    this.plan = plan;
    this.memberships = memberships;
    this.chunk = chunk;
  }

  Chunk chunk() {
    return chunk;
  }

  /** Takes in the numbers of a member over the chunk. */
  void add(IssuerBlock block) {
    if (block.getBasis().isEmpty()) {
      caps.put(block.getIssuerId(), block.getUsd());
    } else {
      earnings
          .computeIfAbsent(block.getBasis(), b -> new HashMap<>())
          .put(block.getIssuerId(), block.getUsd());
    }
  }

  /** The blocks of one basket: every group and basis that has a row on any day of the chunk. */
  List<BasketBlock> value(BasketRequest request) {
    Map<String, BasketBlock[]> blocks = new TreeMap<>();
    Map<String, Integer> filled = new HashMap<>();
    for (int i = 0; i < chunk.size(); i++) {
      int day = plan.days()[chunk.from() + i];
      if (i == 0 || mayChange(request, plan.days()[chunk.from() + i - 1], day)) {
        assemble(request, day);
      }
      turnTo(i);
      for (Map.Entry<String, int[]> group : groups.entrySet()) {
        BasketBlock[] perBasis =
            blocks.computeIfAbsent(group.getKey(), name -> empty(request, name));
        int at = filled.merge(group.getKey(), 1, Integer::sum) - 1;
        for (int b = 0; b < perBasis.length; b++) {
          take(group.getValue(), b);
          put(perBasis[b], at, day);
        }
      }
    }
    return trimmed(blocks, filled);
  }

  private boolean mayChange(BasketRequest request, int before, int day) {
    return memberships.mayChange(request.basketId(), before, day);
  }

  /** Finds who is a member, in which groups, and where their numbers lie. */
  private void assemble(BasketRequest request, int day) {
    members = request.members(memberships, plan.cut(), day);
    groups = Groups.of(members, plan.methodology());
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
      today[m] = series[m] == null ? Double.NaN : series[m][dayInChunk] * members.get(m).factor();
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
