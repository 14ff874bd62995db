package org.rerate.jobs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.rerate.engine.delta.Sessions;
import org.rerate.engine.delta.WarehouseUri;
import picocli.CommandLine.Command;

/**
 * Does a little of everything in a folder of its own, so that the launcher can keep the classes
 * that a start loads.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("rerate-warm-up");
    try {
      SparkSession spark =
          Sessions.open("warm-up", "local[1]", WarehouseUri.qualify(folder.toString()), Map.of());
      spark
          .range(10)
          .selectExpr("id", "CAST(id AS STRING) AS name", "id * 0.5D AS half")
          .write()
          .format("delta")
          .save(folder.resolve("ops/warm_up").toUri().toString());
      spark.sql("SELECT name, sum(half) FROM ops.warm_up GROUP BY name ORDER BY name").collect();
      spark.sql("SELECT count(*) FROM market.fx_current").collect();
      spark.stop();
      return 0;
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
