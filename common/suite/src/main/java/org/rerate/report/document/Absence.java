package org.rerate.report.document;

/**
 * A missing number with its reason.
 *
 * @param status the status of the row that lacks it
 */
public record Absence(String status) {

  /** The reason in words; the code itself where there are none. */
  public String reason() {
    return reason(status);
  }

  /** The reason that a status gives, in words. */
  public static String reason(String status) {
    return Words.ENGLISH.reason(status);
  }
}
