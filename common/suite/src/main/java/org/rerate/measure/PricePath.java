package org.rerate.measure;

import java.util.List;
import java.util.TreeSet;
import org.rerate.blocks.Closes;
import org.rerate.domain.Status;

/**
 * A price, or the worth of a basket held since the first day, from day to day.
 *
 * @param basis basis of the closes; null if missing
 * @param days days, ascending
 * @param prices in the same order; a basket starts at 1
 * @param covered members behind it
 * @param status OK, or why it is missing
 */
@SuppressWarnings("ArrayRecordComponent") // walked by index
record PricePath(String basis, int[] days, double[] prices, int covered, Status status) {

  static PricePath of(Closes.Path path) {
    boolean found = path.status() == Status.OK;
    return new PricePath(path.basis(), path.days(), path.prices(), found ? 1 : 0, path.status());
  }

  static PricePath missing(Status status) {
    return new PricePath(null, new int[0], new double[0], 0, status);
  }

  /**
   * Members bought at the start in proportion to their caps and held: {@code sum(w P(d)/P(0)) /
   * sum(w)}. A member without a close on a day keeps its last one.
   *
   * @param paths members' closes, each with status OK
   * @param caps their caps at the start
   * @param start the day that the basket starts at 1
   */
  static PricePath held(List<Closes.Path> paths, List<Double> caps, int start) {
    if (paths.isEmpty()) {
      return missing(Status.NO_COVERAGE);
    }
    TreeSet<Integer> all = new TreeSet<>(List.of(start));
    for (Closes.Path path : paths) {
      for (int day : path.days()) {
        if (day > start) {
          all.add(day);
        }
      }
    }
    int[] days = all.stream().mapToInt(Integer::intValue).toArray();
    double[] worth = new double[days.length];
    double whole = caps.stream().mapToDouble(Double::doubleValue).sum();
    for (int m = 0; m < paths.size(); m++) {
      Closes.Path path = paths.get(m);
      int at = 0;
      for (int i = 0; i < days.length; i++) {
        while (at + 1 < path.days().length && path.days()[at + 1] <= days[i]) {
          at++;
        }
        worth[i] += caps.get(m) / whole * path.prices()[at] / path.prices()[0];
      }
    }
    boolean one = paths.stream().map(Closes.Path::basis).distinct().count() == 1;
    String basis = one ? paths.get(0).basis() : "MIXED";
    return new PricePath(basis, days, worth, paths.size(), Status.OK);
  }
}
