package org.rerate.domain;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

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
