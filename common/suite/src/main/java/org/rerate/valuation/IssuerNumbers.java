package org.rerate.valuation;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Basis;
import org.rerate.engine.filter.KeySet;
import org.rerate.history.Rates;
import org.rerate.methodology.Methodology;
import org.rerate.value.DayChunk;

/**
 * Caps and earnings of the members of a few baskets on a few days, and the rates of those days,
 * brought to the driver; all days are valued in one pass.
 */
final class IssuerNumbers {

  private final Map<String, IssuerBlock> blocks = new HashMap<>();
  private final int[] days;
  private final Rates rates;

  /**
   * Values every company that was ever a member of one of {@code baskets}.
   *
   * @param asked the days, in any order
   */
  IssuerNumbers(
      ReferenceData references,
      Methodology methodology,
      IntStream asked,
      List<Basis> bases,
      Collection<String> baskets) {
    days = asked.sorted().distinct().toArray();
    rates = references.rates(days, methodology.fxMaxAgeDays());
    Set<String> issuers = references.memberships().issuers(List.copyOf(baskets));
    // One day per chunk, so that a block is one number.
    List<DayChunk> chunks =
        IntStream.range(0, days.length).mapToObj(i -> new DayChunk(i, i, i + 1, bases)).toList();
    new IssuerValuation(references)
        .value(
            "values at both ends",
            new Plan(methodology, references.asOf(), days, chunks, RecomputeScope.EVERYTHING),
            rates,
            KeySet.of(issuers))
        .forEach(b -> blocks.put(key(b.issuerId(), b.basis(), b.days()[0]), b));
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

  /**
   * USD on {@code day} per unit of the currency of the latest fiscal year used on {@code end}; NaN
   * if either is missing.
   */
  double rate(String issuerId, String basis, int end, int day) {
    IssuerBlock block = blocks.get(key(issuerId, basis, end));
    int currency = block == null ? -1 : block.currency(0);
    return currency < 0
        ? Double.NaN
        : rates.usd(rates.code(currency), Arrays.binarySearch(days, day));
  }

  private static double usd(IssuerBlock block) {
    return block == null ? Double.NaN : block.usd()[0];
  }
}
