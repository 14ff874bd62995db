package org.rerate.report.document;

/**
 * A number that is right by its formula and says little about what its name promises, such as a P/E
 * that losses have made. It is shown with a mark and its reason, and no axis is drawn for it.
 *
 * @param value the number
 * @param reason why it is not meaningful, in words
 */
public record Doubtful(double value, String reason) {

  /** What stands behind the number: not meaningful. */
  public static final String MARK = " n.m.";
}
