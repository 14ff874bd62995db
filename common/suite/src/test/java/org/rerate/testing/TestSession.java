package org.rerate.testing;

import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.rerate.engine.delta.Sessions;
import org.rerate.engine.delta.WarehouseUri;

/** The one Spark session of a test JVM: opened by the first test that asks, ends with the JVM. */
public final class TestSession {

  /**
   * Two of everything, and plans are interpreted: with the defaults the same tests take more than
   * twice as long, and compiling plans for a few rows each takes a third of the rest.
   */
  private static final Map<String, String> SMALL =
      Map.of(
          "spark.sql.shuffle.partitions", "2",
          "spark.default.parallelism", "2",
          "spark.sql.sources.parallelPartitionDiscovery.parallelism", "2",
          "spark.sql.codegen.wholeStage", "false",
          "spark.sql.codegen.factoryMode", "NO_CODEGEN",
          "spark.ui.enabled", "false");

  private static final SparkSession SESSION =
      Sessions.open(
          "tests",
          "local[2]",
          WarehouseUri.qualify(Path.of(System.getProperty("java.io.tmpdir"), "none").toString()),
          SMALL);

  private TestSession() {}

  /** The session. */
  public static SparkSession get() {
    return SESSION;
  }
}
