package org.rerate.ingest.read;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * An object of a mapping's file, read key by key; a key may have dots in it, as vendors' columns
 * do.
 *
 * @param path where it is, for messages
 * @param object what it holds
 */
record Entry(String path, ConfigObject object) {

  static Entry of(String path, ConfigValue value) {
    if (value instanceof ConfigObject object) {
      return new Entry(path, object);
    }
    throw new IllegalArgumentException(
        path
            + " must be an object, not "
            + word(value)
            + " ("
            + value.origin().description()
            + ")");
  }

  private static String word(ConfigValue value) {
    return value.valueType().name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Refuses a key that is none of these. */
  void allow(Set<String> known) {
    for (String key : object.keySet()) {
      if (!known.contains(key)) {
        throw unknown(at(key), known);
      }
    }
  }

  static IllegalArgumentException unknown(String key, Set<String> known) {
    return new IllegalArgumentException(
        key
            + " is unknown; known are "
            + known.stream().sorted().collect(Collectors.joining(", ")));
  }

  /** The path of a key. */
  String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  boolean has(String key) {
    return object.containsKey(key);
  }

  boolean isText(String key) {
    return has(key) && object.get(key).valueType() == ConfigValueType.STRING;
  }

  /** True for a text or a number. */
  boolean isValue(String key) {
    return has(key) && !(object.get(key) instanceof ConfigObject) && !isList(key);
  }

  boolean isList(String key) {
    return object.get(key) instanceof ConfigList;
  }

  Entry entry(String key) {
    if (!has(key)) {
      throw new IllegalArgumentException(at(key) + " is missing");
    }
    return of(at(key), object.get(key));
  }

  void each(BiConsumer<String, ConfigValue> reader) {
    object.forEach(reader);
  }

  String text(String key, String otherwise) {
    return has(key) ? text(at(key), object.get(key)) : otherwise;
  }

  boolean flag(String key) {
    String text = text(key, "false");
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(at(key) + " = " + text + " is neither true nor false");
    }
    return text.equals("true");
  }

  int number(String key, int otherwise) {
    try {
      return Integer.parseInt(text(key, Integer.toString(otherwise)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          at(key) + " = " + text(key, "") + " is no whole number", e);
    }
  }

  /** The texts of a list; a single text is a list of one. */
  List<String> list(String key) {
    if (!has(key)) {
      return List.of();
    }
    return object.get(key) instanceof ConfigList list
        ? list.stream().map(item -> text(at(key), item)).toList()
        : List.of(text(key, ""));
  }

  /** The texts of an object, in order. */
  Map<String, String> texts(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (has(key)) {
      Entry words = entry(key);
      words.each((from, to) -> texts.put(from, text(words.at(from), to)));
    }
    return texts;
  }

  /** Objects of texts. */
  List<Map<String, String>> objects(String key) {
    if (!(object.get(key) instanceof ConfigList list)) {
      throw new IllegalArgumentException(at(key) + " must be a list of objects");
    }
    return list.stream()
        .map(
            item -> {
              Entry words = of(at(key), item);
              Map<String, String> texts = new LinkedHashMap<>();
              words.each((from, to) -> texts.put(from, text(words.at(from), to)));
              return texts;
            })
        .toList();
  }

  private static String text(String path, ConfigValue value) {
    if (value.valueType() == ConfigValueType.OBJECT || value.valueType() == ConfigValueType.LIST) {
      throw new IllegalArgumentException(path + " must be a text, not " + word(value));
    }
    return String.valueOf(value.unwrapped());
  }
}
