package org.rerate.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Data too large for the repository, kept in a folder {@code shared} beside it where there is one.
 */
public final class SharedData {

  private SharedData() {}

  /** The root of the repository that is being tested. */
  public static Path repository() {
    String root = System.getProperty("rerate.root");
    return Path.of(root == null ? ".." : root).toAbsolutePath().normalize();
  }

  /** The file or folder {@code relative} in the shared folder, if this machine has it. */
  public static Optional<Path> find(String relative) {
    return Optional.of(repository().resolveSibling("shared").resolve(relative))
        .filter(Files::exists);
  }

  /** The same; a test that asks for what this machine lacks is skipped and says so. */
  public static Path findOrSkip(String relative) {
    Path expected = repository().resolveSibling("shared").resolve(relative);
    assumeTrue(Files.exists(expected), () -> "skipped: this machine has no " + expected);
    return expected;
  }
}
