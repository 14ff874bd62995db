package org.apache.spark.mllib.random;

import java.io.Serializable;
import org.apache.spark.util.random.Pseudorandom;

/**
 * Spark MLlib's interface of that name, the only thing of MLlib that spark-testing-base's
 * generators load; MLlib itself is 30 MB that nothing here uses.
 */
public interface RandomDataGenerator<T> extends Pseudorandom, Serializable {

  /** The next value. */
  T nextValue();

  /** A generator of the same values with a state of its own. */
  RandomDataGenerator<T> copy();
}
