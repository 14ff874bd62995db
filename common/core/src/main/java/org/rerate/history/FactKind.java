package org.rerate.history;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a block holds, and which extra columns its rows have besides day, knowledge and retraction.
 * Stored by name.
 */
public enum FactKind {
  /** Versions of a line. Integers: primary, listed_on, delisted_on. Texts: currency, issuer. */
  SECURITIES(3, 1, 2),
  /** Closes; per line. Integers: basis rank, adjusted_to. */
  PRICES(2, 1, 1),
  /** Share counts; per line. Integer: adjusted_to, NONE for a count as reported. */
  SHARES(1, 1, 0),
  /**
   * What changes a line's units or closes, and what it pays; per line. Integer: {@link #SPLIT},
   * {@link #UNIT_RATIO}, {@link #PRICE_ADJUSTMENT} or {@link #CASH_DIVIDEND}. Text: currency of a
   * dividend.
   */
  ACTIONS(1, 1, 1),
  /** Vendor caps; per issuer. */
  MARKET_CAPS(0, 1, 1),
  /**
   * Estimates; per issuer, sub-key the metric. Integers: period type, period end, analysts,
   * adjusted_to, period_months. Numbers: mean, standard deviation.
   */
  ESTIMATES(5, 2, 1),
  /**
   * Reported figures; per issuer, sub-key the metric. Integers: period type, period end,
   * adjusted_to, period_months.
   */
  ACTUALS(4, 1, 1),
  /** Exchange rates of a currency, USD a unit. Never stored packed. */
  RATES(0, 1, 0),
  /** Memberships of a basket; sub-key the issuer. Integer: valid_to. Never stored packed. */
  MEMBERS(1, 1, 1),
  /** Valuations of an unlisted company. Texts: region, sub-sector, issuer. Never stored packed. */
  PRIVATE_VALUATIONS(0, 1, 3),
  /** Versions of an issuer. Text: region. Never stored packed. */
  REGIONS(0, 0, 1),
  /** Days with any close and when the first of them was taken in; one block per packing run. */
  DAYS(0, 0, 0);

  /** Every kind by its name. */
  public static final Map<String, FactKind> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(FactKind::name, kind -> kind));

  private final int integers;
  private final int numbers;
  private final int texts;

  FactKind(int integers, int numbers, int texts) {
    this.integers = integers;
    this.numbers = numbers;
    this.texts = texts;
  }

  /** Extra integer columns. */
  public int integers() {
    return integers;
  }

  /** Extra integer columns of blocks packed before adjusted_to and period_months were columns. */
  int integersBefore() {
    return switch (this) {
      case SHARES -> 0;
      case ESTIMATES -> 3;
      case ACTUALS -> 2;
      default -> integers;
    };
  }

  /** Extra double columns of blocks packed before estimates told their deviation. */
  int numbersBefore() {
    return Math.min(1, numbers);
  }

  /** Extra text columns of blocks packed before dividends were among the actions. */
  int textsBefore() {
    return this == ACTIONS ? 0 : texts;
  }

  /** The integer column with the day whose share basis a figure is on; -1 if the kind has none. */
  public int adjustedToColumn() {
    return switch (this) {
      case SHARES -> 0;
      case PRICES -> 1;
      case ESTIMATES -> 3;
      case ACTUALS -> 2;
      default -> -1;
    };
  }

  /** The integer column with the months that a period covers; -1 if the kind has none. */
  public int monthsColumn() {
    return switch (this) {
      case ESTIMATES -> 4;
      case ACTUALS -> 3;
      default -> -1;
    };
  }

  /** Extra double columns. */
  public int numbers() {
    return numbers;
  }

  /** Extra text columns. */
  public int texts() {
    return texts;
  }

  /** True if blocks of this kind belong to a line. */
  public boolean isOfLine() {
    return this == SECURITIES || this == PRICES || this == SHARES || this == ACTIONS;
  }

  /** True if blocks of this kind belong to an issuer. */
  public boolean isOfIssuer() {
    return this == MARKET_CAPS || this == ESTIMATES || this == ACTUALS;
  }

  /** An action that makes new shares of old ones. */
  public static final int SPLIT = 1;

  /** An action that changes how many ordinary shares a unit stands for. */
  public static final int UNIT_RATIO = 0;

  /**
   * An action by which earlier closes are divided, and nothing else: a spin-off, a rights issue.
   */
  public static final int PRICE_ADJUSTMENT = 2;

  /** An action by which a line pays its holders. */
  public static final int CASH_DIVIDEND = 3;

  /** An integer column's value where the row has none. */
  public static final int NONE = Integer.MIN_VALUE;
}
