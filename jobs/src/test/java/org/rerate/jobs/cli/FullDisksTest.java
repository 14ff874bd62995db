package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rerate.jobs.cli.SmallFeeds.tables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rerate.testing.Seeds;

/**
 * A full disk is told with its folder; once there is space the same commands give the same tables.
 * The disk is a small one in memory, which only root may mount.
 */
@Tag("slow")
class FullDisksTest {

  private static final int DISK_KB = 16 << 10;

  @TempDir static Path folder;

  private static Path settings;
  private static SmallFeeds feeds;
  private static List<String> undisturbed;

  private final Path disk = folder.resolve("disk");

  @BeforeAll
  static void runUndisturbed() throws IOException {
    settings = SmallFeeds.settings(folder);
    feeds = SmallFeeds.write(folder.resolve("feeds"));
    Cli cli = new Cli(folder.resolve("undisturbed"), settings);
    finish(cli);
    undisturbed = tables(cli, FullDisksTest::isOfData);
  }

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    Files.createDirectories(disk);
    Assumptions.assumeTrue(
        did("mount", "-t", "tmpfs", "-o", "size=" + DISK_KB + "k", "tmpfs", disk.toString()),
        "not tested: a small disk can be mounted by root only");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    did("umount", disk.toString());
  }

  static List<Long> seeds() {
    return Seeds.all();
  }

  private static boolean did(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }

  private static void finish(Cli cli) {
    assertThat(run(cli, feeds.both()).status()).isEqualTo(3);
    assertThat(run(cli, List.of("value")).status()).isZero();
  }

  private static Cli.Ended run(Cli cli, List<String> command) {
    return cli.run(command.toArray(String[]::new));
  }

  /** Leaves so many KB of the disk. */
  private void fill(int free) throws IOException {
    Files.write(disk.resolve("fill"), new byte[(DISK_KB - free) << 10]);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void ofTheWarehouse(long seed) throws IOException {
    Path warehouse = disk.resolve("warehouse");
    Cli cli = new Cli(warehouse, settings);
    Random random = new Random(seed);
    for (int free : List.of(0, 8, random.nextInt(64), random.nextInt(256))) {
      for (List<String> command : List.of(feeds.both(), List.of("value"))) {
        Files.deleteIfExists(disk.resolve("fill"));
        fill((int) Math.max(0, Math.min(free, free(disk))));
        Cli.Ended ended = run(cli, command);
        if (ended.status() == 5) {
          assertThat(ended.err())
              .contains(
                  "rerate: the disk that holds ", disk.toString(), " is full; free some space");
        } else {
          assertThat(ended.status()).as(free + " KB: " + ended.err()).isIn(0, 2, 3);
        }
      }
    }
    Files.delete(disk.resolve("fill"));
    finish(cli);
    assertAsUndisturbed(cli);
    assertThat(cli.run("check").status()).isZero();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void ofTheTemporaryFolder(long seed) throws IOException, InterruptedException {
    Path warehouse = folder.resolve("warehouse-" + seed);
    Random random = new Random(seed);
    for (int free : List.of(0, random.nextInt(64), 64 + random.nextInt(1024))) {
      Files.deleteIfExists(disk.resolve("fill"));
      fill(free);
      for (List<String> command : List.of(feeds.both(), List.of("value", "--full"))) {
        RealCommand run =
            RealCommand.start(
                warehouse, settings, command, Map.of("_JAVA_OPTIONS", "-Djava.io.tmpdir=" + disk));
        int status = run.end();
        assertThat(status).as(free + " KB: " + run.lines()).isIn(0, 2, 3, 5);
        if (status == 5) {
          assertThat(run.lines().toString()).contains(disk.toString());
        }
      }
    }
    Cli cli = new Cli(warehouse, settings);
    finish(cli);
    assertAsUndisturbed(cli);
  }

  /** A run that could not log its end is open as long as its process lives, which is this one. */
  private static void assertAsUndisturbed(Cli cli) {
    assertThat(tables(cli, FullDisksTest::isOfData)).isEqualTo(undisturbed);
  }

  private static boolean isOfData(String line) {
    return SmallFeeds.isTable(line) && !line.startsWith("runs that are open");
  }

  private static long free(Path disk) {
    return disk.toFile().getUsableSpace() >> 10;
  }
}
