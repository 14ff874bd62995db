package org.rerate.history;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * All versions of some facts of one key as columns, row by row in order of (day, integers that
 * belong to the key, known_at, delivered_at). Every version is kept: which one counts depends on
 * what may be known, and is decided when a day is valued.
 */
public final class FactColumns implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Rows in use; the arrays may be longer while the block is being filled. */
  public int size;

  /** Business day, days since 1970-01-01; 0 where the kind has none. */
  public int[] day;

  /** Knowledge, microseconds of UTC. */
  public long[] knownAt;

  /** When we took the row in, microseconds of UTC. */
  public long[] ingestedAt;

  /**
   * When the row was delivered, microseconds of UTC: when we took it in, or earlier if it was held
   * back. Rows of one delivery stand in the order in which they count.
   */
  public long[] deliveredAt;

  /** 1 if the row takes its key back, else 0. */
  public int[] retracted;

  /** Extra integer columns, as {@link FactKind} lists them. */
  public int[][] integers;

  /** Extra double columns. */
  public double[][] numbers;

  /** Extra text columns; null where missing. */
  public String[][] texts;

  /** An empty block with room for {@code capacity} rows. */
  public FactColumns(FactKind kind, int capacity) {
    day = new int[capacity];
    knownAt = new long[capacity];
    ingestedAt = new long[capacity];
    deliveredAt = new long[capacity];
    retracted = new int[capacity];
    integers = new int[kind.integers()][capacity];
    numbers = new double[kind.numbers()][capacity];
    texts = new String[kind.texts()][capacity];
  }

  /** Rows in the block. */
  public int size() {
    return size;
  }

  /** Makes room for one more row and returns its index. */
  public int add() {
    if (size == day.length) {
      resize(Math.max(8, size * 2));
    }
    return size++;
  }

  /** Gives every column that much room, more or less. */
  private void resize(int capacity) {
    day = Arrays.copyOf(day, capacity);
    knownAt = Arrays.copyOf(knownAt, capacity);
    ingestedAt = Arrays.copyOf(ingestedAt, capacity);
    deliveredAt = Arrays.copyOf(deliveredAt, capacity);
    retracted = Arrays.copyOf(retracted, capacity);
    for (int c = 0; c < integers.length; c++) {
      integers[c] = Arrays.copyOf(integers[c], capacity);
    }
    for (int c = 0; c < numbers.length; c++) {
      numbers[c] = Arrays.copyOf(numbers[c], capacity);
    }
    for (int c = 0; c < texts.length; c++) {
      texts[c] = Arrays.copyOf(texts[c], capacity);
    }
  }

  /** The same without room for more rows. */
  FactColumns trimmed() {
    if (size < day.length) {
      resize(size);
    }
    return this;
  }

  /** Appends row {@code from} of {@code other}, a block of the same kind. */
  void addFrom(FactColumns other, int from) {
    int to = add();
    day[to] = other.day[from];
    knownAt[to] = other.knownAt[from];
    ingestedAt[to] = other.ingestedAt[from];
    deliveredAt[to] = other.deliveredAt[from];
    retracted[to] = other.retracted[from];
    for (int c = 0; c < integers.length; c++) {
      integers[c][to] = other.integers[c][from];
    }
    for (int c = 0; c < numbers.length; c++) {
      numbers[c][to] = other.numbers[c][from];
    }
    for (int c = 0; c < texts.length; c++) {
      texts[c][to] = other.texts[c][from];
    }
  }

  /** Appends all rows of {@code other}, a block of the same kind. */
  public void addAll(FactColumns other) {
    int needed = size + other.size;
    if (needed > day.length) {
      resize(Math.max(needed, size * 2));
    }
    System.arraycopy(other.day, 0, day, size, other.size);
    System.arraycopy(other.knownAt, 0, knownAt, size, other.size);
    System.arraycopy(other.ingestedAt, 0, ingestedAt, size, other.size);
    System.arraycopy(other.deliveredAt, 0, deliveredAt, size, other.size);
    System.arraycopy(other.retracted, 0, retracted, size, other.size);
    for (int c = 0; c < integers.length; c++) {
      System.arraycopy(other.integers[c], 0, integers[c], size, other.size);
    }
    for (int c = 0; c < numbers.length; c++) {
      System.arraycopy(other.numbers[c], 0, numbers[c], size, other.size);
    }
    for (int c = 0; c < texts.length; c++) {
      System.arraycopy(other.texts[c], 0, texts[c], size, other.size);
    }
    size = needed;
  }

  /** The rows taken in by {@code limit}, microseconds of UTC; the same block if all were. */
  FactColumns takenInBy(FactKind kind, long limit) {
    if (limit == Long.MAX_VALUE) {
      return this;
    }
    int[] kept = IntStream.range(0, size).filter(row -> ingestedAt[row] <= limit).toArray();
    return kept.length == size ? this : picked(kind, kept);
  }

  /** The rows at {@code indexes}, in that order. */
  public FactColumns picked(FactKind kind, int[] indexes) {
    FactColumns picked = new FactColumns(kind, indexes.length);
    picked.size = indexes.length;
    for (int i = 0; i < indexes.length; i++) {
      picked.day[i] = day[indexes[i]];
      picked.knownAt[i] = knownAt[indexes[i]];
      picked.ingestedAt[i] = ingestedAt[indexes[i]];
      picked.deliveredAt[i] = deliveredAt[indexes[i]];
      picked.retracted[i] = retracted[indexes[i]];
    }
    for (int c = 0; c < integers.length; c++) {
      for (int i = 0; i < indexes.length; i++) {
        picked.integers[c][i] = integers[c][indexes[i]];
      }
    }
    for (int c = 0; c < numbers.length; c++) {
      for (int i = 0; i < indexes.length; i++) {
        picked.numbers[c][i] = numbers[c][indexes[i]];
      }
    }
    for (int c = 0; c < texts.length; c++) {
      for (int i = 0; i < indexes.length; i++) {
        picked.texts[c][i] = texts[c][indexes[i]];
      }
    }
    return picked;
  }
}
