package org.rerate.ingest.check;

import java.io.Serializable;
import org.rerate.domain.RuleCode;

/**
 * An accepted row that shows something odd.
 *
 * @param rule what is odd
 * @param file the file that the row came from
 * @param line its first line there
 * @param key what it is about
 * @param before what stood before; null if nothing was said
 * @param after what stands now; null if nothing is said
 */
public record Warning(
    RuleCode rule, String file, long line, String key, String before, String after)
    implements Serializable {

  /** The same as a sentence. */
  public String message() {
    String told = file + ", line " + line + ": " + rule.meaning();
    if (before == null && after == null) {
      return told;
    }
    return told + ": " + key + " had " + word(before) + ", has " + word(after);
  }

  private static String word(String value) {
    return value == null ? "none" : value;
  }
}
