package org.rerate.ingest.read;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A vendor's file names: {@code *} is any text, <code>{ticker}</code> a part of the name that
 * columns may take as their value; several patterns are tried in order. Files are matched against a
 * listing of the feed folder, so that a pattern can never reach outside it.
 */
final class FilePattern implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final Pattern TOKEN = Pattern.compile("\\*|\\{([a-z_]+)}");

  private final ArrayList<String> texts;
  private final ArrayList<One> patterns = new ArrayList<>();

  /** One pattern; a star has the key null. */
  private record One(Pattern names, ArrayList<String> keys) implements Serializable {}

  FilePattern(String... texts) {
    this(List.of(texts));
  }

  FilePattern(List<String> texts) {
    this.texts = new ArrayList<>(texts);
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("files names no file");
    }
    texts.forEach(text -> patterns.add(pattern(text)));
  }

  private static One pattern(String text) {
    if (text.startsWith("/") || text.contains("..") || text.contains(":")) {
      throw new IllegalArgumentException(
          "files = '" + text + "' leads outside the feed folder; name files within it");
    }
    ArrayList<String> keys = new ArrayList<>();
    StringBuilder regex = new StringBuilder();
    Matcher tokens = TOKEN.matcher(text);
    int end = 0;
    while (tokens.find()) {
      regex.append(Pattern.quote(text.substring(end, tokens.start()))).append("([^/]*)");
      keys.add(tokens.group(1));
      end = tokens.end();
    }
    return new One(
        Pattern.compile(regex.append(Pattern.quote(text.substring(end))).toString()), keys);
  }

  boolean matches(String name) {
    return patterns.stream().anyMatch(one -> one.names().matcher(name).matches());
  }

  /** The named parts of a file's name. */
  Map<String, String> keysOf(String name) {
    Map<String, String> values = new HashMap<>();
    for (One one : patterns) {
      Matcher matcher = one.names().matcher(name);
      if (matcher.matches()) {
        for (int i = 0; i < one.keys().size(); i++) {
          if (one.keys().get(i) != null) {
            values.put(one.keys().get(i), matcher.group(i + 1));
          }
        }
        return values;
      }
    }
    return values;
  }

  /** The names of such parts. */
  List<String> keys() {
    return patterns.stream()
        .flatMap(one -> one.keys().stream())
        .filter(key -> key != null)
        .distinct()
        .toList();
  }

  @Override
  public String toString() {
    return String.join(", ", texts);
  }
}
