package org.rerate.run;

import java.util.List;
import java.util.Map;

/**
 * What a run took in.
 *
 * @param feed the feed that it read; empty for none
 * @param tables table to what became of the rows for it
 */
public record Intake(String feed, Map<String, RowCounts> tables) {

  /** Nothing. */
  public static final Intake NONE = new Intake("", Map.of());

  /**
   * Rows.
   *
   * @param read rows read
   * @param accepted rows that the table holds since
   * @param quarantined rows that broke a rule
   */
  public record RowCounts(long read, long accepted, long quarantined) {

    /**
     * A count.
     *
     * @param name what it counts
     * @param rows how many
     */
    public record Named(String name, long rows) {}

    /** All of them, by name. */
    public List<Named> named() {
      return List.of(
          new Named("read", read),
          new Named("accepted", accepted),
          new Named("quarantined", quarantined));
    }

    /** These and others. */
    public RowCounts and(RowCounts more) {
      return new RowCounts(
          read + more.read, accepted + more.accepted, quarantined + more.quarantined);
    }
  }
}
