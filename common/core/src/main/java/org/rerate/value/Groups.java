package org.rerate.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.methodology.Methodology;

/** The sets that a basket is published in: its sub-sectors, ALL, and the composites. */
public final class Groups {

  /** Every member. */
  public static final String ALL = "ALL";

  private Groups() {}

  /**
   * Name to positions in {@code members}, in the members' order: sub-sectors that have a member,
   * and, always, ALL and the methodology's composites.
   */
  public static Map<String, int[]> of(List<Member> members, Methodology methodology) {
    Map<String, List<Integer>> groups = new TreeMap<>();
    groups.put(ALL, new ArrayList<>());
    methodology.composites().keySet().forEach(name -> groups.put(name, new ArrayList<>()));
    for (int i = 0; i < members.size(); i++) {
      String subsector = members.get(i).subsector();
      groups.computeIfAbsent(subsector, s -> new ArrayList<>()).add(i);
      groups.get(ALL).add(i);
      for (Map.Entry<String, List<String>> composite : methodology.composites().entrySet()) {
        if (!composite.getValue().contains(subsector)) {
          groups.get(composite.getKey()).add(i);
        }
      }
    }
    Map<String, int[]> positions = new TreeMap<>();
    groups.forEach(
        (name, list) -> positions.put(name, list.stream().mapToInt(Integer::intValue).toArray()));
    return positions;
  }

  /** True if the name is neither ALL nor a composite. */
  public static boolean isSubsector(String name, Methodology methodology) {
    return !name.equals(ALL) && !methodology.composites().containsKey(name);
  }
}
