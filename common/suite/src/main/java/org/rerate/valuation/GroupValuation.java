package org.rerate.valuation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.Membership;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.exchange.Exchange.Sent;
import org.rerate.engine.filter.KeySet;
import org.rerate.history.AsOf;
import org.rerate.history.FactKind;
import org.rerate.history.MembershipHistory;
import org.rerate.history.Rates;
import org.rerate.methodology.Methodology;
import org.rerate.value.BasketBlock;
import org.rerate.value.Groups;

/**
 * Values a group of issuers that is stored nowhere, by the walk that values baskets: the numbers
 * are those of a basket that has had these members, each in full, on every day. Reads the packed
 * blocks of the members alone, and stores nothing.
 */
final class GroupValuation {

  /** A name that no stored basket needs to have: nothing of it leaves this class. */
  private static final String GROUP = "group";

  private final Warehouse warehouse;
  private final Methodology methodology;
  private final AsOf asOf;
  private final ReferenceData references;

  /** A valuation for someone who sees {@code asOf}; the packed series must be up to date. */
  GroupValuation(Warehouse warehouse, Methodology methodology, AsOf asOf) {
    this.warehouse = warehouse;
    this.methodology = methodology;
    this.asOf = asOf;
    this.references = new ReferenceData(warehouse, asOf);
  }

  /**
   * The group's values and multiples on every valuation date of a range, oldest first.
   *
   * @param ids issuers, or securities in their place
   * @param withMultiples false for values alone
   * @throws RerateException with {@code USAGE} for an unknown id, or without a valuation date
   */
  ChunkValuer.BasketBlocks value(
      Collection<String> ids, LocalDate from, LocalDate to, Basis basis, boolean withMultiples) {
    Set<String> issuers = new NamedIssuers(warehouse, asOf).of(ids);
    int[] days = days(from, to);
    Plan plan = Plan.of(methodology, asOf, days, List.of(basis));
    if (withMultiples) {
      plan = plan.with(MemberFigures.ofMultiples(references, methodology, issuers));
    }
    plan = plan.boundedFor(issuers.size());
    Rates rates = references.rates(days, methodology.fxMaxAgeDays());
    BasketRequest request = new BasketRequest(GROUP, Membership.POINT_IN_TIME);
    List<ChunkValuer.BasketBlocks> parts;
    try (Sent values =
        new IssuerValuation(references, false)
            .byChunk("a group", plan, rates, KeySet.of(issuers))) {
      parts =
          values.run(
              new ChunkValuer(plan, members(issuers), List.of(request), null, "", false).blocks());
    }
    ChunkValuer.BasketBlocks group =
        new ChunkValuer.BasketBlocks(new ArrayList<>(), new ArrayList<>());
    for (ChunkValuer.BasketBlocks part : parts) {
      part.values().stream().filter(b -> isWhole(b.subsector)).forEach(group.values()::add);
      part.figures().stream().filter(b -> isWhole(b.subsector)).forEach(group.figures()::add);
    }
    group.values().sort(Comparator.comparingInt((BasketBlock block) -> block.day[0]));
    return group;
  }

  private static boolean isWhole(String subsector) {
    return subsector.equals(Groups.ALL);
  }

  /** The issuers as members since ever, which everybody has always known. */
  private MembershipHistory members(Set<String> issuers) {
    MembershipHistory.Builder builder = new MembershipHistory.Builder();
    issuers.forEach(
        issuer ->
            builder.add(
                GROUP,
                issuer,
                "member",
                Valuation.EARLIEST,
                FactKind.NONE,
                1,
                Long.MIN_VALUE,
                Long.MIN_VALUE,
                false));
    return builder.build(asOf);
  }

  private int[] days(LocalDate from, LocalDate to) {
    int[] days = references.valuationDays(Days.of(from), Days.of(to));
    if (days.length > 0) {
      return days;
    }
    int[] before = references.valuationDays(Integer.MIN_VALUE, Days.of(to));
    int[] span = references.span();
    throw RerateException.usage(
        from.equals(to)
            ? "no close is stored of " + from
            : "no close is stored of any day from " + from + " to " + to,
        span == null
            ? "No price is loaded"
            : before.length > 0
                ? "The last day before that has one is " + Days.date(before[before.length - 1])
                : "The first day that has one is " + Days.date(span[0]));
  }
}
