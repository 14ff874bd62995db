/** One interface in place of Spark MLlib, for spark-testing-base; nothing else belongs here. */
package org.apache.spark.mllib.random;
