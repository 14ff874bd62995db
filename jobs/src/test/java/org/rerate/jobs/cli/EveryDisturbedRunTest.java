package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rerate.jobs.cli.DisturbedRuns.MAINTAIN;
import static org.rerate.jobs.cli.DisturbedRuns.RETRY;
import static org.rerate.jobs.cli.DisturbedRuns.VALUE;
import static org.rerate.jobs.cli.DisturbedRuns.assertSound;
import static org.rerate.jobs.cli.DisturbedRuns.ends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rerate.testing.Folders;
import org.rerate.testing.Seeds;

/**
 * All that {@link DisturbedRunsTest} samples, with reports, and with tables that are compacted.
 * {@code benchmarks/run kills} kills thirty times.
 */
@Tag("slow")
class EveryDisturbedRunTest {

  @TempDir static Path folder;

  private static List<String> report;
  private static DisturbedRuns runs;

  @BeforeAll
  static void runUndisturbed() throws IOException {
    report = List.of("report", "small", "--out", folder.resolve("reports").toString());
    runs = new DisturbedRuns(folder, Installation.small(folder), List.of(report, MAINTAIN));
  }

  static List<Long> seeds() {
    return Seeds.all();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void killedInEveryCommandAndStoppedOnce(long seed) throws IOException, InterruptedException {
    Random random = new Random(seed);
    Path warehouse = folder.resolve("killed-" + seed);
    List<String> load = runs.feeds().both();
    runs.kill(warehouse, load, random);
    runs.kill(warehouse, load, random);
    runs.stop(warehouse, random);
    Cli cli = runs.cli(warehouse);
    runs.kill(warehouse, RETRY, random);
    ends(cli, load, 3);
    runs.kill(warehouse, VALUE, random);
    runs.kill(warehouse, report, random);
    runs.kill(warehouse, MAINTAIN, random);
    runs.finish(cli);
    runs.assertAsUndisturbed(cli);
    assertSound(cli);
    DisturbedRuns.assertFoundDead(cli, 7);
  }

  /** What each command leaves that is killed before its first commit, its second, and so on. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void killedBeforeEachCommit(List<String> command) throws IOException, InterruptedException {
    Path copies = folder.resolve("copies-" + command.get(0));
    runs.copying(begun(command), command, copies);
    boolean isOfLoads = !command.equals(report) && !command.equals(MAINTAIN);
    List<String> wrong = new ArrayList<>();
    for (Path copy : sorted(copies)) {
      try {
        Cli cli = runs.cli(copy);
        ends(cli, command, 0, 3);
        if (isOfLoads) {
          runs.load(cli);
          runs.assertLoadedAsUndisturbed(cli);
        } else {
          runs.assertAsUndisturbed(cli);
        }
        assertSound(cli);
        System.out.println(command.get(0) + " killed before " + copy.getFileName() + ": mended");
        Folders.delete(copy);
      } catch (AssertionError e) {
        System.out.println(command.get(0) + " killed before " + copy.getFileName() + ": " + e);
        wrong.add(copy.getFileName() + ": " + e.getMessage());
      }
    }
    assertThat(wrong).isEmpty();
  }

  static List<List<String>> commands() {
    return List.of(runs.feeds().both(), RETRY, VALUE, report, MAINTAIN);
  }

  /** A warehouse in which the command has something to do, and nothing is left but that. */
  private static Path begun(List<String> command) throws IOException, InterruptedException {
    Path warehouse = folder.resolve("begun-" + command.get(0));
    if (command.equals(RETRY) || command.equals(VALUE)) {
      return runs.halfLoaded(warehouse);
    }
    if (command.equals(report) || command.equals(MAINTAIN)) {
      runs.load(runs.cli(warehouse));
    }
    if (command.equals(MAINTAIN)) {
      ends(runs.cli(warehouse), report, 0);
    }
    return warehouse;
  }

  private static List<Path> sorted(Path copies) throws IOException {
    try (Stream<Path> all = Files.list(copies)) {
      return all.sorted().toList();
    }
  }

  /** All pairs of the writing commands, and three of them. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void othersAtACommitOfEach(long seed) throws IOException, InterruptedException {
    Random random = new Random(seed);
    List<String> wrong = new ArrayList<>();
    List<List<List<String>>> all = new ArrayList<>(pairs(random));
    all.add(any(3, random));
    for (List<List<String>> commands : all) {
      try {
        assertSound(runs.interleaved(commands, random));
        System.out.println("at a commit of each other: " + commands + ": sound");
      } catch (AssertionError e) {
        System.out.println("at a commit of each other: " + commands + ": " + e);
        wrong.add(commands + ": " + e.getMessage());
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Processes that start at the same moment; what meets in them is left to chance. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void threeAtTheSameTime(long seed) throws IOException, InterruptedException {
    List<List<String>> commands = any(3, new Random(seed));
    Path warehouse = Folders.copy(runs.loaded(), folder.resolve("three-" + seed));
    List<RealCommand> running = new ArrayList<>();
    for (List<String> command : commands) {
      running.add(runs.start(warehouse, command));
    }
    List<Integer> statuses = new ArrayList<>();
    for (RealCommand command : running) {
      statuses.add(command.end());
    }
    System.out.println("at the same time: " + commands + ", ended with " + statuses);
    Cli cli = runs.cli(warehouse);
    for (int i = 0; i < commands.size(); i++) {
      DisturbedRuns.again(cli, commands.get(i), statuses.get(i), running.get(i).lines().toString());
    }
    runs.finish(cli);
    runs.assertAsUndisturbed(cli);
    assertSound(cli);
  }

  private static List<List<String>> writing() {
    return List.of(
        runs.feeds().first(),
        runs.feeds().second(),
        VALUE,
        List.of("value", "--full"),
        RETRY,
        MAINTAIN,
        report);
  }

  /** Each command with each, itself too; which of them waits is left to chance. */
  private static List<List<List<String>>> pairs(Random random) {
    List<List<String>> writing = writing();
    List<List<List<String>>> pairs = new ArrayList<>();
    for (int i = 0; i < writing.size(); i++) {
      for (int j = i; j < writing.size(); j++) {
        List<String> one = writing.get(i);
        List<String> other = writing.get(j);
        pairs.add(random.nextBoolean() ? List.of(one, other) : List.of(other, one));
      }
    }
    return pairs;
  }

  private static List<List<String>> any(int count, Random random) {
    List<List<String>> some = new ArrayList<>();
    random.ints(count, 0, writing().size()).forEach(i -> some.add(writing().get(i)));
    return some;
  }
}
