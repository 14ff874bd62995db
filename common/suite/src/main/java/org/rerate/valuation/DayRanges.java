package org.rerate.valuation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * A set of days as stretches: disjoint, ascending, with a gap between any two, each from its first
 * day to the day before its end.
 */
public final class DayRanges implements Serializable {

  /** No day. */
  static final DayRanges NONE = new DayRanges();

  /** Every day. */
  static final DayRanges ALL = new DayRanges(RecomputeScope.ALWAYS, RecomputeScope.NEVER);

  private static final long serialVersionUID = 1L;

  /** First day and end of one stretch after the other. */
  private final int[] edges;

  private DayRanges(int... edges) {
    this.edges = edges;
  }

  /** All days from {@code first} on; none for {@link RecomputeScope#NEVER}. */
  static DayRanges from(int first) {
    return first == RecomputeScope.NEVER ? NONE : new DayRanges(first, RecomputeScope.NEVER);
  }

  /** Single days, in any order. */
  static DayRanges of(Collection<Integer> days) {
    int[] sorted = days.stream().mapToInt(Integer::intValue).sorted().toArray();
    return joined(
        IntStream.range(0, 2 * sorted.length).map(i -> sorted[i / 2] + i % 2).toArray(), 0);
  }

  /** Joins stretches, which are in order of their first day, across gaps of up to {@code gap}. */
  private static DayRanges joined(int[] sorted, int gap) {
    int[] edges = new int[sorted.length];
    int size = 0;
    for (int i = 0; i < sorted.length; i += 2) {
      if (size > 0 && (long) sorted[i] <= (long) edges[size - 1] + gap) {
        edges[size - 1] = Math.max(edges[size - 1], sorted[i + 1]);
      } else if (sorted[i] < sorted[i + 1]) {
        edges[size++] = sorted[i];
        edges[size++] = sorted[i + 1];
      }
    }
    return new DayRanges(Arrays.copyOf(edges, size));
  }

  /** The days of either. */
  DayRanges and(DayRanges other) {
    if (isEmpty() || other.isEmpty() || equals(other)) {
      return isEmpty() ? other : this;
    }
    int[] all = Arrays.copyOf(edges, edges.length + other.edges.length);
    System.arraycopy(other.edges, 0, all, edges.length, other.edges.length);
    int[] sorted =
        IntStream.range(0, all.length / 2)
            .boxed()
            .sorted((a, b) -> Integer.compare(all[2 * a], all[2 * b]))
            .flatMapToInt(i -> IntStream.of(all[2 * i], all[2 * i + 1]))
            .toArray();
    return joined(sorted, 0);
  }

  /** These days and those of gaps of up to {@code gap} days. */
  DayRanges closed(int gap) {
    return joined(edges, gap);
  }

  /** A superset whose stretches begin and end at what {@code down} and {@code up} lead to. */
  DayRanges widened(IntUnaryOperator down, IntUnaryOperator up) {
    int[] wide = edges.clone();
    for (int i = 0; i < wide.length; i++) {
      boolean open = wide[i] == RecomputeScope.ALWAYS || wide[i] == RecomputeScope.NEVER;
      wide[i] = open ? wide[i] : (i % 2 == 0 ? down : up).applyAsInt(wide[i]);
    }
    return joined(wide, 0);
  }

  /** True if there is no day. */
  public boolean isEmpty() {
    return edges.length == 0;
  }

  boolean isAll() {
    return equals(ALL);
  }

  boolean has(int day) {
    for (int i = 0; i < edges.length; i += 2) {
      if (day >= edges[i] && day < edges[i + 1]) {
        return true;
      }
    }
    return false;
  }

  /** True if it has every day of {@code other}. */
  boolean covers(DayRanges other) {
    return and(other).equals(this);
  }

  /** The first day; {@link RecomputeScope#NEVER} if there is none. */
  int first() {
    return isEmpty() ? RecomputeScope.NEVER : edges[0];
  }

  /** First day and end of one stretch after the other. */
  int[] edges() {
    return edges.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DayRanges spans && Arrays.equals(edges, spans.edges);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(edges);
  }

  @Override
  public String toString() {
    return Arrays.toString(edges);
  }
}
