package org.rerate.valuation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.Membership;
import org.rerate.domain.Metric;
import org.rerate.domain.Status;
import org.rerate.engine.delta.Warehouse;
import org.rerate.history.AsOf;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.methodology.Methodology;
import org.rerate.methodology.Multiple;
import org.rerate.table.FigureTables;
import org.rerate.table.TableSpec;
import org.rerate.value.Groups;

/**
 * What each member brings to a basket's multiples, growth, revisions or index on one day, by the
 * walk that values the basket. Reads the packed blocks of the members alone, and stores nothing.
 */
public final class MemberFigureParts {

  /**
   * What a member brings; numbers are NaN where missing, inclusion factor applied to sums.
   *
   * @param member the member
   * @param weight cap in USD; of an index that of the close before, 1 for equal weights
   * @param first numerator, earlier figure or price return
   * @param second denominator, later figure or total return
   * @param dispersion of a revision the dispersion of the member's estimates
   * @param status OK, or why it is not counted
   */
  public record Part(
      Member member,
      double weight,
      double first,
      double second,
      double dispersion,
      Status status) {}

  private final Warehouse warehouse;
  private final Methodology methodology;
  private final AsOf asOf;
  private List<Member> members;
  private Plan plan;
  private OneDayNumbers numbers;

  /** Parts for someone who sees {@code asOf}; the packed series must be up to date. */
  public MemberFigureParts(Warehouse warehouse, Methodology methodology, AsOf asOf) {
    this.warehouse = warehouse;
    this.methodology = methodology;
    this.asOf = asOf;
  }

  /**
   * The rows of a table for a sub-sector, each with its members in order of issuer.
   *
   * @param table one of {@link FigureTables}
   * @param basis of multiples and revisions; growth and index have their own, or none
   * @return by the values of the key that are not the group's: the multiple; metric and bases; the
   *     horizon; the weighting
   */
  public Map<List<String>, List<Part>> of(
      TableSpec table, String basket, String subsector, Membership rule, int day, Basis basis) {
    read(new BasketRequest(basket, rule), subsector, day, basis);
    Map<List<String>, List<Part>> rows = new TreeMap<>(MemberFigureParts::inOrder);
    if (table.equals(FigureTables.BASKET_MULTIPLES)) {
      for (Multiple multiple : plan.figures().multiples()) {
        rows.put(List.of(multiple.word()), each(member -> multiple(member, multiple, basis)));
      }
    } else if (table.equals(FigureTables.BASKET_GROWTH)) {
      for (Metric metric : plan.figures().growing()) {
        for (MemberFigures.Pair pair : MemberFigures.Pair.of(Days.date(day).getYear())) {
          String from = IssuerBlock.key(pair.from().toString(), metric);
          String to = IssuerBlock.key(pair.to().toString(), metric);
          rows.put(
              List.of(metric.word(), pair.from().toString(), pair.to().toString()),
              each(member -> sums(member, from, to, Status.NO_ESTIMATE)));
        }
      }
    } else if (table.equals(FigureTables.BASKET_REVISIONS)) {
      for (int horizon :
          basis.isCalendarYear() ? plan.figures().earlier().horizons() : List.<Integer>of()) {
        String then = MemberFigures.then(basis, horizon);
        rows.put(
            List.of(Integer.toString(horizon)),
            each(member -> sums(member, then, basis.toString(), Status.NO_ESTIMATE)));
      }
    } else {
      rows.put(List.of("cap"), each(member -> returns(member, true)));
      rows.put(List.of("equal"), each(member -> returns(member, false)));
    }
    return rows;
  }

  private static int inOrder(List<String> a, List<String> b) {
    return String.join("\n", a).compareTo(String.join("\n", b));
  }

  private void read(BasketRequest request, String subsector, int day, Basis basis) {
    ReferenceData references = new ReferenceData(warehouse, asOf);
    List<Member> all = request.members(references.memberships(), asOf, day);
    int[] places = Groups.of(all, methodology).getOrDefault(subsector, new int[0]);
    members = new ArrayList<>();
    for (int place : places) {
      members.add(all.get(place));
    }
    Plan bare = Plan.of(methodology, asOf, new int[] {day}, List.of(basis));
    plan = bare.with(MemberFigures.of(references, bare, List.of(request)));
    numbers = new OneDayNumbers("figures of members", references, plan, members);
  }

  /** Makes the part of one member. */
  @FunctionalInterface
  private interface Maker {
    Part of(Member member);
  }

  private List<Part> each(Maker maker) {
    return members.stream().map(maker::of).toList();
  }

  private Part multiple(Member member, Multiple multiple, Basis basis) {
    MemberMultiples.Row row = MemberMultiples.row(member, multiple, basis, numbers);
    // A denominator that is not positive makes no multiple of the member's, but counts in sums.
    boolean counts = !Double.isNaN(row.numerator() + row.denominator());
    return new Part(
        member,
        numbers.usd(member, "") * member.factor(),
        row.numerator(),
        row.denominator(),
        Double.NaN,
        counts ? Status.OK : row.status());
  }

  private Part sums(Member member, String from, String to, Status withoutRows) {
    double cap = numbers.usd(member, "") * member.factor();
    double first = numbers.usd(member, from) * member.factor();
    double second = numbers.usd(member, to) * member.factor();
    Status status =
        Double.isNaN(cap)
            ? numbers.missing(member, "", Status.NO_SHARES)
            : Double.isNaN(second)
                ? numbers.missing(member, to, withoutRows)
                : Double.isNaN(first) ? numbers.missing(member, from, withoutRows) : Status.OK;
    return new Part(
        member, cap, first, second, numbers.usd(member, MemberFigures.DISPERSION), status);
  }

  private Part returns(Member member, boolean byCap) {
    double weight = byCap ? numbers.usd(member, MemberFigures.WEIGHT) * member.factor() : 1;
    double price = numbers.usd(member, MemberFigures.PRICE_RETURN);
    double total = numbers.usd(member, MemberFigures.TOTAL_RETURN);
    Status status =
        Double.isNaN(price)
            ? Status.NO_PRICE
            : Double.isNaN(weight)
                ? numbers.missing(member, MemberFigures.WEIGHT, Status.NO_SHARES)
                : Status.OK;
    return new Part(member, weight, price, total, Double.NaN, status);
  }
}
