package org.rerate.ingest.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.rerate.domain.RuleCode;

/** What is wrong with one record, found while its values are read. */
final class Complaints {

  private static final int SHOWN = 100;

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private final List<String> codes = new ArrayList<>(2);
  private final List<String> messages = new ArrayList<>(2);
  private final String file;
  private long line;
  private Map<String, String> faults = Map.of();

  Complaints(String file) {
    this.file = file;
  }

  /** Starts over for the record at {@code line}. */
  void reset(long newLine) {
    reset(newLine, Map.of());
  }

  /**
   * Starts over for the record at {@code line}.
   *
   * @param newFaults by column, why its text is no date by what a mapping says of it
   */
  void reset(long newLine, Map<String, String> newFaults) {
    line = newLine;
    faults = newFaults;
    codes.clear();
    messages.clear();
  }

  /** Notes that {@code text} in {@code column} breaks a rule. */
  void add(RuleCode code, String column, String text) {
    String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    // A message is one line, whatever the value holds.
    String shown = CONTROL.matcher(start).replaceAll("\uFFFD");
    boolean isUnread = code == RuleCode.BAD_DATE || code == RuleCode.BAD_INSTANT;
    String meaning = isUnread ? faults.getOrDefault(column, code.meaning()) : code.meaning();
    note(code, ", column " + column + ", value '" + shown + "': " + meaning);
  }

  /** Notes that the record as a whole breaks a rule. */
  void add(RuleCode code, String detail) {
    note(code, ": " + code.meaning() + " (" + detail + ")");
  }

  boolean isEmpty() {
    return codes.isEmpty();
  }

  /** The codes, each once. */
  List<String> codes() {
    return codes.stream().distinct().toList();
  }

  /** One message per complaint. */
  List<String> messages() {
    return List.copyOf(messages);
  }

  private void note(RuleCode code, String text) {
    codes.add(code.name());
    messages.add(code + ": " + file + " line " + line + text);
  }
}
