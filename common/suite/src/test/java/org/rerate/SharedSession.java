package org.rerate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Assumptions;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.delta.WarehouseCatalog;
import org.rerate.engine.delta.WarehouseUri;
import org.rerate.testing.TestSession;

/** The one Spark session of a test run, and fresh warehouses in it. */
public final class SharedSession {

  private SharedSession() {}

  /** A warehouse in {@code folder}. */
  public static Warehouse warehouse(Path folder) {
    String root = WarehouseUri.qualify(folder.toString());
    SparkSession spark = TestSession.get();
    spark.conf().set(WarehouseCatalog.ROOT, root);
    return Warehouse.of(spark);
  }

  /** Data beside the checkout; the test is skipped where there is none. */
  public static Path shared(String name) {
    Path path = Path.of(System.getProperty("rerate.root", "."), "..", "shared", "data", name);
    Assumptions.assumeTrue(Files.isDirectory(path), "no " + path + ", skipped");
    return path;
  }

  /** Writes a file of a feed. */
  public static void write(Path folder, String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
