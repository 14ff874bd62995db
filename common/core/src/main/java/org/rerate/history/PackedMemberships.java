package org.rerate.history;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link MembershipHistory} as they are sent to tasks: all rows as one packed block. Java would
 * send every array of every member as an object of its own, most of a second for a few hundred
 * baskets.
 *
 * @param asOf what may be seen
 * @param baskets every basket, in order
 * @param membersOfBasket how many members each basket has, former ones too
 * @param issuers every issuer, in no order
 * @param members the issuer of each member, as its place in {@code issuers}, basket by basket
 * @param rowsOfMember how many rows each member has
 * @param rows their rows, one after the other
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; arrays are what is fast to send
record PackedMemberships(
    AsOf asOf,
    String[] baskets,
    int[] membersOfBasket,
    String[] issuers,
    int[] members,
    int[] rowsOfMember,
    byte[] rows)
    implements Serializable {

  static PackedMemberships of(Map<String, BasketMembers> memberships, AsOf asOf) {
    Map<String, Integer> issuers = new LinkedHashMap<>();
    List<Integer> members = new ArrayList<>();
    List<Integer> rowsOfMember = new ArrayList<>();
    FactColumns all = new FactColumns(FactKind.MEMBERS, 1024);
    for (BasketMembers ofBasket : memberships.values()) {
      for (int member = 0; member < ofBasket.size(); member++) {
        members.add(issuers.computeIfAbsent(ofBasket.issuer(member), i -> issuers.size()));
        rowsOfMember.add(ofBasket.rowsOf(member));
      }
      all.addAll(ofBasket.rows());
    }
    return new PackedMemberships(
        asOf,
        memberships.keySet().toArray(String[]::new),
        memberships.values().stream().mapToInt(BasketMembers::size).toArray(),
        issuers.keySet().toArray(String[]::new),
        ints(members),
        ints(rowsOfMember),
        BlockCodec.encode(all));
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  private Object readResolve() {
    MembershipHistory.Builder builder = new MembershipHistory.Builder();
    FactColumns all = BlockCodec.decode(FactKind.MEMBERS, rows);
    int member = 0;
    int row = 0;
    for (int b = 0; b < baskets.length; b++) {
      builder.basket(baskets[b]);
      for (int end = member + membersOfBasket[b]; member < end; member++) {
        for (int last = row + rowsOfMember[member]; row < last; row++) {
          builder.add(baskets[b], issuers[members[member]], all, row);
        }
      }
    }
    return builder.build(asOf);
  }
}
