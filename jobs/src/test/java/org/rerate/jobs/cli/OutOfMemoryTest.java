package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.RerateException;

/** A command whose heap is too small says so, and what to do. */
class OutOfMemoryTest {

  @TempDir Path folder;

  private static RealCommand ended(Path warehouse, String heap, int status, String... command)
      throws IOException, InterruptedException {
    RealCommand run =
        RealCommand.start(
            warehouse,
            TestSettings.file(),
            List.of(command),
            // Java reads it after the command line.
            Map.of("_JAVA_OPTIONS", "-Xmx" + heap));
    assertThat(run.end()).as("%s", run.lines()).isEqualTo(status);
    return run;
  }

  /** Spark stops when a thread of its own runs out; what fails next is no defect of ours. */
  @Test
  void anotherThreadRanOut() {
    Exception stopped = new NullPointerException("dagScheduler is null");
    Exception wrong = new IllegalStateException(RerateException.usage("no such basket", "See sql"));
    Throwable ranOut = new OutOfMemoryError("Java heap space");
    assertThat(Main.known(stopped, ranOut))
        .hasValueSatisfying(
            told -> {
              assertThat(told).hasMessageStartingWith("out of memory (Java heap space)");
              assertThat(told.exit()).isEqualTo(RerateException.Exit.RETRY);
            });
    assertThat(Main.known(stopped, null)).isEmpty();
    assertThat(Main.known(wrong, ranOut))
        .hasValueSatisfying(told -> assertThat(told).hasMessageContaining("no such basket"));
  }

  @Test
  void tooLittleToStart() throws Exception {
    RealCommand run =
        ended(folder.resolve("w"), "300m", 2, "generate", "--out", folder.resolve("f").toString());
    assertThat(run.lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("rerate: a heap of 2")
                    .contains("is too small", "RERATE_HEAP"));
    assertThat(folder.resolve("f")).doesNotExist();
  }

  @Test
  void tooLittleForTheWork() throws Exception {
    Path warehouse = Files.createDirectories(folder.resolve("w"));
    Files.writeString(warehouse.resolve("rerate-warehouse"), "1\n");
    RealCommand run =
        ended(
            warehouse,
            "520m",
            5,
            "sql",
            "-e",
            "SELECT size(collect_list(concat(id, repeat('x', 1000)))) FROM range(1000000)");
    assertThat(run.lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("rerate: out of memory (Java heap space) with a heap of")
                    .contains("RERATE_HEAP", "Nothing was left half written"));
  }
}
