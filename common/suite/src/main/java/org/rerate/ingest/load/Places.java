package org.rerate.ingest.load;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Lines of files, in little memory. Filled by one thread, then read by any. */
final class Places implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Numbers of lines in growing arrays. */
  private static final class Lines implements Serializable {

    private static final long serialVersionUID = 1L;

    private long[] numbers = new long[1 << 4];
    private int count;
    private boolean isSorted;

    void add(long line) {
      numbers = count == numbers.length ? Arrays.copyOf(numbers, 2 * count) : numbers;
      numbers[count++] = line;
      isSorted = false;
    }

    synchronized boolean has(long line) {
      if (!isSorted) {
        Arrays.sort(numbers, 0, count);
        isSorted = true;
      }
      return Arrays.binarySearch(numbers, 0, count, line) >= 0;
    }
  }

  private final HashMap<String, Lines> files = new HashMap<>();

  /** Adds a line. */
  void add(String file, long line) {
    files.computeIfAbsent(file, name -> new Lines()).add(line);
  }

  /** Adds all of others. */
  void addAll(Places others) {
    for (Map.Entry<String, Lines> file : others.files.entrySet()) {
      for (int i = 0; i < file.getValue().count; i++) {
        add(file.getKey(), file.getValue().numbers[i]);
      }
    }
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  boolean has(String file, long line) {
    Lines lines = files.get(file);
    return lines != null && lines.has(line);
  }

  /** The partition that a place belongs to, among so many. */
  static int partition(String file, long line, int partitions) {
    return Math.floorMod(
        31 * file.hashCode() + Long.hashCode(line * 0x9E3779B97F4A7C15L), partitions);
  }
}
