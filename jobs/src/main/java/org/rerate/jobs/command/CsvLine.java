package org.rerate.jobs.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A line of the CSV that people open: RFC 4180, missing is empty, numbers read back exactly. A text
 * that a spreadsheet would run as a formula gets an apostrophe before it, by which spreadsheets
 * know a text; who reads the file by a program takes it off. Feeds, which programs read, have none
 * ({@link #exact}).
 */
public final class CsvLine {

  /** Also in the wide form of Chinese and Japanese keyboards, and after what is skipped. */
  private static final String RUN = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

  private CsvLine() {}

  /** The line with its end; a cell that is null is missing. */
  public static String of(List<?> cells) {
    List<String> texts = new ArrayList<>();
    for (Object cell : cells) {
      texts.add(cell == null ? "" : quoted(harmless(cell)));
    }
    return String.join(",", texts) + "\r\n";
  }

  /** The line with its end, for programs: no text is altered. */
  public static String exact(List<?> cells) {
    List<String> texts = new ArrayList<>();
    for (Object cell : cells) {
      texts.add(cell == null ? "" : quoted(cell.toString()));
    }
    return String.join(",", texts) + "\r\n";
  }

  private static String harmless(Object cell) {
    String text = cell.toString();
    boolean isRun =
        !(cell instanceof Number)
            && !text.isEmpty()
            && RUN.indexOf(text.charAt(0)) >= 0
            && !NUMBER.matcher(text).matches();
    return isRun ? "'" + text : text;
  }

  /** An empty text is told from a missing one by its quotes. */
  private static String quoted(String text) {
    boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain && !text.isEmpty() ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
