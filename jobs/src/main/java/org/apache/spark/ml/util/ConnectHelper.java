package org.apache.spark.ml.util;

import org.apache.spark.sql.SparkSession;

/**
 * Stands where MLlib has a class of this name: Spark Connect makes one for each session when that
 * ends, whether or not the session learned anything. Nothing can be learned here, MLlib is not on
 * the class path; where it is, as under {@code spark-submit}, its own class comes first.
 */
public class ConnectHelper {

  /** As Spark Connect calls it. */
  public ConnectHelper(SparkSession session) {}
}
