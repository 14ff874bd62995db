package org.rerate.valuation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Caps and earnings of a few issuers on a few days, brought to the driver. */
final class IssuerNumbers {

  private final Map<String, IssuerBlock> blocks = new HashMap<>();

  IssuerNumbers(List<IssuerBlock> collected) {
    collected.forEach(b -> blocks.put(key(b.issuerId(), b.basis(), b.days()[0]), b));
  }

  private static String key(String issuerId, String basis, int day) {
    return issuerId + '\n' + basis + '\n' + day;
  }

  /** USD; NaN if missing. Blocks must hold one day each. */
  double cap(String issuerId, int day) {
    return usd(blocks.get(key(issuerId, "", day)));
  }

  /** USD; NaN if missing. */
  double earnings(String issuerId, String basis, int day) {
    return usd(blocks.get(key(issuerId, basis, day)));
  }

  /** Number of the currency of the latest fiscal year used, or -1. */
  int currency(String issuerId, String basis, int day) {
    IssuerBlock block = blocks.get(key(issuerId, basis, day));
    return block == null ? -1 : block.currency(0);
  }

  private static double usd(IssuerBlock block) {
    return block == null ? Double.NaN : block.usd()[0];
  }
}
