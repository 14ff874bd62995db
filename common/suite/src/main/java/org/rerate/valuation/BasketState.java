package org.rerate.valuation;

import java.util.Collection;
import java.util.TreeMap;
import org.rerate.methodology.BasketValue;
import org.rerate.methodology.LikeForLikeChange;
import org.rerate.methodology.Methodology;

/**
 * What the members of a basket are worth and earn on a day and basis, in some state of what is
 * known of them; inclusion factors applied, NaN where missing. In the order of issuers, so that
 * sums are those that valuations store.
 */
public final class BasketState {

  private static final double[] ABSENT = {Double.NaN, Double.NaN};

  private final TreeMap<String, double[]> members = new TreeMap<>();

  /** Adds a member. */
  void add(String issuerId, double factor, double cap, double earnings) {
    members.put(issuerId, new double[] {cap * factor, earnings * factor});
  }

  /** The members' sums and P/Es. */
  public BasketValue value(Methodology methodology) {
    BasketValue value = new BasketValue();
    value.of(methodology, column(members.values(), 0), column(members.values(), 1), members.size());
    return value;
  }

  /** The change of these members since {@code start}; at constant rates it says nothing. */
  public LikeForLikeChange since(BasketState start, Methodology methodology) {
    Collection<double[]> then =
        members.keySet().stream().map(id -> start.members.getOrDefault(id, ABSENT)).toList();
    return LikeForLikeChange.of(
        methodology,
        column(then, 0),
        column(members.values(), 0),
        column(then, 1),
        column(members.values(), 1),
        new double[members.size()]);
  }

  private static double[] column(Collection<double[]> rows, int column) {
    return rows.stream().mapToDouble(row -> row[column]).toArray();
  }
}
