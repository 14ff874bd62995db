package org.rerate.ingest.read;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rerate.table.ColumnSpec;
import org.rerate.table.FeedSpec;

/**
 * The header row of a file: which column stands where, letter case aside. Where records are objects
 * there is no such row; the header then has the fields that are asked for, and tells which of them
 * were never seen.
 */
final class Header {

  private static final int SHOWN = 30;

  /** Characters of a row that is no header. */
  private static final int SHOWN_CHARS = 80;

  private static final List<String> OTHER_DELIMITERS = List.of(";", "\t", "|");

  private final String text;
  private final List<String> names;
  private final Map<String, Integer> places = new HashMap<>();
  private final Set<String> absent = new HashSet<>();
  private final int size;

  /**
   * Reads the header.
   *
   * @throws Refusal if there is none, or a name is in it twice
   */
  Header(SourceRecord record) throws Refusal {
    if (record == null) {
      throw new Refusal("it is empty: there is no header row");
    }
    text = record.text();
    if (!record.wellFormed()) {
      throw new Refusal(
          "its first row is no header: its quotes do not close, or it is over "
              + ByteLines.MAX_CHARS
              + " characters long; it begins with "
              + start(text));
    }
    names = record.fields().stream().map(String::strip).toList();
    size = names.size();
    for (int place = 0; place < names.size(); place++) {
      String name = key(names.get(place));
      if (!name.isEmpty() && places.put(name, place) != null) {
        throw new Refusal("its header names the column '" + names.get(place) + "' twice");
      }
    }
  }

  private Header(List<String> columns, Collection<String> seen) {
    text = String.join(",", columns);
    names = List.copyOf(seen);
    size = columns.size();
    for (int place = 0; place < columns.size(); place++) {
      places.putIfAbsent(key(columns.get(place)), place);
      absent.add(key(columns.get(place)));
    }
    seen.forEach(name -> absent.remove(key(name)));
  }

  /**
   * The header of records that are objects.
   *
   * @param columns the fields asked for, in the order in which records give them
   * @param seen the fields that records have
   */
  static Header ofFields(List<String> columns, Collection<String> seen) {
    return new Header(columns, seen);
  }

  /** The header that a mapping gives to a file without one. */
  static Header given(List<String> columns) {
    return new Header(columns, columns);
  }

  /** Its original text. */
  String text() {
    return text;
  }

  /** True for a record that names the columns once more, as files put one after the other have. */
  boolean isRepeatedBy(SourceRecord record) {
    return record.fields().size() == names.size()
        && record.fields().get(0).strip().equalsIgnoreCase(names.get(0))
        && record.fields().stream().map(Header::key).toList().equals(keys());
  }

  private List<String> keys() {
    return names.stream().map(Header::key).toList();
  }

  /** The names as they stand there. */
  List<String> names() {
    return names;
  }

  /** The first name as it stands there. */
  String firstName() {
    return names.isEmpty() ? "" : names.get(0);
  }

  int size() {
    return size;
  }

  /** The place of a column, or -1. */
  int place(String name) {
    return places.getOrDefault(key(name), -1);
  }

  /** The names that the feed file does not know. */
  List<String> unknown(FeedSpec spec) {
    List<String> known = spec.feedColumns().stream().map(ColumnSpec::name).toList();
    return names.stream().filter(name -> !name.isEmpty() && !known.contains(key(name))).toList();
  }

  /**
   * Refuses a canonical file that lacks a required column. One with the column {@code retracted}
   * may have only the key, which is all that a retraction needs; other rows of it lack the value.
   */
  void requireColumnsOf(FeedSpec spec) throws Refusal {
    boolean mayRetract = !isAbsent("retracted");
    List<String> lacking =
        spec.feedColumns().stream()
            .filter(ColumnSpec::required)
            .map(ColumnSpec::name)
            .filter(name -> !mayRetract || spec.key().contains(name))
            .filter(this::isAbsent)
            .toList();
    if (unknown(spec).size() == names.size()) {
      throw new Refusal(
          "it has no header row: no column of "
              + spec.name()
              + " is in its first row, "
              + start(text)
              + dividedBy(spec));
    }
    refuse(lacking);
  }

  /** What is shown of a row that is no header: a page of a web server is known by it. */
  private static String start(String row) {
    String line = row.strip().lines().findFirst().orElse("");
    String shown = line.substring(0, Math.min(SHOWN_CHARS, line.length()));
    return "'" + shown.replaceAll("\\p{Cntrl}", " ") + (line.equals(shown) ? "'" : "...'");
  }

  /** The remedy if the row names columns, with another mark between them. */
  private String dividedBy(FeedSpec spec) {
    List<String> known = spec.feedColumns().stream().map(ColumnSpec::name).toList();
    for (String mark : OTHER_DELIMITERS) {
      if (Stream.of(text.split(Pattern.quote(mark))).map(Header::key).anyMatch(known::contains)) {
        return "; its columns are divided by "
            + (mark.equals("\t") ? "tabs" : "'" + mark + "'")
            + ", not by ',': write commas, or say the delimiter in a mapping";
      }
    }
    return "";
  }

  /** Refuses a vendor's file that lacks a column that the mapping names. */
  void requireColumnsOf(TargetMapping target) throws Refusal {
    refuse(target.needed().stream().filter(this::isAbsent).toList());
    if (target.variants(this).isEmpty()) {
      throw new Refusal(
          "it has no column of the form '" + target.wide() + "'; its header has " + some(names));
    }
  }

  private boolean isAbsent(String name) {
    return place(name) < 0 || absent.contains(key(name));
  }

  private void refuse(List<String> lacking) throws Refusal {
    if (!lacking.isEmpty()) {
      throw new Refusal(
          "it lacks the required column"
              + (lacking.size() > 1 ? "s " : " ")
              + lacking.stream().collect(Collectors.joining(", "))
              + "; its header has "
              + some(names));
    }
  }

  /** The names, so many as one reads. */
  private static String some(List<String> names) {
    return names.size() <= SHOWN
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
  }

  /** A name as names are compared. */
  static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
