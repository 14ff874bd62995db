package org.rerate.valuation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.rerate.domain.Metric;
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
  private final MemberNumbers numbers;
  private final int[] earnings;
  private final BasketValue value = new BasketValue();

  BasketValuer(Plan plan, MembershipHistory memberships, DayChunk chunk) {
    this.plan = plan;
    this.memberships = memberships;
    this.chunk = chunk;
    this.numbers = new MemberNumbers(plan, chunk);
    this.earnings =
        chunk.bases().stream().mapToInt(b -> numbers.slot(b, Metric.NET_INCOME)).toArray();
  }

  /** Takes in the numbers of a member over the chunk. */
  void add(IssuerBlock block) {
    numbers.add(block);
  }

  /** What one group has got so far. */
  private static final class GroupRows {

    private final BasketBlock[] perBasis;
    private final GroupFigures figures;
    private int[] members = {};

    GroupRows(BasketBlock[] perBasis, GroupFigures figures) {
      this.perBasis = perBasis;
      this.figures = figures;
    }
  }

  /**
   * The blocks of one basket: every group and basis that has a row on any day of the chunk.
   *
   * @param figures takes the rows of other tables
   */
  List<BasketBlock> value(BasketRequest request, Consumer<FigureBlock> figures) {
    Map<String, GroupRows> groups = new TreeMap<>();
    List<GroupRows> today = List.of();
    for (int i = 0; i < chunk.size(); i++) {
      int day = plan.days()[chunk.from() + i];
      if (i == 0 || mayChange(request, plan.days()[chunk.from() + i - 1], day)) {
        today = assemble(request, day, groups);
      }
      numbers.turnTo(i);
      for (GroupRows group : today) {
        take(group, day);
      }
    }
    groups.values().forEach(group -> group.figures.blocks().forEach(figures));
    return groups.values().stream().flatMap(group -> Arrays.stream(group.perBasis)).toList();
  }

  private void take(GroupRows group, int day) {
    int count = group.members.length;
    numbers.turnTo(group.members);
    double[] caps = numbers.group(MemberNumbers.CAP);
    for (int b = 0; b < earnings.length; b++) {
      value.of(plan.methodology(), caps, numbers.group(earnings[b]), count);
      group.perBasis[b].add(day, value);
    }
    group.figures.take(day, numbers, count);
  }

  private boolean mayChange(BasketRequest request, int before, int day) {
    return memberships.mayChange(request.basketId(), before, day);
  }

  /** Finds who is a member, in which groups, and where their numbers lie. */
  private List<GroupRows> assemble(BasketRequest request, int day, Map<String, GroupRows> groups) {
    List<Member> members = request.members(memberships, plan.asOf(), day);
    numbers.of(members);
    List<GroupRows> today = new ArrayList<>();
    Groups.of(members, plan.methodology())
        .forEach(
            (name, positions) -> {
              GroupRows group =
                  groups.computeIfAbsent(
                      name,
                      n ->
                          new GroupRows(
                              empty(request, n),
                              new GroupFigures(plan, chunk, numbers, request, n)));
              group.members = positions;
              today.add(group);
            });
    return today;
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
