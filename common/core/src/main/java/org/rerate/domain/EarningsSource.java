package org.rerate.domain;

/** Where an issuer's earnings figure came from; {@code EPS} if any leg of it did. */
public enum EarningsSource {
  /** Every leg is a consensus mean of net income. */
  ESTIMATE,
  /** Every leg is a reported net income. */
  ACTUAL,
  /** Some legs reported, some estimated. */
  MIXED,
  /** At least one leg is earnings per share times the issuer's shares. */
  EPS;

  private static final EarningsSource[] VALUES = values();

  /** The number that stands for this source in a packed series. */
  public byte code() {
    return (byte) ordinal();
  }

  /** The source with that {@link #code()}. */
  public static EarningsSource of(int code) {
    return VALUES[code];
  }
}
