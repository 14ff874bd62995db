package org.rerate.check;

import java.util.List;

/**
 * What became of a check.
 *
 * @param check name of the invariant
 * @param relation the relation whose rows it speaks of
 * @param meaning what should hold, in a sentence
 * @param rows rows of its relation
 * @param violations the rows that break it, at most {@link Checks#MOST}
 */
public record CheckOutcome(
    String check, String relation, String meaning, long rows, List<Violation> violations) {

  /**
   * A row that breaks an invariant.
   *
   * @param scope key of the row
   * @param expected what should be
   * @param actual what is
   */
  public record Violation(String scope, String expected, String actual) {}

  /** True if no row breaks it. */
  public boolean holds() {
    return violations.isEmpty();
  }
}
