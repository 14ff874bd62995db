package org.rerate.domain;

import java.util.Locale;

/**
 * What a restatement exchanges, in the order in which it does (methodology 13). Stored by {@link
 * #toString}.
 */
public enum RestatedInput {
  /** Memberships; also all of a member without a cap before, and of a line without a price. */
  MEMBERS,
  /** Issuers and securities. */
  REFERENCES,
  /** Splits, price adjustments, changes of a unit. */
  CORPORATE_ACTIONS,
  /** Share counts and vendor caps. */
  SHARES,
  /** Closes. */
  PRICES,
  /** Exchange rates. */
  FX,
  /** Reported figures. */
  ACTUALS,
  /** Consensus estimates. */
  ESTIMATES;

  /** The inputs exchanged after so many steps include this one. */
  public boolean isExchanged(int steps) {
    return ordinal() < steps;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
