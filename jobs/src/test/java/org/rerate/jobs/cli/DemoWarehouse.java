package org.rerate.jobs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** One warehouse with the demo in it, for every test that only reads; made by the first. */
final class DemoWarehouse {

  private static DemoWarehouse made;

  private final Path root;
  private final Cli.Ended demo;

  private DemoWarehouse(Path root) {
    this.root = root;
    this.demo = new Cli(root).run("demo");
  }

  static synchronized DemoWarehouse get() {
    if (made == null) {
      try {
        Path folder = Files.createTempDirectory("rerate-demo");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        made = new DemoWarehouse(folder.resolve("warehouse"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return made;
  }

  /** What the demo printed. */
  Cli.Ended demo() {
    return demo;
  }

  Cli cli() {
    return new Cli(root);
  }

  Path root() {
    return root;
  }

  /** A copy that may be spoilt. */
  Path copy(Path to) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(root.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    return to;
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
