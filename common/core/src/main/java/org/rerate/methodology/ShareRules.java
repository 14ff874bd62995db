package org.rerate.methodology;

import java.io.Serializable;

/**
 * How share counts are trusted.
 *
 * @param maxAgeDays calendar days after which a count is stale; the greatest number for never
 * @param suspectSplits what becomes of a cap that rests on a suspected split
 */
public record ShareRules(int maxAgeDays, SuspectSplits suspectSplits) implements Serializable {

  /** Sessions for which a split is suspected, from the first that shows it. */
  public static final int SUSPECT_SESSIONS = 20;

  /** Counts never grow stale, and suspected splits are only told. */
  public static final ShareRules DEFAULT = new ShareRules(Integer.MAX_VALUE, SuspectSplits.WARN);

  /** What becomes of a cap that rests on a suspected split. */
  public enum SuspectSplits {
    /** It keeps its status; the load has told of it. */
    WARN,
    /** It counts, with a status that says so. */
    FLAG,
    /** It is missing. */
    SILENCE
  }
}
