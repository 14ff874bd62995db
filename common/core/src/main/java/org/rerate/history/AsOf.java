package org.rerate.history;

import java.io.Serializable;
import java.time.Instant;
import org.rerate.domain.Days;
import org.rerate.domain.Knowledge;

/**
 * Which rows may count: knowledge, and the cut by when we took a row in.
 *
 * @param knowledge what may be known when a day is valued
 * @param recordedBy rows taken in later are ignored; null for no cut
 */
public record AsOf(Knowledge knowledge, Instant recordedBy) implements Serializable {

  /** Everything. */
  public static final AsOf ALL = new AsOf(Knowledge.LATEST, null);

  /** Greatest {@code ingested_at} that counts, microseconds of UTC, inclusive. */
  public long recordedLimit() {
    return recordedBy == null ? Long.MAX_VALUE : Days.micros(recordedBy);
  }

  /** The limit of knowledge if it is the same for every day, else no limit. */
  long fixedLimit() {
    return knowledge.isFixed() ? knowledge.limit(0) : Long.MAX_VALUE;
  }

  /**
   * The versions that this cut leaves. Splits known after an instant are kept: they undo the
   * adjustment of a close that was adjusted to a later day (methodology 2.7).
   */
  public FactHistory versions(FactKind kind, FactColumns rows, int tie) {
    boolean later = kind == FactKind.ACTIONS && knowledge.kind() == Knowledge.Kind.INSTANT;
    return later
        ? new FactHistory(kind, rows, tie, Long.MAX_VALUE, false)
        : new FactHistory(kind, rows, tie, fixedLimit(), knowledge.isFixed());
  }
}
