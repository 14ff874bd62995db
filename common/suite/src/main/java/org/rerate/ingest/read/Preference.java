package org.rerate.ingest.read;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * Which records of a JSON document stand where several say the same thing in other words: of those
 * that agree in some fields only the ones of the first word that is there. Records with none of the
 * words are not concerned.
 *
 * @param column the field with the word
 * @param order the words, the preferred first
 * @param within the fields in which records must agree
 */
record Preference(String column, List<String> order, List<String> within) implements Serializable {

  private static final Set<String> KEYS = Set.of("column", "order", "within");

  static Preference parse(Entry entry) {
    entry.allow(KEYS);
    String column = entry.text("column", null);
    if (column == null || entry.list("order").size() < 2 || entry.list("within").isEmpty()) {
      throw new IllegalArgumentException(
          entry.path() + " needs column, order (two words or more) and within");
    }
    return new Preference(column, entry.list("order"), entry.list("within"));
  }
}
