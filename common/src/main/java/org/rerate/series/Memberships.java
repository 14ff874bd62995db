package org.rerate.series;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.rerate.domain.Days;

/** Who belonged to which basket, with all versions; rows are half-open intervals of days. */
public final class Memberships implements Serializable {

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
   * @param ingestedAt when we took it in, microseconds of UTC
   */
  public record MemberRow(Member member, int validFrom, long knownAt, long ingestedAt) {}

  private final transient Map<String, Map<String, Versions>> baskets;

  private final transient Map<String, int[]> edges = new ConcurrentHashMap<>();

  private final transient Cut cut;

  private Memberships(Cut cut, Map<String, Map<String, Versions>> baskets) {
    this.cut = cut;
    this.baskets = baskets;
  }

  private Object writeReplace() {
    return PackedMemberships.of(baskets, cut);
  }

  @SuppressWarnings("UnusedVariable") // Java's name for it
  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("only packed memberships are sent");
  }

  /** Days on which a membership begins or ends, or on which a row of one became known. */
  private static int[] edges(Collection<Versions> members) {
    int[] days = new int[3 * members.stream().mapToInt(Versions::size).sum()];
    int at = 0;
    for (Versions versions : members) {
      for (int row = 0; row < versions.size(); row++) {
        days[at++] = versions.day(row);
        days[at++] = versions.integer(0, row);
        days[at++] = Days.dayOf(versions.knownAt(row));
      }
    }
    return Arrays.stream(days).sorted().distinct().toArray();
  }

  /** False if the members on {@code day} are surely those of {@code before}, an earlier day. */
  public boolean mayChange(String basketId, int before, int day) {
    int[] days =
        edges.computeIfAbsent(basketId, id -> edges(baskets.getOrDefault(id, Map.of()).values()));
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
      issuers.addAll(baskets.getOrDefault(basketId, Map.of()).keySet());
    }
    return issuers;
  }

  /**
   * The members of a basket on {@code day}, by issuer, for someone who may know up to {@code
   * limit}: the rows with {@code valid_from <= day < valid_to}.
   */
  public List<Member> on(String basketId, int day, long limit) {
    List<Member> members = new ArrayList<>();
    visit(basketId, day, limit, (member, versions, row) -> members.add(member));
    return members;
  }

  /** The rows behind {@link #on}, in the same order. */
  public List<MemberRow> rowsOn(String basketId, int day, long limit) {
    List<MemberRow> rows = new ArrayList<>();
    visit(
        basketId,
        day,
        limit,
        (member, versions, row) ->
            rows.add(
                new MemberRow(
                    member, versions.day(row), versions.knownAt(row), versions.ingestedAt(row))));
    return rows;
  }

  private interface Visitor {
    void visit(Member member, Versions versions, int row);
  }

  private void visit(String basketId, int day, long limit, Visitor visitor) {
    for (Map.Entry<String, Versions> entry : baskets.getOrDefault(basketId, Map.of()).entrySet()) {
      Versions intervals = entry.getValue();
      int row = intervals.last(day, limit);
      if (row >= 0) {
        int until = intervals.integer(0, row);
        if (until == Kind.NONE || day < until) {
          visitor.visit(
              new Member(entry.getKey(), intervals.text(row), intervals.number(row)),
              intervals,
              row);
        }
      }
    }
  }

  /** Gathers the rows of {@code market.members}. */
  public static final class Builder {

    private final Map<String, Map<String, Block>> rows = new TreeMap<>();

    /** Makes sure that a basket without any member is known too. */
    public void basket(String basketId) {
      rows.computeIfAbsent(basketId, b -> new TreeMap<>());
    }

    /**
     * Files one row.
     *
     * @param validTo first day after membership, or {@link Kind#NONE}
     */
    public void add(
        String basketId,
        String issuerId,
        String subsector,
        int validFrom,
        int validTo,
        double factor,
        long knownAt,
        long ingestedAt,
        boolean gone) {
      basket(basketId);
      Block block = block(basketId, issuerId);
      int row = block.add();
      block.day[row] = validFrom;
      block.knownAt[row] = knownAt;
      block.ingestedAt[row] = ingestedAt;
      block.retracted[row] = gone ? 1 : 0;
      block.integers[0][row] = validTo;
      block.numbers[0][row] = factor;
      block.texts[0][row] = subsector;
    }

    /** The rows of one member. */
    Block block(String basketId, String issuerId) {
      return rows.get(basketId).computeIfAbsent(issuerId, i -> new Block(Kind.MEMBERS, 2));
    }

    /** The memberships for someone who sees {@code cut}. */
    public Memberships build(Cut cut) {
      Map<String, Map<String, Versions>> baskets = new TreeMap<>();
      rows.forEach(
          (basket, issuers) -> {
            Map<String, Versions> versions = new TreeMap<>();
            issuers.forEach(
                (issuer, block) -> versions.put(issuer, cut.versions(Kind.MEMBERS, block, -1)));
            baskets.put(basket, versions);
          });
      return new Memberships(cut, baskets);
    }
  }
}
