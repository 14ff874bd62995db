package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rerate.jobs.cli.SmallFeeds.tables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rerate.testing.Folders;
import org.rerate.testing.Seeds;

/**
 * Runs that are killed, stopped or raced, and then run again, leave the same tables as undisturbed
 * ones: not a row lost, none doubled. {@code benchmarks/run kills} does it thirty times.
 */
class DisturbedRunsTest {

  private static final List<String> VALUE = List.of("value");
  private static final List<String> RETRY = List.of("retry-quarantine");
  private static final List<String> MAINTAIN = List.of("maintain");

  @TempDir static Path folder;

  private static Path settings;
  private static SmallFeeds feeds;
  private static List<String> undisturbed;

  @BeforeAll
  static void runUndisturbed() throws IOException {
    settings = SmallFeeds.settings(folder);
    feeds = SmallFeeds.write(folder.resolve("feeds"));
    Cli cli = new Cli(folder.resolve("undisturbed"), settings);
    finish(cli);
    undisturbed = tables(cli, line -> true);
    assertThat(undisturbed)
        .contains("runs that are open,0,0", "files whose rows do not add up,0,0")
        .contains("runs found dead,0,0");
  }

  static List<Long> seeds() {
    return Seeds.all();
  }

  /** One file of the feeds is refused on purpose, hence 3. */
  private static void finish(Cli cli) {
    assertThat(run(cli, feeds.both())).isEqualTo(3);
    assertThat(run(cli, RETRY)).isZero();
    assertThat(run(cli, VALUE)).isZero();
    assertThat(run(cli, MAINTAIN)).isZero();
  }

  private static int run(Cli cli, List<String> command) {
    return cli.run(command.toArray(String[]::new)).status();
  }

  private static void assertAsUndisturbed(Cli cli) {
    assertThat(tables(cli, SmallFeeds::isTable))
        .isEqualTo(undisturbed.stream().filter(SmallFeeds::isTable).toList());
    assertThat(cli.run("check"))
        .satisfies(ended -> assertThat(ended.status()).as(ended.err()).isZero());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void killedInEveryCommandAndStoppedOnce(long seed) throws IOException, InterruptedException {
    Random random = new Random(seed);
    Path warehouse = folder.resolve("killed-" + seed);
    kill(warehouse, feeds.both(), random);
    kill(warehouse, feeds.both(), random);
    RealCommand stopped =
        RealCommand.start(warehouse, settings, feeds.both()).awaitLines(1 + random.nextInt(9));
    assertThat(stopped.stop()).as(stopped.lines().toString()).isEqualTo(143);
    assertThat(stopped.lines().toString())
        .contains("rerate: interrupted. Nothing was left half written; run the command again")
        .doesNotContain("defect", "Exception");
    Cli cli = new Cli(warehouse, settings);
    kill(warehouse, RETRY, random);
    assertThat(run(cli, feeds.both())).isEqualTo(3);
    kill(warehouse, VALUE, random);
    kill(warehouse, MAINTAIN, random);
    finish(cli);
    assertAsUndisturbed(cli);
    // The stopped run may have been quick enough to log its end, and so may the short ones.
    assertThat(tables(cli, line -> line.matches("runs found dead,[1-6],0"))).hasSize(1);
  }

  /** {@code kill -9}, up to two seconds after the command has logged that it runs. */
  private static void kill(Path warehouse, List<String> command, Random random)
      throws IOException, InterruptedException {
    int later = random.nextInt(2000);
    RealCommand killed =
        RealCommand.start(warehouse, settings, command).awaitRun(warehouse).pause(later);
    int status = killed.kill();
    System.out.println(
        "kill -9 of " + command.get(0) + ", running for " + later + " ms: status " + status);
    assertThat(status).as(killed.lines().toString()).isIn(137, 0, 3);
  }

  /** Each command is killed as soon as it tells its first line, its second, and so on. */
  @Tag("slow")
  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void killedAfterEachLineThatItTells(List<String> command)
      throws IOException, InterruptedException {
    Path before = folder.resolve("before-" + command.get(0));
    Cli preparing = new Cli(before, settings);
    if (!command.equals(feeds.both())) {
      run(preparing, feeds.first());
      RealCommand.start(before, settings, feeds.second()).awaitLine("  securities: ");
    }
    for (int lines = 1; ; lines++) {
      Path warehouse = folder.resolve("lines-" + command.get(0) + "-" + lines);
      if (Files.exists(before)) {
        Folders.copy(before, warehouse);
      }
      RealCommand killed = RealCommand.start(warehouse, settings, command).awaitLines(lines);
      boolean wasAlive = killed.kill() == 137 && killed.lines().size() == lines;
      Cli cli = new Cli(warehouse, settings);
      assertThat(run(cli, command)).isIn(0, 3);
      finish(cli);
      assertAsUndisturbed(cli);
      Folders.delete(warehouse);
      if (!wasAlive) {
        return;
      }
    }
  }

  static List<List<String>> commands() {
    return List.of(feeds.both(), VALUE, RETRY, MAINTAIN);
  }

  /** A run that another came between says so, and does its work when it is run again. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void twoIngestsAndAValuationAtTheSameTime(long seed) throws IOException, InterruptedException {
    Path warehouse = folder.resolve("raced-" + seed);
    Cli cli = new Cli(warehouse, settings);
    RealCommand other = RealCommand.start(warehouse, settings, feeds.first()).awaitLines(2);
    retried(cli, feeds.first(), cli.run(feeds.first().toArray(String[]::new)), 3);
    assertThat(other.end()).as(other.lines().toString()).isIn(3, 5);

    RealCommand valuation = RealCommand.start(warehouse, settings, VALUE).awaitLines(1);
    retried(cli, feeds.second(), cli.run(feeds.second().toArray(String[]::new)), 0);
    assertThat(valuation.end()).as(valuation.lines().toString()).isIn(0, 5);

    finish(cli);
    assertThat(tables(cli, line -> true)).isEqualTo(undisturbed);
  }

  private static void retried(Cli cli, List<String> command, Cli.Ended ended, int expected) {
    if (ended.status() == 5) {
      assertThat(ended.err()).contains("at the same time. Nothing was left half written; run");
      assertThat(run(cli, command)).isEqualTo(expected);
    } else {
      assertThat(ended.status()).as(ended.err()).isEqualTo(expected);
    }
  }

  /** All pairs of the writing commands, and for each seed three of them at once. */
  @Tag("slow")
  @ParameterizedTest(name = "{0}")
  @MethodSource("together")
  void severalAtTheSameTime(List<List<String>> commands) throws Exception {
    Path warehouse = folder.resolve("together");
    Folders.delete(warehouse);
    Cli cli = new Cli(warehouse, settings);
    run(cli, feeds.first());
    List<RealCommand> running = new ArrayList<>();
    for (List<String> command : commands) {
      running.add(RealCommand.start(warehouse, settings, command));
    }
    for (int i = 0; i < commands.size(); i++) {
      int status = running.get(i).end();
      assertThat(status).as("%s: %s", commands.get(i), running.get(i).lines()).isIn(0, 3, 5);
      if (status == 5) {
        assertThat(running.get(i).lines().toString())
            .contains("Nothing was left half written; run the command again");
        assertThat(run(cli, commands.get(i))).isIn(0, 3);
      }
    }
    finish(cli);
    assertAsUndisturbed(cli);
  }

  static List<List<List<String>>> together() {
    List<List<String>> writing =
        List.of(feeds.first(), feeds.second(), VALUE, List.of("value", "--full"), RETRY, MAINTAIN);
    List<List<List<String>>> together = new ArrayList<>();
    for (int i = 0; i < writing.size(); i++) {
      for (int j = i; j < writing.size(); j++) {
        together.add(List.of(writing.get(i), writing.get(j)));
      }
    }
    for (long seed : Seeds.all()) {
      List<List<String>> three = new ArrayList<>();
      new Random(seed).ints(3, 0, writing.size()).forEach(i -> three.add(writing.get(i)));
      together.add(three);
    }
    return together;
  }
}
