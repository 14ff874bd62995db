package org.rerate.jobs.synthetic;

/**
 * A stream of numbers that depends on nothing but the seed, a purpose and a number: SplitMix64
 * (Steele, Lea, Flood 2014). Only additions and multiplications, so it is the same on every
 * machine.
 */
final class Draws {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double SIXTEEN_BITS = 1.0 / 65536;
  private static final double ROOT_OF_THREE = 1.7320508075688772;

  private long state;

  Draws(long seed, String purpose, long number) {
    state = mixed(mixed(seed * GOLDEN + purpose.hashCode()) + number * GOLDEN);
  }

  private static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private long bits() {
    state += GOLDEN;
    return mixed(state);
  }

  /** In [0, 1). */
  double uniform() {
    return (bits() >>> 11) * 0x1p-53;
  }

  /** In [from, to). */
  double between(double from, double to) {
    return from + uniform() * (to - from);
  }

  /** In [from, to). */
  int between(int from, int to) {
    return from + below(to - from);
  }

  /** In [0, limit). */
  int below(int limit) {
    return (int) (uniform() * limit);
  }

  boolean chance(double probability) {
    return uniform() < probability;
  }

  /** Mean 0, deviation 1, never beyond 3.5: four uniform numbers, summed. */
  double normal() {
    long bits = bits();
    long sum =
        (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48 & 0xFFFF);
    return (sum * SIXTEEN_BITS - 2) * ROOT_OF_THREE;
  }
}
