package org.rerate.engine.delta;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a table, told from the version of the same number of a table that was made anew or
 * brought back from a copy and written again.
 *
 * @param version the number
 * @param table what the table's own id begins with
 * @param commit what the id of the commit that made the version begins with; {@code -} if the
 *     commit has none
 */
public record TableState(long version, String table, String commit) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,18}) (\\S+) (\\S+)");

  private static final int TABLE = 8;

  private static final int COMMIT = 12;

  static TableState of(long version, String tableId, String commitId) {
    return new TableState(version, start(tableId, TABLE), start(commitId, COMMIT));
  }

  private static String start(String id, int length) {
    String letters = id == null ? "" : id.replaceAll("[^0-9A-Za-z]", "");
    return letters.isEmpty() ? "-" : letters.substring(0, Math.min(length, letters.length()));
  }

  /** The state that {@link #toString} wrote; empty for any other text, or null. */
  public static Optional<TableState> parse(String text) {
    Matcher parts = TEXT.matcher(text == null ? "" : text);
    return parts.matches()
        ? Optional.of(
            new TableState(Long.parseLong(parts.group(1)), parts.group(2), parts.group(3)))
        : Optional.empty();
  }

  /** Table and commit without the number. */
  public String identity() {
    return table + " " + commit;
  }

  /** Number, table, commit. */
  @Override
  public String toString() {
    return version + " " + identity();
  }
}
