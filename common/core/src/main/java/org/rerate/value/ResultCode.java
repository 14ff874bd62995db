package org.rerate.value;

import org.rerate.domain.EarningsSource;
import org.rerate.domain.Status;

/**
 * What goes with a packed number, in one int: bits 0-5 status, 6-7 source, 8-15 currency number + 1
 * (0 for none), 16-31 age in days of the oldest estimate, or share count, + 1 (0 for none).
 */
public final class ResultCode {

  private static final int MOST_DAYS = 0xFFFE;

  private ResultCode() {}

  public static int of(Status status) {
    return status.code();
  }

  /**
   * Of a cap.
   *
   * @param age days since the oldest share count; -1 for none
   */
  public static int of(Status status, int age) {
    return status.code() | ((Math.min(age, MOST_DAYS) + 1) << 16);
  }

  public static int of(EarningsSource source, int age, int currency) {
    return Status.OK.code()
        | (source.code() << 6)
        | ((currency + 1) << 8)
        | ((Math.min(age, MOST_DAYS) + 1) << 16);
  }

  public static Status status(int code) {
    return Status.of(code & 0x3F);
  }

  public static EarningsSource source(int code) {
    return EarningsSource.of((code >> 6) & 0x3);
  }

  /** Currency number in {@link org.rerate.history.Rates}, or -1. */
  public static int currency(int code) {
    return ((code >> 8) & 0xFF) - 1;
  }

  /** Days, or -1. */
  public static int age(int code) {
    return (code >>> 16) - 1;
  }
}
