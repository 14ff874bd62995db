package org.rerate.history;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.rerate.domain.Days;

/** Who belonged to which basket, with all versions; rows are half-open intervals of days. */
public final class MembershipHistory implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * A member on a day.
   *
   * @param issuerId the company
   * @param subsector the sub-sector it counts in
   * @param factor inclusion factor, which multiplies cap and earnings
   */
  public record Member(String issuerId, String subsector, double factor) implements Serializable {}

  /**
   * The row that makes an issuer a member on a day.
   *
   * @param member the member
   * @param validFrom first day of the row
   * @param knownAt when it could be known, microseconds of UTC
   * @param deliveredAt when it was delivered, microseconds of UTC
   */
  public record MemberRow(Member member, int validFrom, long knownAt, long deliveredAt) {}

  private final transient Map<String, BasketMembers> baskets;

  private final transient Map<String, int[]> edges = new ConcurrentHashMap<>();

  private final transient AsOf asOf;

  private MembershipHistory(AsOf asOf, Map<String, BasketMembers> baskets) {
    this.asOf = asOf;
    this.baskets = baskets;
  }

  private Object writeReplace() {
    return PackedMemberships.of(baskets, asOf);
  }

  @SuppressWarnings("UnusedVariable") // Java's name for it
  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("only packed memberships are sent");
  }

  /** Days on which a membership begins or ends, or on which a row of one became known. */
  private static int[] edges(BasketMembers members) {
    FactColumns rows = members.rows();
    return IntStream.range(0, rows.size())
        .flatMap(
            row ->
                IntStream.of(rows.day[row], rows.integers[0][row], Days.dayOf(rows.knownAt[row])))
        .sorted()
        .distinct()
        .toArray();
  }

  private BasketMembers members(String basketId) {
    return baskets.getOrDefault(basketId, BasketMembers.NOBODY);
  }

  /** False if the members on {@code day} are surely those of {@code before}, an earlier day. */
  public boolean mayChange(String basketId, int before, int day) {
    int[] days = edges.computeIfAbsent(basketId, id -> edges(members(id)));
    int at = Arrays.binarySearch(days, before);
    int next = at < 0 ? -at - 1 : at + 1;
    return next < days.length && days[next] <= day;
  }

  /** Every basket that any row names, in order. */
  public Set<String> baskets() {
    return baskets.keySet();
  }

  /** Every issuer that any row of these baskets names, in order. */
  public Set<String> issuers(Iterable<String> basketIds) {
    Set<String> issuers = new TreeSet<>();
    for (String basketId : basketIds) {
      issuers.addAll(members(basketId).issuers());
    }
    return issuers;
  }

  /**
   * The members of a basket on {@code day}, by issuer, for someone who may know up to {@code
   * limit}: the rows with {@code valid_from <= day < valid_to}.
   */
  public List<Member> on(String basketId, int day, long limit) {
    List<Member> members = new ArrayList<>();
    visit(basketId, day, limit, (member, rows, row) -> members.add(member));
    return members;
  }

  /** The rows behind {@link #on}, in the same order. */
  public List<MemberRow> rowsOn(String basketId, int day, long limit) {
    List<MemberRow> rows = new ArrayList<>();
    visit(
        basketId,
        day,
        limit,
        (member, all, row) ->
            rows.add(new MemberRow(member, all.day[row], all.knownAt[row], all.deliveredAt[row])));
    return rows;
  }

  private interface Visitor {
    void visit(Member member, FactColumns rows, int row);
  }

  private void visit(String basketId, int day, long limit, Visitor visitor) {
    BasketMembers members = members(basketId);
    FactColumns rows = members.rows();
    for (int member = 0; member < members.size(); member++) {
      int row = members.last(member, day, limit);
      if (row >= 0 && (rows.integers[0][row] == FactKind.NONE || day < rows.integers[0][row])) {
        visitor.visit(
            new Member(members.issuer(member), rows.texts[0][row], rows.numbers[0][row]),
            rows,
            row);
      }
    }
  }

  /** Gathers the rows of {@code market.members}. */
  public static final class Builder {

    private final Map<String, Rows> baskets = new TreeMap<>();
    private final Map<String, String> words = new HashMap<>();

    /**
     * Rows of a basket.
     *
     * @param issuers the issuer of each
     */
    record Rows(List<String> issuers, FactColumns block) {}

    /** Makes sure that a basket without any member is known too. */
    public void basket(String basketId) {
      of(basketId);
    }

    private Rows of(String basketId) {
      return baskets.computeIfAbsent(
          basketId, b -> new Rows(new ArrayList<>(), new FactColumns(FactKind.MEMBERS, 0)));
    }

    /**
     * Files one row.
     *
     * @param validTo first day after membership, or {@link FactKind#NONE}
     */
    public void add(
        String basketId,
        String issuerId,
        String subsector,
        int validFrom,
        int validTo,
        double factor,
        long knownAt,
        long deliveredAt,
        boolean gone) {
      Rows rows = of(basketId);
      rows.issuers().add(once(issuerId));
      FactColumns block = rows.block();
      int row = block.add();
      block.day[row] = validFrom;
      block.knownAt[row] = knownAt;
      block.deliveredAt[row] = deliveredAt;
      block.retracted[row] = gone ? 1 : 0;
      block.integers[0][row] = validTo;
      block.numbers[0][row] = factor;
      block.texts[0][row] = once(subsector);
    }

    /** Files row {@code row} of {@code rows}. */
    void add(String basketId, String issuerId, FactColumns rows, int row) {
      Rows own = of(basketId);
      own.issuers().add(issuerId);
      own.block().addFrom(rows, row);
    }

    /** Names come over and over; each is kept once. */
    private String once(String word) {
      return word == null ? null : words.computeIfAbsent(word, w -> w);
    }

    /** The memberships for someone who sees {@code cut}. */
    public MembershipHistory build(AsOf asOf) {
      Map<String, BasketMembers> members = new TreeMap<>();
      baskets.forEach(
          (basket, rows) ->
              members.put(basket, BasketMembers.of(rows.issuers(), rows.block(), asOf)));
      return new MembershipHistory(asOf, members);
    }
  }
}
