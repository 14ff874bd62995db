/** A name that Spark Connect needs when a session ends; see {@code ConnectHelper}. */
package org.apache.spark.ml.util;
