package org.rerate.value;

import org.rerate.domain.EarningsSource;
import org.rerate.domain.Status;

/**
 * What goes with a packed number, in one int: bits 0-4 status, 5-7 source, 8-15 currency number + 1
 * (0 for none), 16-31 age of the oldest estimate + 1 (0 for none).
 */
public final class ResultCode {

  private static final int MOST_DAYS = 0xFFFE;

  private ResultCode() {}

  public static int of(Status status) {
    return status.code();
  }

  public static int of(EarningsSource source, int age, int currency) {
    return Status.OK.code()
        | (source.code() << 5)
        | ((currency + 1) << 8)
        | ((Math.min(age, MOST_DAYS) + 1) << 16);
  }

  public static Status status(int code) {
    return Status.of(code & 0x1F);
  }

  public static EarningsSource source(int code) {
    return EarningsSource.of((code >> 5) & 0x7);
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
