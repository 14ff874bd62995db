package org.rerate.jobs.sql;

import java.util.List;
import java.util.Set;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells the line reader when a statement is complete, and which name the cursor is in. */
final class LineParser implements Parser {

  /** Words that need no {@code ;}. */
  private static final Set<String> WORDS = Set.of("help", "quit", "exit");

  /**
   * The text with the name before the cursor.
   *
   * @param line all that was typed
   * @param cursor where the cursor is in it
   * @param word the letters, digits, {@code _} and {@code .} that end at the cursor
   */
  private record NamedLine(String line, int cursor, String word) implements CompletingParsedLine {

    @Override
    public int wordCursor() {
      return word.length();
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word);
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return word.length();
    }

    @Override
    public int rawWordLength() {
      return word.length();
    }
  }

  /** True for {@code help}, {@code quit} and {@code exit}, with or without {@code ;}. */
  static boolean isWord(String text) {
    return WORDS.contains(word(text));
  }

  /** The text in small letters without {@code ;}. */
  static String word(String text) {
    return text.strip().replaceAll("\\s*;$", "").toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    boolean isAccepted = context == ParseContext.ACCEPT_LINE;
    if (isAccepted && !isWord(line) && !Statements.of(line).isComplete()) {
      throw new EOFError(-1, -1, "no ; yet");
    }
    int start = cursor;
    while (start > 0 && isOfName(line.charAt(start - 1))) {
      start--;
    }
    return new NamedLine(line, cursor, line.substring(start, cursor));
  }

  private static boolean isOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.';
  }
}
