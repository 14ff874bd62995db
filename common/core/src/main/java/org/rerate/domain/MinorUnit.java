package org.rerate.domain;

import java.util.Map;

/**
 * Minor currency units in which some exchanges quote: pence, agorot, cents, fils.
 *
 * @param major ISO 4217 code of the major currency
 * @param factor major units per minor unit
 */
public record MinorUnit(String major, double factor) {

  /** The minor units that feeds may use, by code. KWF is a thousandth, the others a hundredth. */
  public static final Map<String, MinorUnit> ALL =
      Map.of(
          "GBX", new MinorUnit("GBP", 0.01),
          "GBp", new MinorUnit("GBP", 0.01),
          "ILA", new MinorUnit("ILS", 0.01),
          "ZAC", new MinorUnit("ZAR", 0.01),
          "ZAc", new MinorUnit("ZAR", 0.01),
          "KWF", new MinorUnit("KWD", 0.001));

  /** The major currency of any code; a major currency is its own. */
  public static String majorOf(String currency) {
    MinorUnit unit = ALL.get(currency);
    return unit == null ? currency : unit.major();
  }

  /** Major units per unit of the code; 1 for a major currency. */
  public static double factorOf(String currency) {
    MinorUnit unit = ALL.get(currency);
    return unit == null ? 1.0 : unit.factor();
  }
}
