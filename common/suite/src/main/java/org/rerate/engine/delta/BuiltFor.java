package org.rerate.engine.delta;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.rerate.domain.RerateException;
import scala.util.Properties$;

/**
 * The versions of Spark, Delta and Scala that this Rerate was built for. Others lack methods that
 * it calls, which would be found out in the middle of the work.
 *
 * @param spark version of Spark
 * @param delta version of Delta
 * @param scala version of Scala
 */
record BuiltFor(String spark, String delta, String scala) {

  /** Those of the build. */
  static BuiltFor read() {
    Properties versions = new Properties();
    try (InputStream in = BuiltFor.class.getResourceAsStream("/rerate-built-for.properties")) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the versions of the build", e);
    }
    return new BuiltFor(
        versions.getProperty("spark"),
        versions.getProperty("delta"),
        versions.getProperty("scala"));
  }

  /** Those of this process. */
  static BuiltFor found() {
    return new BuiltFor(
        org.apache.spark.package$.MODULE$.SPARK_VERSION(),
        io.delta.package$.MODULE$.VERSION(),
        Properties$.MODULE$.versionNumberString());
  }

  /**
   * Checks that {@code found} differs from these in the last part of a version at most.
   *
   * @throws RerateException with {@code USAGE} that says which versions are needed, if not
   */
  void require(BuiltFor found) {
    check("Spark", spark, found.spark);
    check("Delta", delta, found.delta);
    check("Scala", scala, found.scala);
  }

  private void check(String name, String wanted, String is) {
    if (!minor(wanted).equals(minor(is))) {
      throw RerateException.usage(
          "this Rerate was built for " + name + " " + wanted + ", and this is " + name + " " + is,
          "Use Spark "
              + spark
              + " with Scala "
              + scala
              + ", and with spark-submit --packages io.delta:delta-spark_"
              + minor(spark)
              + "_"
              + scala
              + ":"
              + delta);
    }
  }

  /** {@code 4.2} of {@code 4.2.0}. */
  private static String minor(String version) {
    String[] parts = version.split("\\.", 3);
    return parts.length < 2 ? version : parts[0] + "." + parts[1];
  }
}
