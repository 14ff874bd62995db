package org.rerate.valuation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Basis;
import org.rerate.domain.Knowledge;
import org.rerate.domain.RestatedInput;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.exchange.Exchange.Parcel;
import org.rerate.engine.filter.KeySet;
import org.rerate.history.AsOf;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.methodology.Methodology;
import org.rerate.methodology.Restatement.Value;
import org.rerate.value.DayChunk;
import org.rerate.value.Groups;
import org.rerate.value.RestatedIssuer;
import org.rerate.value.RestatedIssuer.Block;
import org.rerate.value.RestatedIssuer.Exchanged;

/**
 * Values a basket's day as rows were recorded by two instants, and exchanges one input after the
 * other between the two (methodology 13), by the walk that values every day. Reads the packed
 * blocks of the members alone, and stores nothing.
 */
public final class Restatements {

  private static final int STEPS = RestatedInput.values().length;

  private final Warehouse warehouse;
  private final Methodology methodology;
  private final Knowledge knowledge;

  /** Restatements under one methodology and knowledge; the packed series must be up to date. */
  public Restatements(Warehouse warehouse, Methodology methodology, Knowledge knowledge) {
    this.warehouse = warehouse;
    this.methodology = methodology;
    this.knowledge = knowledge;
  }

  /** The groups that the basket has at either instant, per basis. */
  public List<RestatedGroup> of(RestatementRequest request) {
    Sides sides = sides(request);
    List<RestatedRow> rows = rows(request, sides.known, sides.valued);
    Set<String> groups = new TreeSet<>(Groups.of(sides.then, methodology).keySet());
    groups.addAll(Groups.of(sides.now, methodology).keySet());
    List<RestatedGroup> restated = new ArrayList<>();
    for (String group : groups) {
      List<Member> groupThen = in(group, sides.then);
      List<Member> groupNow = in(group, sides.now);
      for (int b = 0; b < request.bases().size(); b++) {
        restated.add(
            new Members(groupThen, groupNow, sides.numbers, b)
                .restated(group, request.bases().get(b), rows));
      }
    }
    return restated;
  }

  /** The whole basket as published, and after each exchange of an input, per basis. */
  Map<Basis, List<BasketState>> states(RestatementRequest request) {
    Sides sides = sides(request);
    Map<Basis, List<BasketState>> states = new HashMap<>();
    for (int b = 0; b < request.bases().size(); b++) {
      Members whole = new Members(sides.then, sides.now, sides.numbers, b);
      states.put(
          request.bases().get(b),
          IntStream.rangeClosed(0, STEPS).mapToObj(step -> whole.state(step, null)).toList());
    }
    return states;
  }

  /** Members at both instants, and what is known of them after each step. */
  private record Sides(
      List<Member> then,
      List<Member> now,
      IssuersOfLines known,
      Map<String, RestatedIssuer> valued,
      Map<String, double[][]> numbers) {}

  private Sides sides(RestatementRequest request) {
    ReferenceData before = new ReferenceData(warehouse, new AsOf(knowledge, request.before()));
    ReferenceData after = new ReferenceData(warehouse, new AsOf(knowledge, request.after()));
    List<Member> then = members(before, request);
    List<Member> now = members(after, request);
    Set<String> issuers = new TreeSet<>();
    then.forEach(member -> issuers.add(member.issuerId()));
    now.forEach(member -> issuers.add(member.issuerId()));
    IssuersOfLines known =
        new IssuersOfLines(issuers, IssuersOfLines.owners(warehouse, KeySet.of(issuers)));
    Map<String, RestatedIssuer> valued = issuers(before, after, request, known);
    Map<String, double[][]> numbers = new HashMap<>();
    valued.forEach((issuer, own) -> numbers.put(issuer, numbers(own, request.bases())));
    return new Sides(then, now, known, valued, numbers);
  }

  private List<Member> members(ReferenceData references, RestatementRequest request) {
    return request.basket().members(references.memberships(), references.asOf(), request.day());
  }

  private List<Member> in(String group, List<Member> members) {
    int[] positions = Groups.of(members, methodology).getOrDefault(group, new int[0]);
    return Arrays.stream(positions).mapToObj(members::get).toList();
  }

  private Map<String, RestatedIssuer> issuers(
      ReferenceData before, ReferenceData after, RestatementRequest request, IssuersOfLines known) {
    int[] day = {request.day()};
    Exchanged exchanged =
        new Exchanged(
            knowledge,
            before.asOf().recordedLimit(),
            after.asOf().recordedLimit(),
            before.rates(day, methodology.fxMaxAgeDays()),
            after.rates(day, methodology.fxMaxAgeDays()));
    KeySet named = KeySet.of(known.issuers());
    Set<String> onFileBefore = IssuersOfLines.of(warehouse, before.asOf(), named).issuers();
    Set<String> onFileAfter = IssuersOfLines.of(warehouse, after.asOf(), named).issuers();
    DayChunk chunk = new DayChunk(0, 0, 1, request.bases());
    Plan plan = new Plan(methodology, after.asOf(), day, List.of(chunk), RecomputeScope.EVERYTHING);
    KeyedParcels found =
        new KeyedParcels(
            new IssuerValuation(after, false).parcels("values to compare", plan, known).iterator());
    Map<String, RestatedIssuer> issuers = new TreeMap<>();
    while (found.hasNext()) {
      String issuer = found.next();
      issuers.put(
          issuer,
          new RestatedIssuer(
              issuer,
              blocks(found.parcels()),
              onFileBefore.contains(issuer),
              onFileAfter.contains(issuer),
              exchanged,
              methodology,
              request.day()));
    }
    return issuers;
  }

  private static List<Block> blocks(Iterator<Parcel> parcels) {
    List<Block> blocks = new ArrayList<>();
    while (parcels.hasNext()) {
      Parcel parcel = parcels.next();
      if (!PackedFacts.isMark(parcel)) {
        PackedFacts facts = PackedFacts.of(parcel);
        blocks.add(new Block(facts.kind(), facts.name(), facts.payload()));
      }
    }
    return blocks;
  }

  /** Per step the cap and the earnings of each basis. */
  private static double[][] numbers(RestatedIssuer issuer, List<Basis> bases) {
    double[][] steps = new double[STEPS + 1][];
    for (int step = 0; step <= STEPS; step++) {
      steps[step] = issuer.values(step, bases);
    }
    return steps;
  }

  private List<RestatedRow> rows(
      RestatementRequest request, IssuersOfLines known, Map<String, RestatedIssuer> valued) {
    Map<String, Set<String>> currencies = new HashMap<>();
    valued.forEach(
        (issuer, own) ->
            own.currencies()
                .forEach(
                    code -> currencies.computeIfAbsent(code, c -> new HashSet<>()).add(issuer)));
    Map<String, Integer> adjustedTo = new HashMap<>();
    valued.values().forEach(own -> adjustedTo.putAll(own.adjustedTo()));
    return new RestatedRows(warehouse, request, knowledge, adjustedTo)
        .of(known.issuers(), known.owners(), currencies);
  }

  /** The members of one group at both instants, with their numbers on one basis. */
  private final class Members {

    private final List<Member> then;
    private final List<Member> now;
    private final Map<String, double[][]> numbers;
    private final int basis;

    Members(List<Member> then, List<Member> now, Map<String, double[][]> numbers, int basis) {
      this.then = then;
      this.now = now;
      this.numbers = numbers;
      this.basis = basis;
    }

    RestatedGroup restated(String group, Basis asked, List<RestatedRow> all) {
      List<Value> values = new ArrayList<>();
      for (int step = 0; step <= STEPS; step++) {
        values.add(valued(step, null));
      }
      Set<String> own = new TreeSet<>();
      then.forEach(member -> own.add(member.issuerId()));
      now.forEach(member -> own.add(member.issuerId()));
      Map<RestatedInput, Map<String, Value>> alone = new EnumMap<>(RestatedInput.class);
      Map<RestatedInput, List<RestatedRow>> rows = new EnumMap<>(RestatedInput.class);
      for (RestatedInput input : RestatedInput.values()) {
        Map<String, Value> effects = new TreeMap<>();
        for (String issuer : own) {
          Value with = valued(input.ordinal(), issuer);
          effects.put(issuer, with.less(values.get(input.ordinal())));
        }
        alone.put(input, effects);
        rows.put(
            input,
            all.stream()
                .filter(row -> row.input() == input)
                .filter(row -> row.members().stream().anyMatch(own::contains))
                .sorted(new RestatedRowOrder(effects))
                .toList());
      }
      return new RestatedGroup(group, asked, values, rows, alone);
    }

    private Value valued(int steps, String ahead) {
      return Value.of(state(steps, ahead).value(methodology));
    }

    /**
     * The group after so many steps.
     *
     * @param ahead a member that is one step further than the others; null for none
     */
    BasketState state(int steps, String ahead) {
      Map<String, Member> taken = new TreeMap<>();
      (RestatedInput.MEMBERS.isExchanged(steps) ? now : then)
          .forEach(member -> taken.put(member.issuerId(), member));
      int stepsAhead = steps + 1;
      if (ahead != null && RestatedInput.MEMBERS.isExchanged(stepsAhead)) {
        taken.remove(ahead);
        now.stream()
            .filter(member -> member.issuerId().equals(ahead))
            .forEach(member -> taken.put(ahead, member));
      }
      BasketState state = new BasketState();
      for (Member member : taken.values()) {
        double[][] own = numbers.get(member.issuerId());
        double[] at = own[member.issuerId().equals(ahead) ? stepsAhead : steps];
        state.add(member.issuerId(), member.factor(), at[0], at[1 + basis]);
      }
      return state;
    }
  }
}
