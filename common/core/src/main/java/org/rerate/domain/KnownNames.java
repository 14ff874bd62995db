package org.rerate.domain;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Says what someone could have meant who wrote a name that is not known. */
public final class KnownNames {

  /** What a line of text can hold. */
  private static final int MOST = 20;

  private KnownNames() {}

  /**
   * "Known are A, B, C"; of very many names those that begin as {@code asked} does, in order, and
   * how many others there are.
   */
  public static String said(String asked, Collection<String> names) {
    List<String> near =
        names.stream()
            .sorted(Comparator.comparingInt((String name) -> -shared(asked, name)))
            .limit(MOST)
            .sorted()
            .toList();
    String others = names.size() > MOST ? " and " + (names.size() - MOST) + " others" : "";
    return near.stream().collect(Collectors.joining(", ", "Known are ", others));
  }

  /** The name that {@code asked} is a slip of: a third of its letters may be others. */
  public static Optional<String> meant(String asked, Collection<String> names) {
    return names.stream()
        .min(Comparator.comparingInt(name -> slips(asked, name)))
        .filter(name -> slips(asked, name) <= Math.max(1, (asked.length() + 1) / 3));
  }

  /** How many letters must be added, left out or replaced to get from one to the other. */
  private static int slips(String one, String other) {
    int[] before = IntStream.rangeClosed(0, other.length()).toArray();
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(before[j], row[j - 1]) + 1);
      }
      before = row;
    }
    return before[other.length()];
  }

  /** How many letters both begin with. */
  private static int shared(String one, String other) {
    int length = 0;
    while (length < Math.min(one.length(), other.length())
        && Character.toUpperCase(one.charAt(length))
            == Character.toUpperCase(other.charAt(length))) {
      length++;
    }
    return length;
  }
}
