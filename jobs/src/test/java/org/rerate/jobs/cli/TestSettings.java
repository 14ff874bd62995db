package org.rerate.jobs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Settings for tests: small everything, plans interpreted instead of compiled. */
final class TestSettings {

  private TestSettings() {}

  static Path file() {
    try {
      Path file = Path.of(System.getProperty("java.io.tmpdir"), "rerate-test.conf");
      return Files.writeString(
          file,
          """
          master = "local[2]"
          spark {
            "sql.shuffle.partitions" = 2
            "default.parallelism" = 2
            "sql.codegen.wholeStage" = false
            "sql.codegen.factoryMode" = NO_CODEGEN
            "ui.enabled" = false
          }
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
