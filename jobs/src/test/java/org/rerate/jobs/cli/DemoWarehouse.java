package org.rerate.jobs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.rerate.testing.Folders;

/**
 * One warehouse with the demo in it, for every test that only reads. The first test of the build
 * that asks makes it; the JVMs of the build wait for that one and share it.
 */
final class DemoWarehouse {

  private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"), "demo");

  private static DemoWarehouse made;

  private final Path root = FOLDER.resolve("warehouse");
  private final Cli.Ended demo;

  private DemoWarehouse(Cli.Ended demo) {
    this.demo = demo;
  }

  static synchronized DemoWarehouse get() {
    if (made == null) {
      try {
        made = new DemoWarehouse(demo(Files.createDirectories(FOLDER)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return made;
  }

  /**
   * What the demo of this build printed; runs it if there was none, after the one before is gone.
   */
  private static Cli.Ended demo(Path folder) throws IOException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Path build = folder.resolve("build.txt");
    String thisBuild =
        System.getProperty("rerate.build", Long.toString(ProcessHandle.current().pid()));
    try (FileChannel lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock.lock();
      if (!Files.exists(build) || !Files.readString(build).equals(thisBuild)) {
        Folders.delete(folder.resolve("warehouse"));
        Folders.delete(folder.resolve("reports"));
        Cli.Ended ended =
            new Cli(folder.resolve("warehouse"))
                .run("demo", "--out", folder.resolve("reports").toString());
        if (ended.status() != 0) {
          return ended;
        }
        Files.writeString(out, ended.out());
        Files.writeString(err, ended.err());
        Files.writeString(build, thisBuild);
      }
      return new Cli.Ended(0, Files.readString(out), Files.readString(err));
    }
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

  /** The page that the demo wrote. */
  Path page() {
    return FOLDER.resolve("reports/us-vs-china-2026-01-13.html");
  }

  /** A copy that may be spoilt. */
  Path copy(Path to) throws IOException {
    return Folders.copy(root, to);
  }
}
