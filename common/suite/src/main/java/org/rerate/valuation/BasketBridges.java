package org.rerate.valuation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Basis;
import org.rerate.domain.BridgePart;
import org.rerate.domain.Days;
import org.rerate.domain.Knowledge;
import org.rerate.domain.Membership;
import org.rerate.engine.delta.Warehouse;
import org.rerate.history.AsOf;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.methodology.MemberBridge;
import org.rerate.methodology.Methodology;

/**
 * Follows baskets from the date of an earlier report, as rows were recorded when it was made, to
 * that of a later one (methodology 13): first what was restated of the earlier date, by {@link
 * Restatements}, then what came between the dates, by the numbers and effects of {@link
 * BasketChanges}. Reads the members alone, and stores nothing.
 */
public final class BasketBridges {

  private static final int STEPS = BridgePart.values().length;

  private final Warehouse warehouse;
  private final Methodology methodology;
  private final Knowledge knowledge;
  private final Instant before;
  private final Instant after;

  /**
   * Bridges under one methodology and knowledge; the packed series must be up to date.
   *
   * @param before rows recorded by then, inclusive, made the earlier report
   * @param after rows recorded by then make the later one; not earlier than {@code before}
   */
  public BasketBridges(
      Warehouse warehouse,
      Methodology methodology,
      Knowledge knowledge,
      Instant before,
      Instant after) {
    this.warehouse = warehouse;
    this.methodology = methodology;
    this.knowledge = knowledge;
    this.before = before;
    this.after = after;
  }

  /** Each request's way on each basis. */
  public Map<BridgeRequest, Map<Basis, BasketBridge>> of(
      Collection<BridgeRequest> requests, List<Basis> bases) {
    ReferenceData references = new ReferenceData(warehouse, new AsOf(knowledge, after));
    IssuerNumbers numbers =
        new IssuerNumbers(
            references,
            methodology,
            requests.stream()
                .flatMapToInt(
                    request ->
                        IntStream.concat(
                            IntStream.of(request.from(), request.to()),
                            request.since().stream().mapToInt(Integer::intValue))),
            bases,
            requests.stream().map(BridgeRequest::basketId).distinct().toList());
    Map<BridgeRequest, Map<Basis, BasketBridge>> bridges = new HashMap<>();
    for (BridgeRequest request : requests) {
      Map<Integer, Map<Basis, List<BasketState>>> restated = new HashMap<>();
      Stream.concat(Stream.of(request.from()), request.since().stream())
          .forEach(day -> restated.computeIfAbsent(day, on -> restated(request, on, bases)));
      Map<Basis, BasketBridge> ways = new HashMap<>();
      for (Basis basis : bases) {
        Map<Integer, List<BasketState>> since = new TreeMap<>();
        request.since().forEach(day -> since.put(day, restated.get(day).get(basis)));
        Month month = new Month(request, basis.toString(), numbers, references);
        ways.put(
            basis,
            new BasketBridge(
                restated.get(request.from()).get(basis),
                since,
                month.states(),
                month.since(),
                month.capEffects()));
      }
      bridges.put(request, ways);
    }
    return bridges;
  }

  private Map<Basis, List<BasketState>> restated(
      BridgeRequest request, int day, List<Basis> bases) {
    return new Restatements(warehouse, methodology, knowledge)
        .states(
            new RestatementRequest(
                onDate(request.basketId(), request.from()), day, bases, before, after));
  }

  private static BasketRequest onDate(String basket, int day) {
    return new BasketRequest(basket, Membership.backcast(Days.date(day)));
  }

  /** The members of both dates, with their numbers on one basis. */
  private static final class Month {

    private final BridgeRequest request;
    private final String basis;
    private final IssuerNumbers numbers;
    private final Map<String, MemberBridge> members = new TreeMap<>();

    Month(BridgeRequest request, String basis, IssuerNumbers numbers, ReferenceData references) {
      this.request = request;
      this.basis = basis;
      this.numbers = numbers;
      Map<String, Double> then = factors(references, request.from());
      Map<String, Double> now = factors(references, request.to());
      Stream.of(then, now)
          .flatMap(side -> side.keySet().stream())
          .forEach(
              issuer ->
                  members.computeIfAbsent(
                      issuer,
                      id -> member(id, then.getOrDefault(id, 0.0), now.getOrDefault(id, 0.0))));
    }

    private Map<String, Double> factors(ReferenceData references, int day) {
      Map<String, Double> factors = new HashMap<>();
      for (Member member :
          onDate(request.basketId(), day)
              .members(references.memberships(), references.asOf(), day)) {
        factors.put(member.issuerId(), member.factor());
      }
      return factors;
    }

    private MemberBridge member(String issuer, double factor0, double factor1) {
      int from = request.from();
      int to = request.to();
      return new MemberBridge(
          factor0,
          factor1,
          numbers.cap(issuer, from),
          numbers.cap(issuer, to),
          numbers.earnings(issuer, basis, from),
          numbers.earnings(issuer, basis, to),
          numbers.rate(issuer, basis, to, from),
          numbers.rate(issuer, basis, to, to));
    }

    List<BasketState> states() {
      List<BasketState> states = new ArrayList<>();
      for (int step = 0; step <= STEPS; step++) {
        BasketState state = new BasketState();
        for (Map.Entry<String, MemberBridge> entry : members.entrySet()) {
          MemberBridge member = entry.getValue();
          if (member.factor(step) > 0) {
            state.add(entry.getKey(), member.factor(step), member.cap(step), member.earnings(step));
          }
        }
        states.add(state);
      }
      return states;
    }

    /** On a base date nothing changes but who counts. */
    Map<Integer, List<BasketState>> since() {
      Map<Integer, List<BasketState>> since = new TreeMap<>();
      for (int day : request.since()) {
        List<BasketState> states = new ArrayList<>();
        for (int step = 0; step <= STEPS; step++) {
          BasketState state = new BasketState();
          for (Map.Entry<String, MemberBridge> entry : members.entrySet()) {
            double factor = entry.getValue().factor(step);
            if (factor > 0) {
              String issuer = entry.getKey();
              state.add(
                  issuer, factor, numbers.cap(issuer, day), numbers.earnings(issuer, basis, day));
            }
          }
          states.add(state);
        }
        since.put(day, states);
      }
      return since;
    }

    Map<BridgePart, Double> capEffects() {
      Map<BridgePart, Double> sums = new EnumMap<>(BridgePart.class);
      for (MemberBridge member : members.values()) {
        member.capEffects().forEach((part, usd) -> sums.merge(part, usd, Double::sum));
      }
      return sums;
    }
  }
}
