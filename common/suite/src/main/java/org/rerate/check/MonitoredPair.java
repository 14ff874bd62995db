package org.rerate.check;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.rerate.check.Monitor.Stored;
import org.rerate.domain.Days;

/**
 * A number of a group and the one that it is held against.
 *
 * @param before that of the date before, or the one that was stored of the date
 * @param after the number
 */
record MonitoredPair(Stored before, Stored after) {

  /** The larger of the moves of cap and P/E, a fraction; 0 where it cannot be told. */
  double move() {
    return Math.max(change(before.cap(), after.cap()), change(before.pe(), after.pe()));
  }

  private static double change(double from, double to) {
    double change = Math.abs(to / from - 1);
    // A cap that is gone altogether has moved by all of it.
    return Double.isNaN(to) && from > 0 ? 1 : Double.isFinite(change) ? change : 0;
  }

  /** By how much the coverage fell; 0 where it cannot be told. */
  double coverageFall() {
    double fall = before.coverage() - after.coverage();
    return Double.isNaN(fall) ? 0 : fall;
  }

  /** The pairs that moved most. */
  static List<MonitoredPair> largest(List<MonitoredPair> pairs, int most) {
    return pairs.stream()
        .sorted(
            Comparator.<MonitoredPair>comparingDouble(
                    pair -> -Math.max(pair.move(), pair.coverageFall()))
                .thenComparing(MonitoredPair::scope))
        .limit(most)
        .toList();
  }

  String scope() {
    return after.scope();
  }

  private boolean isOfOneDay() {
    return before.day() == after.day();
  }

  private String when() {
    return isOfOneDay() ? "stored before" : "on " + Days.date(before.day());
  }

  /** What it is held against, for people. */
  String was() {
    return told(before.cap(), before.pe()) + " " + when();
  }

  /** A cap and a P/E for people; NaN is told as none. */
  static String told(double cap, double pe) {
    return told("cap", cap) + ", " + told("P/E", pe);
  }

  private static String told(String name, double value) {
    return Double.isNaN(value) ? "no " + name : name + " " + number(value);
  }

  /** A number for people, "missing" for NaN. */
  static String number(double value) {
    return Double.isNaN(value) ? "missing" : String.format(Locale.ROOT, "%.6g", value);
  }

  /** The coverage that it is held against, for people. */
  String covered() {
    return String.format(Locale.ROOT, "coverage %.4f %s", before.coverage(), when());
  }
}
