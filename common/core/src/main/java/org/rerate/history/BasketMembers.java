package org.rerate.history;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows of everyone who ever was a member of one basket, in order of issuer and version: arrays
 * for all of them, as a universe has hundreds of thousands of such rows, most of which are the only
 * one of their member.
 */
final class BasketMembers {

  /** No members. */
  static final BasketMembers NOBODY =
      new BasketMembers(new String[0], new int[1], new FactColumns(FactKind.MEMBERS, 0));

  private final String[] issuers;

  /** First row of each issuer, and the number of rows. */
  private final int[] starts;

  private final FactColumns rows;

  private BasketMembers(String[] issuers, int[] starts, FactColumns rows) {
    this.issuers = issuers;
    this.starts = starts;
    this.rows = rows;
  }

  /**
   * The members by their rows.
   *
   * @param issuerOf the issuer of each row, in any order
   * @param asOf rows that it leaves out are dropped
   */
  static BasketMembers of(List<String> issuerOf, FactColumns rows, AsOf asOf) {
    if (issuerOf.isEmpty()) {
      return NOBODY;
    }
    int[] order =
        IntStream.range(0, rows.size)
            .boxed()
            .sorted(Comparator.comparing(issuerOf::get))
            .mapToInt(Integer::intValue)
            .toArray();
    String[] issuers = new String[rows.size];
    int[] starts = new int[rows.size + 1];
    FactColumns kept = new FactColumns(FactKind.MEMBERS, rows.size);
    int count = 0;
    for (int from = 0, to; from < order.length; from = to) {
      String issuer = issuerOf.get(order[from]);
      to = from + 1;
      while (to < order.length && issuerOf.get(order[to]).equals(issuer)) {
        to++;
      }
      FactColumns own = rows.picked(FactKind.MEMBERS, Arrays.copyOfRange(order, from, to));
      kept.addAll(asOf.versions(FactKind.MEMBERS, own, -1).rows());
      issuers[count++] = issuer;
      starts[count] = kept.size;
    }
    return new BasketMembers(
        Arrays.copyOf(issuers, count), Arrays.copyOf(starts, count + 1), kept.trimmed());
  }

  /** Number of members, former and future ones too. */
  int size() {
    return issuers.length;
  }

  /** The issuer at a place; ascending. */
  String issuer(int member) {
    return issuers[member];
  }

  /** Every issuer, ascending. */
  List<String> issuers() {
    return Arrays.asList(issuers);
  }

  /** How many rows a member has. */
  int rowsOf(int member) {
    return starts[member + 1] - starts[member];
  }

  /** The rows, member after member. */
  FactColumns rows() {
    return rows;
  }

  /** The row that counted on {@code on}, as {@link FactHistory#last}; -1 if none. */
  int last(int member, int on, long limit) {
    int row = starts[member + 1] - 1;
    while (row >= starts[member] && rows.day[row] > on) {
      row--;
    }
    return FactHistory.search(rows, null, starts[member], row, limit);
  }
}
