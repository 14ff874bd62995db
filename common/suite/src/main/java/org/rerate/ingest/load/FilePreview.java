package org.rerate.ingest.load;

import java.util.List;
import java.util.Map;

/**
 * What a load would make of one feed file.
 *
 * @param outcome the counts that a load would have; nothing is stored
 * @param columns feed columns that any of {@code rows} has a value for
 * @param rows the first rows that would be stored: file, line, then the columns; null where missing
 * @param held what would be quarantined, by the first rule that each row breaks
 */
public record FilePreview(
    FileOutcome outcome, List<String> columns, List<List<String>> rows, Map<String, Held> held) {

  /**
   * Rows that break a rule.
   *
   * @param count how many
   * @param examples the first of them
   */
  public record Held(long count, List<Example> examples) {}

  /**
   * A row that would be quarantined.
   *
   * @param file the file, relative to the feed
   * @param line its first line
   * @param message every rule that it breaks, in words
   * @param record its original text
   */
  public record Example(String file, long line, String message, String record) {}
}
