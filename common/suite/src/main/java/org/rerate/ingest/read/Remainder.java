package org.rerate.ingest.read;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Records of a JSON document for spans that a vendor delivers only as part of a longer one: the
 * fourth quarter is the year less the nine months, or less the three quarters.
 *
 * <p>Such a record stands from the day on which the last of its parts was filed, and once more when
 * a part is restated. A span that a record has of its own is left as it is.
 *
 * @param from the field with the first day of a span
 * @param to the field with its last day
 * @param value the field with the number
 * @param filed the field with the day from which a record stands
 * @param within the fields in which records must agree
 * @param least the fewest days, from first to last, of a span to make
 * @param most the most days of a span to make
 */
record Remainder(
    String from, String to, String value, String filed, List<String> within, int least, int most)
    implements Serializable {

  private static final Set<String> KEYS = Set.of("from", "to", "value", "filed", "within", "days");

  static Remainder parse(Entry entry) {
    entry.allow(KEYS);
    List<String> days = entry.list("days");
    if (days.size() != 2) {
      throw new IllegalArgumentException(
          entry.at("days") + " needs the least and the greatest number of days: [80, 100]");
    }
    return new Remainder(
        field(entry, "from"),
        field(entry, "to"),
        field(entry, "value"),
        field(entry, "filed"),
        entry.list("within"),
        Integer.parseInt(days.get(0)),
        Integer.parseInt(days.get(1)));
  }

  private static String field(Entry entry, String key) {
    String field = entry.text(key, null);
    if (field == null) {
      throw new IllegalArgumentException(entry.at(key) + " is missing: it names a field");
    }
    return field;
  }

  /** From the first day to the last. */
  private record Span(LocalDate first, LocalDate last) {

    long days() {
      return ChronoUnit.DAYS.between(first, last);
    }
  }

  /** A record that tells a number of a span, as filed on a day. */
  private record Told(RecordPath.Found record, BigDecimal number) {}

  /** What is told of the spans of one concept, by span and by day of filing. */
  private static final class Book {

    final Map<Span, NavigableMap<String, Told>> spans = new LinkedHashMap<>();
  }

  /**
   * The records for spans that no record has.
   *
   * @param whole what a record is read by
   */
  List<RecordPath.Found> of(
      List<RecordPath.Found> records, Function<RecordPath.Found, JsonObject> whole) {
    Map<List<String>, Book> books = new LinkedHashMap<>();
    for (RecordPath.Found record : records) {
      if (record.record() instanceof JsonObject) {
        file(record, whole.apply(record), books);
      }
    }
    List<RecordPath.Found> made = new ArrayList<>();
    books.values().forEach(book -> make(book, made));
    return made;
  }

  private void file(RecordPath.Found record, JsonObject whole, Map<List<String>, Book> books) {
    try {
      Span span =
          new Span(
              LocalDate.parse(JsonObject.text(whole.find(from))),
              LocalDate.parse(JsonObject.text(whole.find(to))));
      BigDecimal number = new BigDecimal(JsonObject.text(whole.find(value)));
      books
          .computeIfAbsent(whole.texts(within), concept -> new Book())
          .spans
          .computeIfAbsent(span, one -> new TreeMap<>())
          .put(JsonObject.text(whole.find(filed)), new Told(record, number));
    } catch (DateTimeException | NumberFormatException e) {
      // A record without a span or a number is no part of one; what it is itself is seen later.
    }
  }

  private void make(Book book, List<RecordPath.Found> made) {
    Set<LocalDate> ends = new TreeSet<>();
    for (Span span : book.spans.keySet()) {
      if (isWanted(span)) {
        ends.add(span.last());
      }
    }
    for (Span span : List.copyOf(book.spans.keySet())) {
      if (span.days() > most && !ends.contains(span.last())) {
        List<Span> parts = parts(book, span);
        if (!parts.isEmpty()) {
          ends.add(span.last());
          make(book, span, parts, made);
        }
      }
    }
  }

  private boolean isWanted(Span span) {
    return span.days() >= least && span.days() <= most;
  }

  /** The fewest spans that fill a longer one up to the part wanted; empty if none do. */
  private List<Span> parts(Book book, Span whole) {
    Map<LocalDate, List<Span>> ways = new HashMap<>();
    Deque<LocalDate> open = new ArrayDeque<>(List.of(whole.first()));
    ways.put(whole.first(), List.of());
    while (!open.isEmpty()) {
      LocalDate at = open.poll();
      if (!ways.get(at).isEmpty() && isWanted(new Span(at, whole.last()))) {
        return ways.get(at);
      }
      for (Span next : book.spans.keySet()) {
        LocalDate after = next.last().plusDays(1);
        if (next.first().equals(at)
            && next.last().isBefore(whole.last())
            && !ways.containsKey(after)) {
          List<Span> way = new ArrayList<>(ways.get(at));
          way.add(next);
          ways.put(after, way);
          open.add(after);
        }
      }
    }
    return List.of();
  }

  private void make(Book book, Span whole, List<Span> parts, List<RecordPath.Found> made) {
    Set<String> days = new TreeSet<>(book.spans.get(whole).keySet());
    parts.forEach(part -> days.addAll(book.spans.get(part).keySet()));
    LocalDate first = parts.get(parts.size() - 1).last().plusDays(1);
    BigDecimal before = null;
    for (String day : days) {
      Map.Entry<String, Told> told = book.spans.get(whole).floorEntry(day);
      BigDecimal rest = told == null ? null : told.getValue().number();
      for (Span part : parts) {
        Map.Entry<String, Told> less = book.spans.get(part).floorEntry(day);
        rest = rest == null || less == null ? null : rest.subtract(less.getValue().number());
      }
      // A part that is restated alone stands on another basis than the whole, until that is too.
      boolean isTold = before == null || book.spans.get(whole).containsKey(day);
      if (rest != null && isTold && (before == null || rest.compareTo(before) != 0)) {
        made.add(record(told.getValue().record(), first, rest, day));
        before = rest;
      }
    }
  }

  private RecordPath.Found record(
      RecordPath.Found whole, LocalDate first, BigDecimal rest, String day) {
    JsonObject object = (JsonObject) whole.record();
    JsonObject made = new JsonObject(object.line(), new LinkedHashMap<>(object.members()));
    made.members().put(from, first.toString());
    made.members().put(value, new JsonObject.Literal(rest.toPlainString()));
    made.members().put(filed, day);
    return new RecordPath.Found(made, whole.names(), whole.around());
  }
}
