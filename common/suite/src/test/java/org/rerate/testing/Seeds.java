package org.rerate.testing;

import java.util.List;
import java.util.stream.LongStream;

/**
 * Seeds of tests that leave to chance where they strike. The test command takes one, another each
 * time; {@code -Drerate.seeds=20} takes twenty, {@code -Drerate.seed=N} starts from that one again.
 */
public final class Seeds {

  private Seeds() {}

  /** The seeds of this run. */
  public static List<Long> all() {
    long first = Long.getLong("rerate.seed", System.nanoTime() % 1_000_000);
    // Whoever sees a failure can have it again.
    System.out.println("Seeds from -Drerate.seed=" + first);
    return LongStream.range(first, first + Integer.getInteger("rerate.seeds", 1)).boxed().toList();
  }
}
