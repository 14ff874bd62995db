package org.rerate.ingest.check;

import java.io.Serializable;
import java.util.List;
import org.rerate.domain.RuleCode;

/**
 * A row that broke a rule.
 *
 * @param file the file, relative to the feed
 * @param line its first line there
 * @param deliveredAt when it was delivered, microseconds of UTC, if it was held back before; null
 *     if the load delivers it
 * @param codes names of the rules that it breaks, each once
 * @param messages every break in words
 * @param record its original text; null if it has to be looked up
 * @param header the header of its file; null if so
 */
public record RejectedRow(
    String file,
    long line,
    Long deliveredAt,
    List<String> codes,
    List<String> messages,
    String record,
    String header)
    implements Serializable {

  /** What is said of a row that breaks a rule with the value of a column. */
  public static String message(RuleCode code, String file, long line, String column, String value) {
    return Rule.message(code, file, line, column, value);
  }

  /** The same row with its text. */
  public RejectedRow with(String itsRecord, String itsHeader) {
    return new RejectedRow(file, line, deliveredAt, codes, messages, itsRecord, itsHeader);
  }
}
