package org.apache.spark.mllib.random;

import java.io.Serializable;
import org.apache.spark.util.random.Pseudorandom;

/**
 * Spark MLlib's interface of that name, the only thing of MLlib that spark-testing-base's
 * generators load; nothing here uses the rest of it.
 */
public interface RandomDataGenerator<T> extends Pseudorandom, Serializable {

  /** The next value. */
  T nextValue();

  /** A generator of the same values with a state of its own. */
  RandomDataGenerator<T> copy();
}
