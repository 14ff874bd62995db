package org.rerate.jobs.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Text cut into statements at each {@code ;} that is in no string, quoted name or comment. Brackets
 * of comments nest, and a string may hold its quote doubled or after a backslash, as Spark has it.
 *
 * @param ended the statements that a {@code ;} ends, without it; empty ones are left out
 * @param rest what comes after the last {@code ;}
 * @param isOpen true if the rest breaks off within a string, quoted name or comment
 */
record Statements(List<String> ended, String rest, boolean isOpen) {

  static Statements of(String text) {
    List<String> ended = new ArrayList<>();
    int start = 0;
    int at = 0;
    while (at < text.length()) {
      int end = endOfToken(text, at);
      if (end < 0) {
        return new Statements(List.copyOf(ended), text.substring(start), true);
      }
      if (text.charAt(at) == ';') {
        String statement = text.substring(start, at);
        if (!isBlank(statement)) {
          ended.add(statement.strip());
        }
        start = end;
      }
      at = end;
    }
    return new Statements(List.copyOf(ended), text.substring(start), false);
  }

  /** All statements, the last of which may lack its {@code ;}. */
  List<String> all() {
    List<String> all = new ArrayList<>(ended);
    if (!isBlank(rest)) {
      all.add(rest.strip());
    }
    return all;
  }

  /** True if nothing, or nothing but comments, is begun and not ended. */
  boolean isComplete() {
    return !isOpen && isBlank(rest);
  }

  private static boolean isBlank(String statement) {
    int at = 0;
    while (at < statement.length()) {
      int end = endOfToken(statement, at);
      boolean says =
          end < 0 || !(isComment(statement, at) || Character.isWhitespace(statement.charAt(at)));
      if (says) {
        return false;
      }
      at = end;
    }
    return true;
  }

  private static boolean isComment(String text, int at) {
    return text.startsWith("--", at) || text.startsWith("/*", at);
  }

  /** The position after the string, name, comment or single character at {@code at}; or -1. */
  private static int endOfToken(String text, int at) {
    char first = text.charAt(at);
    if (first == '\'' || first == '"' || first == '`') {
      return endOfQuoted(text, at, first);
    }
    if (text.startsWith("--", at)) {
      int end = text.indexOf('\n', at);
      return end < 0 ? text.length() : end + 1;
    }
    return text.startsWith("/*", at) ? endOfComment(text, at) : at + 1;
  }

  /** A doubled quote reads as two strings side by side, which ends at the same place. */
  private static int endOfQuoted(String text, int at, char quote) {
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quote != '`') {
        i++;
      } else if (c == quote) {
        return i + 1;
      }
    }
    return -1;
  }

  private static int endOfComment(String text, int at) {
    int depth = 0;
    int i = at;
    while (i < text.length()) {
      if (text.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else if (text.startsWith("*/", i)) {
        depth--;
        i += 2;
        if (depth == 0) {
          return i;
        }
      } else {
        i++;
      }
    }
    return -1;
  }
}
