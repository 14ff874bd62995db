package org.rerate.contract;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.rerate.domain.RuleCode;

/** A row of a small file, in memory, with all that was found out about it. */
public final class ValidatedRow {

  private final Object[] cells;
  private final int columns;
  private final Set<String> codes = new LinkedHashSet<>(2);
  private final List<String> messages = new ArrayList<>(2);
  private boolean isRepeat;
  private List<Object> stored;
  private Long deliveredAt;
  private boolean competes;
  private String outcome;

  /** The row of a record, as {@link org.rerate.feed.ParsedRows} lays it out. */
  ValidatedRow(Row parsed, int columns) {
    this.columns = columns;
    cells = new Object[parsed.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = parsed.get(i);
    }
    if (cells[columns + 3] != null) {
      codes.addAll(List.of((String[]) cells[columns + 3]));
      messages.addAll(List.of((String[]) cells[columns + 4]));
    }
  }

  private ValidatedRow(Object[] cells) {
    this.columns = cells.length;
    this.cells = cells;
  }

  /** A row that is stored, beside which others are judged; it has values and no outcome. */
  static ValidatedRow ofStored(Row stored) {
    Object[] cells = new Object[stored.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = stored.get(i);
    }
    return ofStored(cells);
  }

  static ValidatedRow ofStored(Object[] cells) {
    return new ValidatedRow(cells);
  }

  /** The value of a feed column; a day is an {@code Integer}, an instant a {@code Long}. */
  public Object value(int place) {
    return cells[place];
  }

  /** First physical line. */
  public long line() {
    return (Long) cells[columns];
  }

  /** The file, relative to the feed. */
  public String file() {
    return (String) cells[columns + 1];
  }

  /** The original text. */
  public String record() {
    return (String) cells[columns + 2];
  }

  /** The header of its file. */
  public String header() {
    return (String) cells[columns + 6];
  }

  /** Codes of the rules that it breaks, each once. */
  public Set<String> codes() {
    return codes;
  }

  /** What is wrong. */
  public List<String> messages() {
    return messages;
  }

  /** What becomes of it, a word of {@link Verdict}. */
  public String outcome() {
    return outcome;
  }

  /** True if a row with the same key and known_at is stored. */
  public boolean isStored() {
    return stored != null;
  }

  /**
   * When the row was delivered, microseconds of UTC, if it was held back since; null if it is taken
   * in as it is delivered.
   */
  public Long deliveredAt() {
    return deliveredAt;
  }

  boolean isHeld() {
    return deliveredAt != null;
  }

  /**
   * What is stored of {@link #deliveredAt}: null where no other row has the same key and known_at.
   * The instant decides nothing there, and would tell two warehouses apart that hold the same.
   */
  public Long storedDeliveredAt() {
    return competes ? deliveredAt : null;
  }

  /** Says that rows of its key and known_at may come from elsewhere, if {@code others} do. */
  public void competesIf(boolean others) {
    competes |= others;
  }

  void deliveredAt(Long micros) {
    deliveredAt = micros;
  }

  Object[] cells() {
    return cells;
  }

  /** True for a retraction that does not say when it was known. */
  public boolean isKnownByIngest() {
    return Boolean.TRUE.equals(cells[columns + 5]);
  }

  /** True if it broke no rule yet. */
  public boolean isGood() {
    return codes.isEmpty();
  }

  /** What tells it apart within its feed file. */
  String id() {
    return file() + ":" + line();
  }

  boolean isRepeat() {
    return isRepeat;
  }

  void repeats() {
    isRepeat = true;
  }

  void knownAt(RowLayout layout, long micros) {
    cells[layout.knownAt()] = micros;
  }

  void add(RuleCode code, String column, Object value) {
    codes.add(code.name());
    messages.add(Rule.message(code, file(), line(), column, value));
  }

  void add(List<String> moreCodes, List<String> moreMessages) {
    codes.addAll(moreCodes);
    messages.addAll(moreMessages);
  }

  /** What is said of a row that breaks a rule. */
  public static String message(RuleCode code, String file, long line, String column, Object value) {
    return Rule.message(code, file, line, column, value);
  }

  /** Ends the judgement; {@code winner} holds the stored values, or is null. */
  void decide(List<Object> values, List<Object> winner) {
    stored = winner;
    if (!isGood()) {
      outcome = Verdict.QUARANTINED;
    } else {
      outcome = isRepeat || values.equals(winner) ? Verdict.UNCHANGED : Verdict.ACCEPTED;
    }
  }
}
