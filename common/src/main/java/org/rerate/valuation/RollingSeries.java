package org.rerate.valuation;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Objects;

/**
 * The series of a basket whose rolling statistics are wanted, in order of its words.
 *
 * @param against the other basket of a comparison; null for a basket's own values
 */
record RollingSeries(
    String basket, String against, String subsector, String basis, String membership)
    implements Comparable<RollingSeries>, Serializable {

  private static final Comparator<RollingSeries> ORDER =
      Comparator.comparing(RollingSeries::basket)
          .thenComparing(
              RollingSeries::against, Comparator.nullsFirst(Comparator.<String>naturalOrder()))
          .thenComparing(RollingSeries::subsector)
          .thenComparing(RollingSeries::basis)
          .thenComparing(RollingSeries::membership);

  @Override
  public int compareTo(RollingSeries other) {
    return ORDER.compare(this, other);
  }

  /** The same in every process, as tasks go by it. */
  @Override
  public int hashCode() {
    return Objects.hash(basket, against, subsector, basis, membership);
  }
}
