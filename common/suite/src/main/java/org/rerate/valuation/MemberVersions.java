package org.rerate.valuation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows of {@code members} by which a basket comes to have the members that were chosen day
 * after day. A row tells what was known on its day: who joins has no end yet; who leaves gets one
 * by another row of the same key, known on the day of leaving. Who stays as before has no further
 * row.
 */
final class MemberVersions {

  /**
   * How an issuer is a member.
   *
   * @param subsector the sub-sector
   * @param factor inclusion factor
   */
  record Place(String subsector, double factor) {}

  /**
   * A row.
   *
   * @param validTo the first day after membership; null for no end yet
   * @param knownOn the day at whose end the row is known
   */
  record Version(
      String issuerId, Place place, LocalDate validFrom, LocalDate validTo, LocalDate knownOn) {}

  private record Stay(Place place, LocalDate since) {}

  private final Map<String, Stay> members = new TreeMap<>();
  private final List<Version> rows = new ArrayList<>();

  /** An issuer that is a member already, by a row that is stored. */
  void isMember(String issuerId, Place place, LocalDate since) {
    members.put(issuerId, new Stay(place, since));
  }

  /** From {@code day} on the members are these, by issuer. */
  void turnTo(LocalDate day, Map<String, Place> chosen) {
    List.copyOf(members.keySet()).stream()
        .filter(issuer -> !members.get(issuer).place().equals(chosen.get(issuer)))
        .forEach(
            issuer -> {
              Stay stay = members.remove(issuer);
              rows.add(new Version(issuer, stay.place(), stay.since(), day, day));
            });
    new TreeMap<>(chosen)
        .forEach(
            (issuer, place) -> {
              if (!members.containsKey(issuer)) {
                members.put(issuer, new Stay(place, day));
                rows.add(new Version(issuer, place, day, null, day));
              }
            });
  }

  /** The rows, in the order in which they became known. */
  List<Version> rows() {
    return rows;
  }
}
