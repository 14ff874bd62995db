package org.rerate.jobs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Settings for tests: small everything. */
final class TestSettings {

  private TestSettings() {}

  /** For commands that plan much and compute little. */
  static Path file() {
    return write("rerate-test.conf", false, "NO_CODEGEN");
  }

  /** For commands that compute enough to be worth compiling. */
  static Path compiled() {
    return write("rerate-test-compiled.conf", true, "FALLBACK");
  }

  private static Path write(String name, boolean wholeStage, String expressions) {
    try {
      Path file = Path.of(System.getProperty("java.io.tmpdir"), name);
      return Files.writeString(
          file,
          """
          master = "local[2]"
          spark {
            "sql.shuffle.partitions" = 2
            "default.parallelism" = 2
            "sql.codegen.wholeStage" = %s
            "sql.codegen.factoryMode" = %s
            "ui.enabled" = false
          }
          """
              .formatted(wholeStage, expressions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
