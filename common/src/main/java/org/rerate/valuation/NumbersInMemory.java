package org.rerate.valuation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.rerate.domain.Status;

/** Numbers of issuers that were computed in this process, held against the stored ones. */
final class NumbersInMemory {

  /** An issuer's caps (no basis) or earnings. */
  private record Series(String issuerId, String basis) {}

  /** A block of computed numbers, and which of them are stored as they are. */
  private record Met(IssuerBlock block, BitSet same) {}

  private final Plan plan;
  private final Map<Series, List<Met>> computed = new HashMap<>();
  private final Map<String, Set<Integer>> changed = new HashMap<>();

  NumbersInMemory(Plan plan, List<IssuerBlock> blocks) {
    this.plan = plan;
    for (IssuerBlock block : blocks) {
      computed
          .computeIfAbsent(
              new Series(block.getIssuerId(), block.getBasis()), s -> new ArrayList<>(1))
          .add(new Met(block, new BitSet(block.getDay().length)));
    }
  }

  /**
   * Takes a stored number; those that the plan does not compute are passed over.
   *
   * @param basis empty for a cap
   * @param usd NaN if missing
   * @param source null for a cap or if missing
   * @param age -1 for a cap or if missing
   */
  void meet(
      String issuerId, int day, String basis, double usd, String source, int age, String status) {
    if (!isComputed(issuerId, day, basis)) {
      return;
    }
    boolean same = false;
    for (Met met : computed.getOrDefault(new Series(issuerId, basis), List.of())) {
      int at = Arrays.binarySearch(met.block.getDay(), day);
      if (at >= 0) {
        same = isSame(met.block, at, usd, source, age, status);
        met.same.set(at, same);
      }
    }
    if (!same) {
      change(issuerId, day);
    }
  }

  private boolean isComputed(String issuerId, int day, String basis) {
    int at = Arrays.binarySearch(plan.days(), day);
    return at >= 0
        && plan.scope().replacesIssuer(issuerId, day)
        && (basis.isEmpty()
            || plan.chunks().stream()
                .filter(chunk -> at >= chunk.from() && at < chunk.to())
                .flatMap(chunk -> chunk.bases().stream())
                .anyMatch(computed -> computed.toString().equals(basis)));
  }

  private static boolean isSame(
      IssuerBlock block, int at, double usd, String source, int age, String status) {
    int code = block.getCode()[at];
    Status now = ResultCode.status(code);
    double number = block.getUsd()[at];
    if ((Double.isNaN(number) ? !Double.isNaN(usd) : number != usd) || !now.name().equals(status)) {
      return false;
    }
    return block.getBasis().isEmpty()
        || (Math.max(-1, ResultCode.age(code)) == age
            && Objects.equals(now == Status.OK ? ResultCode.source(code).name() : null, source));
  }

  private void change(String issuerId, int day) {
    changed.computeIfAbsent(issuerId, id -> new HashSet<>()).add(day);
  }

  /** Days on which an issuer's numbers are not those that are stored, once all were met. */
  Map<String, DayRanges> changed() {
    computed.forEach(
        (series, blocks) ->
            blocks.forEach(
                met -> {
                  int[] days = met.block.getDay();
                  for (int i = met.same.nextClearBit(0);
                      i < days.length;
                      i = met.same.nextClearBit(i + 1)) {
                    change(series.issuerId, days[i]);
                  }
                }));
    Map<String, DayRanges> spans = new HashMap<>();
    changed.forEach((issuer, days) -> spans.put(issuer, DayRanges.of(days)));
    return spans;
  }
}
