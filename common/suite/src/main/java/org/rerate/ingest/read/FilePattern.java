package org.rerate.ingest.read;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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

  /** Between a zip file and the name of a file in it. */
  private static final String ZIP = ".zip/";

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

  /** True for a file of that name, and for every file of a zip file of that name. */
  boolean matches(String name) {
    return matchesWhole(name) || (archive(name) != null && matchesWhole(archive(name)));
  }

  private boolean matchesWhole(String name) {
    return patterns.stream().anyMatch(one -> one.names().matcher(name).matches());
  }

  /** True if a zip file is named, or files in it are. */
  boolean isOfZip(String zip) {
    return matchesWhole(zip)
        || texts.stream()
            .filter(text -> text.toLowerCase(Locale.ROOT).contains(ZIP))
            .map(
                text ->
                    text.substring(
                        0, text.toLowerCase(Locale.ROOT).indexOf(ZIP) + ZIP.length() - 1))
            .anyMatch(text -> pattern(text).names().matcher(zip).matches());
  }

  /** The zip file that a file lies in; null if it lies in none. */
  private static String archive(String name) {
    int end = name.toLowerCase(Locale.ROOT).indexOf(ZIP);
    return end < 0 ? null : name.substring(0, end + ZIP.length() - 1);
  }

  /** The named parts of a file's name. */
  Map<String, String> keysOf(String name) {
    String named = matchesWhole(name) || archive(name) == null ? name : archive(name);
    Map<String, String> values = new HashMap<>();
    for (One one : patterns) {
      Matcher matcher = one.names().matcher(named);
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
