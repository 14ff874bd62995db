package org.rerate.explain;

/**
 * A stored number beside the one calculated again from the listed rows.
 *
 * @param figure the column
 * @param stored as the result table has it; null if missing there, or not stored
 * @param recalculated from the rows alone; null if missing
 * @param difference relative; null if either is missing
 * @param agrees true if both are missing, or equal to a relative 1e-12; null if nothing is stored
 */
public record Agreement(
    String figure, Double stored, Double recalculated, Double difference, Boolean agrees) {

  /** Greatest relative difference of two sums of the same numbers in another order. */
  static final double TOLERANCE = 1e-12;

  static Agreement of(String figure, boolean isStored, Double stored, Double recalculated) {
    if (!isStored) {
      return new Agreement(figure, null, recalculated, null, null);
    }
    if (stored == null || recalculated == null) {
      boolean bothMissing = stored == null && recalculated == null;
      return new Agreement(figure, stored, recalculated, null, bothMissing);
    }
    double difference = difference(stored, recalculated, 0);
    return new Agreement(figure, stored, recalculated, difference, difference <= TOLERANCE);
  }

  /** The same of a difference of large numbers, whose size is {@code scale}. */
  static Agreement of(
      String figure, boolean isStored, Double stored, Double recalculated, double scale) {
    Agreement plain = of(figure, isStored, stored, recalculated);
    if (plain.difference() == null || !(scale > 0)) {
      return plain;
    }
    double difference = difference(stored, recalculated, scale);
    return new Agreement(figure, stored, recalculated, difference, difference <= TOLERANCE);
  }

  private static double difference(double a, double b, double size) {
    double scale = Math.max(size, Math.max(Math.abs(a), Math.abs(b)));
    return scale == 0 ? 0 : Math.abs(a - b) / scale;
  }

  /** What differs, in words. */
  String doubt() {
    return figure + " is stored as " + stored + ", the rows give " + recalculated;
  }

  /** False if something is stored and it is another number. */
  boolean holds() {
    return agrees == null || agrees;
  }
}
