package org.rerate.ingest.read;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the records of a JSON document are: {@code models[*]}, or <code>
 * facts.us-gaap.{concept}.units.{unit}[*]</code>, in which every member matches a name in braces
 * and the record takes the member's name as a field of its own; {@code $} is the document itself.
 */
final class RecordPath implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The document itself is the one record. */
  private static final String DOCUMENT = "$";

  private static final Pattern STEP = Pattern.compile("\\{([a-z_]+)}|\\[\\*]|[^.\\[\\]{}]+");

  private final String text;
  private final ArrayList<String> steps = new ArrayList<>();

  RecordPath(String text) {
    this.text = text;
    if (text.equals(DOCUMENT)) {
      return;
    }
    Matcher matcher = STEP.matcher(text);
    int end = 0;
    while (matcher.find()) {
      if (!text.substring(end, matcher.start()).matches("\\.?")) {
        throw wrong();
      }
      steps.add(matcher.group());
      end = matcher.end();
    }
    if (steps.isEmpty() || end != text.length()) {
      throw wrong();
    }
  }

  private IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "records = '" + text + "' is no path such as models[*] or facts.{concept}.units.USD[*]");
  }

  /**
   * A record.
   *
   * @param names the members' names that lead to it, by the words in braces
   * @param around the objects that it lies in, the innermost first
   */
  record Found(Object record, Map<String, String> names, List<JsonObject> around) {}

  /** Adds the records of a document; false if the path leads nowhere in it. */
  boolean collect(Object document, List<Found> into) {
    return collect(document, 0, new Way(new LinkedHashMap<>(), new ArrayDeque<>()), into);
  }

  /** What lies between the document and where the walk is. */
  private record Way(LinkedHashMap<String, String> names, Deque<JsonObject> around) {

    Found to(Object record) {
      return new Found(record, new LinkedHashMap<>(names), List.copyOf(around));
    }
  }

  private boolean collect(Object value, int step, Way way, List<Found> into) {
    if (step == steps.size()) {
      into.add(way.to(value));
      return true;
    }
    String name = steps.get(step);
    if (name.equals("[*]")) {
      return value instanceof List<?> list && each(list, step, way, into);
    }
    if (!(value instanceof JsonObject object)) {
      return false;
    }
    way.around().push(object);
    boolean leads = members(object, name, step, way, into);
    way.around().pop();
    return leads;
  }

  private boolean members(JsonObject object, String name, int step, Way way, List<Found> into) {
    if (!name.startsWith("{")) {
      Object member = object.members().get(name);
      return member != null && collect(member, step + 1, way, into);
    }
    String key = name.substring(1, name.length() - 1);
    boolean leads = object.members().isEmpty();
    for (Map.Entry<String, Object> member : object.members().entrySet()) {
      way.names().put(key, member.getKey());
      leads |= collect(member.getValue(), step + 1, way, into);
    }
    way.names().remove(key);
    return leads;
  }

  private boolean each(List<?> list, int step, Way way, List<Found> into) {
    boolean leads = list.isEmpty();
    for (Object item : list) {
      leads |= collect(item, step + 1, way, into);
    }
    return leads;
  }

  @Override
  public String toString() {
    return text;
  }
}
