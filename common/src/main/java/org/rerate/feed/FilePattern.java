package org.rerate.feed;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A vendor's file names: {@code *} is any text, <code>{ticker}</code> a part of the name that
 * columns may take as their value. Files are matched against a listing of the feed folder, so that
 * a pattern can never reach outside it.
 */
final class FilePattern implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final Pattern TOKEN = Pattern.compile("\\*|\\{([a-z_]+)}");

  private final String text;
  private final Pattern names;
  private final ArrayList<String> keys = new ArrayList<>();

  FilePattern(String text) {
    if (text.startsWith("/") || text.contains("..") || text.contains(":")) {
      throw new IllegalArgumentException(
          "files = '" + text + "' leads outside the feed folder; name files within it");
    }
    this.text = text;
    StringBuilder regex = new StringBuilder();
    Matcher tokens = TOKEN.matcher(text);
    int end = 0;
    while (tokens.find()) {
      regex.append(Pattern.quote(text.substring(end, tokens.start()))).append("([^/]*)");
      keys.add(tokens.group(1));
      end = tokens.end();
    }
    names = Pattern.compile(regex.append(Pattern.quote(text.substring(end))).toString());
  }

  boolean matches(String name) {
    return names.matcher(name).matches();
  }

  /** The named parts of a file's name. */
  Map<String, String> keysOf(String name) {
    Map<String, String> values = new HashMap<>();
    Matcher matcher = names.matcher(name);
    if (matcher.matches()) {
      for (int i = 0; i < keys.size(); i++) {
        if (keys.get(i) != null) {
          values.put(keys.get(i), matcher.group(i + 1));
        }
      }
    }
    return values;
  }

  List<String> keys() {
    return keys.stream().filter(key -> key != null).toList();
  }

  @Override
  public String toString() {
    return text;
  }
}
