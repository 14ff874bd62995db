package org.rerate.valuation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
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
   * @param retracted true if it takes its key back
   */
  record Version(
      String issuerId,
      Place place,
      LocalDate validFrom,
      LocalDate validTo,
      LocalDate knownOn,
      boolean retracted) {

    private Key key() {
      return new Key(issuerId, validFrom);
    }

    private boolean saysTheSame(Version other) {
      return retracted == other.retracted
          && (retracted || (place.equals(other.place) && Objects.equals(validTo, other.validTo)));
    }
  }

  private record Key(String issuerId, LocalDate validFrom) {}

  private record Stay(Place place, LocalDate since) {}

  private final Map<String, Stay> members = new TreeMap<>();
  private final List<Version> before = new ArrayList<>();
  private final List<Version> rows = new ArrayList<>();

  /** An issuer that is a member already, by a row that is stored. */
  void isMember(String issuerId, Place place, LocalDate since) {
    members.put(issuerId, new Stay(place, since));
    before.add(new Version(issuerId, place, since, null, LocalDate.MIN, false));
  }

  /** From {@code day} on the members are these, by issuer. */
  void turnTo(LocalDate day, Map<String, Place> chosen) {
    List.copyOf(members.keySet()).stream()
        .filter(issuer -> !members.get(issuer).place().equals(chosen.get(issuer)))
        .forEach(
            issuer -> {
              Stay stay = members.remove(issuer);
              rows.add(new Version(issuer, stay.place(), stay.since(), day, day, false));
            });
    new TreeMap<>(chosen)
        .forEach(
            (issuer, place) -> {
              if (!members.containsKey(issuer)) {
                members.put(issuer, new Stay(place, day));
                rows.add(new Version(issuer, place, day, null, day, false));
              }
            });
  }

  /**
   * The rows in the order in which they became known, and those that correct what is stored: where
   * an earlier run, which had not all of today's rows, chose otherwise. A correction is known when
   * the row that it corrects was, and counts before that because it is delivered later.
   *
   * @param stored what earlier runs stored
   * @param first what was known before this day stands
   */
  List<Version> rows(List<Version> stored, LocalDate first) {
    Map<Key, NavigableMap<LocalDate, Version>> wanted = new HashMap<>();
    for (List<Version> versions : List.of(before, rows)) {
      versions.forEach(
          version ->
              wanted
                  .computeIfAbsent(version.key(), key -> new TreeMap<>())
                  .put(version.knownOn(), version));
    }
    List<Version> all = new ArrayList<>(rows);
    stored.stream()
        .filter(row -> !row.knownOn().isBefore(first))
        .forEach(
            row -> {
              Version version = corrected(row, wanted.get(row.key()));
              if (!rows.contains(version) && !row.saysTheSame(version)) {
                all.add(version);
              }
            });
    all.sort(Comparator.comparing(Version::knownOn));
    return all;
  }

  private static Version corrected(Version stored, NavigableMap<LocalDate, Version> wanted) {
    Map.Entry<LocalDate, Version> then =
        wanted == null ? null : wanted.floorEntry(stored.knownOn());
    return new Version(
        stored.issuerId(),
        then == null ? stored.place() : then.getValue().place(),
        stored.validFrom(),
        then == null ? stored.validTo() : then.getValue().validTo(),
        stored.knownOn(),
        then == null);
  }
}
