package org.rerate.ingest.read;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which texts of a vendor's column a record must have to yield a row. Dates are compared as texts,
 * which is their order where the year comes first.
 *
 * @param in the texts that count; empty for all
 * @param not texts that do not count
 * @param startsWith what a text must start with one of; empty for anything
 * @param from the first text in order, or null
 * @param until the first text in order that is too late, or null
 */
record TextLimit(
    Set<String> in, Set<String> not, List<String> startsWith, String from, String until)
    implements Serializable {

  /** What an object of limits may say. */
  static final Set<String> KEYS = Set.of("in", "not", "starts_with", "from", "until");

  /** Just these texts. */
  static TextLimit in(Set<String> texts) {
    return new TextLimit(texts, Set.of(), List.of(), null, null);
  }

  static TextLimit parse(Entry limits) {
    return parse(limits, Set.of());
  }

  /**
   * The same of an object that says something else besides.
   *
   * @param others its other keys
   */
  static TextLimit parse(Entry limits, Set<String> others) {
    Set<String> known = new HashSet<>(KEYS);
    known.addAll(others);
    limits.allow(known);
    return new TextLimit(
        Set.copyOf(limits.list("in")),
        Set.copyOf(limits.list("not")),
        limits.list("starts_with"),
        limits.text("from", null),
        limits.text("until", null));
  }

  boolean allows(String text) {
    return (in.isEmpty() || in.contains(text))
        && !not.contains(text)
        && (startsWith.isEmpty() || startsWith.stream().anyMatch(text::startsWith))
        && (from == null || text.compareTo(from) >= 0)
        && (until == null || text.compareTo(until) < 0);
  }

  /** The same with words put in for their {names}. */
  TextLimit with(Map<String, String> words) {
    return new TextLimit(
        filled(in, words),
        filled(not, words),
        startsWith.stream().map(text -> ColumnMapping.filled(text, words)).toList(),
        ColumnMapping.filled(from, words),
        ColumnMapping.filled(until, words));
  }

  private static Set<String> filled(Set<String> texts, Map<String, String> words) {
    return texts.stream()
        .map(text -> ColumnMapping.filled(text, words))
        .collect(Collectors.toSet());
  }
}
