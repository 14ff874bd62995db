package org.rerate.value;

import java.io.Serializable;
import java.util.List;
import org.rerate.domain.Basis;

/**
 * A run of valued days of one calendar year, which all have the same bases.
 *
 * @param number position among the chunks of a run
 * @param from first index into the run's days
 * @param to index after the last
 * @param part which part of its year it is, where a year is too much for a task
 * @param bases earnings bases of these days
 */
public record DayChunk(int number, int from, int to, int part, List<Basis> bases)
    implements Serializable {

  /** Days that are no part of more. */
  public DayChunk(int number, int from, int to, List<Basis> bases) {
    this(number, from, to, 0, bases);
  }

  public int size() {
    return to - from;
  }
}
