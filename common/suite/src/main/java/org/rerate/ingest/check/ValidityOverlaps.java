package org.rerate.ingest.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds memberships of one issuer in one basket, or links of one identifier to several things, that
 * overlap others: both would be visible at one instant, and count on one day. Rows of one fact (its
 * {@code valid_from}, and the thing that it names) are versions, each visible from its known_at
 * until the next version's.
 *
 * <p>Of two that overlap the one known later is at fault, both when known together; but never a
 * stored one, since what is stored stays.
 */
final class ValidityOverlaps {

  /**
   * A version of a membership or link; instants in microseconds, days since 1970.
   *
   * @param id what tells it apart, or null if it is stored
   * @param thing what an identifier names; null for a membership
   * @param owner links of one owner never contradict each other; null for a membership
   */
  record Version(
      String id,
      long knownAt,
      int from,
      int to,
      boolean retracted,
      String thing,
      LinkedLines.Owner owner) {

    boolean isStored() {
      return id == null;
    }

    private boolean sharesADayWith(Version other) {
      return from < other.to && other.from < to;
    }

    private boolean isSameFact(Version other) {
      return from == other.from && Objects.equals(thing, other.thing);
    }

    private boolean contradicts(Version other) {
      return !isSameFact(other) && (owner == null || owner.contradicts(other.owner));
    }
  }

  private ValidityOverlaps() {}

  /** The ids of the new versions that are at fault. */
  static Set<String> faulty(List<Version> versions) {
    List<Version> held = new ArrayList<>();
    TreeMap<Long, List<Version>> arriving = new TreeMap<>();
    for (Version version : versions) {
      if (!version.isStored()) {
        arriving.computeIfAbsent(version.knownAt(), at -> new ArrayList<>()).add(version);
      } else if (versions.stream().noneMatch(v -> replaces(v, version))) {
        held.add(version);
      }
    }
    Set<String> faulty = new HashSet<>();
    for (List<Version> together : arriving.values()) {
      held = admit(held, together, faulty);
    }
    return faulty;
  }

  /** Takes the faultless of {@code together} in; leaving one out can put another at fault. */
  private static List<Version> admit(
      List<Version> held, List<Version> together, Set<String> faulty) {
    while (true) {
      List<Version> all = new ArrayList<>(held);
      together.stream().filter(v -> !faulty.contains(v.id())).forEach(all::add);
      List<String> found =
          together.stream()
              .filter(v -> !faulty.contains(v.id()) && overlapsAny(v, all))
              .map(Version::id)
              .toList();
      if (found.isEmpty()) {
        return all;
      }
      faulty.addAll(found);
    }
  }

  private static boolean replaces(Version version, Version stored) {
    return !version.isStored()
        && version.knownAt() == stored.knownAt()
        && version.isSameFact(stored);
  }

  private static boolean overlapsAny(Version version, List<Version> all) {
    return !version.retracted()
        && all.stream()
            .anyMatch(
                other ->
                    !other.retracted()
                        && other.contradicts(version)
                        && other.sharesADayWith(version)
                        && version.knownAt() < supersededAt(other, all)
                        && other.knownAt() < supersededAt(version, all));
  }

  private static long supersededAt(Version version, List<Version> all) {
    return all.stream()
        .filter(other -> other.isSameFact(version) && other.knownAt() > version.knownAt())
        .mapToLong(Version::knownAt)
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
