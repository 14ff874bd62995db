package org.rerate.ingest.read;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The columns of a wide table that each stand for a row of their own, by a pattern of their names:
 * <code>{ticker}_close</code> makes a row of each such column, in which the word {@code ticker} is
 * what stands there in its name, and the word {@code column} the name itself.
 */
final class ColumnPattern implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final Set<String> KEYS = Set.of("columns", "not");

  private static final Pattern WORD = Pattern.compile("\\{([a-z_]+)}");

  private final String text;
  private final Pattern names;
  private final ArrayList<String> words = new ArrayList<>();
  private final Set<String> not;

  private ColumnPattern(String text, Set<String> not) {
    this.text = text;
    this.not = not;
    StringBuilder regex = new StringBuilder();
    Matcher tokens = WORD.matcher(text);
    int end = 0;
    while (tokens.find()) {
      regex.append(Pattern.quote(text.substring(end, tokens.start()))).append("(.+)");
      words.add(tokens.group(1));
      end = tokens.end();
    }
    regex.append(Pattern.quote(text.substring(end)));
    names = Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** {@code { columns = "{ticker}_close", not = [date] }}. */
  static ColumnPattern parse(Entry entry) {
    entry.allow(KEYS);
    String text = entry.text("columns", "");
    if (!WORD.matcher(text).find()) {
      throw new IllegalArgumentException(
          entry.path() + " needs columns, a pattern such as \"{ticker}\" or \"{ticker}_close\"");
    }
    Set<String> not = new HashSet<>();
    entry.list("not").forEach(name -> not.add(Header.key(name)));
    return new ColumnPattern(text, Set.copyOf(not));
  }

  /** The words of each column of the header that it means, in the header's order. */
  List<Map<String, String>> in(Header header) {
    List<Map<String, String>> found = new ArrayList<>();
    for (String name : header.names()) {
      Matcher matcher = names.matcher(name);
      if (!not.contains(name.toLowerCase(Locale.ROOT)) && matcher.matches()) {
        Map<String, String> each = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
          each.put(words.get(i), matcher.group(i + 1).strip());
        }
        each.put("column", name);
        found.add(each);
      }
    }
    return found;
  }

  @Override
  public String toString() {
    return text;
  }
}
