package org.rerate.ingest.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON object whose values stay as they are written: a text is a {@code String}, a number or word
 * a {@link Literal}, besides there are objects and lists.
 *
 * @param line the line that it starts in, counted from 1
 * @param members its members in order
 */
record JsonObject(long line, Map<String, Object> members) {

  /** A number, true, false or NaN as written; null is the one without text. */
  record Literal(String text) {

    static final Literal NULL = new Literal("");
  }

  JsonObject(long line) {
    this(line, new LinkedHashMap<>());
  }

  /**
   * What a path such as {@code creator.country} or {@code td.0.3} leads to; null if nothing. A
   * member whose own name has a dot is found too.
   */
  Object find(String path) {
    Object own = members.get(path);
    int dot = path.indexOf('.');
    while (own == null && dot >= 0) {
      own = within(members.get(path.substring(0, dot)), path.substring(dot + 1));
      dot = path.indexOf('.', dot + 1);
    }
    return own;
  }

  private static Object within(Object value, String path) {
    if (value instanceof JsonObject object) {
      return object.find(path);
    }
    if (!(value instanceof List<?> list)) {
      return null;
    }
    int dot = path.indexOf('.');
    String place = dot < 0 ? path : path.substring(0, dot);
    if (!place.matches("\\d{1,6}") || Integer.parseInt(place) >= list.size()) {
      return null;
    }
    Object item = list.get(Integer.parseInt(place));
    return dot < 0 ? item : within(item, path.substring(dot + 1));
  }

  /** A value as the text of a field; empty for null and for what is not there. */
  static String text(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof String text) {
      return text;
    }
    return value instanceof Literal literal ? literal.text() : JsonText.of(value);
  }

  /** The texts that the columns lead to. */
  List<String> texts(List<String> columns) {
    return columns.stream().map(column -> text(find(column))).toList();
  }
}
