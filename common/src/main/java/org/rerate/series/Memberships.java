package org.rerate.series;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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

  private final Map<String, Map<String, Versions>> baskets;

  private Memberships(Map<String, Map<String, Versions>> baskets) {
    this.baskets = baskets;
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
    for (Map.Entry<String, Versions> entry : baskets.getOrDefault(basketId, Map.of()).entrySet()) {
      Versions intervals = entry.getValue();
      int row = intervals.last(day, limit);
      if (row >= 0) {
        int until = intervals.integer(0, row);
        if (until == Kind.NONE || day < until) {
          members.add(new Member(entry.getKey(), intervals.text(row), intervals.number(row)));
        }
      }
    }
    return members;
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
      Block block = rows.get(basketId).computeIfAbsent(issuerId, i -> new Block(Kind.MEMBERS, 2));
      int row = block.add();
      block.day[row] = validFrom;
      block.knownAt[row] = knownAt;
      block.ingestedAt[row] = ingestedAt;
      block.retracted[row] = gone ? 1 : 0;
      block.integers[0][row] = validTo;
      block.numbers[0][row] = factor;
      block.texts[0][row] = subsector;
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
      return new Memberships(baskets);
    }
  }
}
