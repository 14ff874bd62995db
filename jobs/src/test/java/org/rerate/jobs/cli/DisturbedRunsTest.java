package org.rerate.jobs.cli;

import static org.rerate.jobs.cli.DisturbedRuns.MAINTAIN;
import static org.rerate.jobs.cli.DisturbedRuns.RETRY;
import static org.rerate.jobs.cli.DisturbedRuns.VALUE;
import static org.rerate.jobs.cli.DisturbedRuns.ends;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rerate.testing.Seeds;

/**
 * Runs that are killed, stopped or raced, and then run again, leave the same tables as undisturbed
 * ones: not a row lost, none doubled. A sample by chance of what {@link EveryDisturbedRunTest}
 * does.
 */
class DisturbedRunsTest {

  @TempDir static Path folder;

  private static DisturbedRuns runs;

  @BeforeAll
  static void runUndisturbed() throws IOException {
    Installation installation = Installation.with(SmallFeeds.settings(folder));
    runs = new DisturbedRuns(folder, installation, List.of(MAINTAIN));
  }

  static List<Long> seeds() {
    return Seeds.all();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void killedInALoadThenStoppedOrKilledInAnother(long seed)
      throws IOException, InterruptedException {
    Random random = new Random(seed);
    Path warehouse = folder.resolve("killed-" + seed);
    List<String> load = runs.feeds().both();
    runs.kill(warehouse, load, random);
    Cli cli = runs.cli(warehouse);
    List<List<String>> later = List.of(load, RETRY, VALUE, MAINTAIN);
    List<String> command = later.get(random.nextInt(later.size()));
    if (command.equals(load)) {
      runs.stop(warehouse, random);
    } else {
      if (!command.equals(RETRY)) {
        ends(cli, load, 3);
      }
      runs.kill(warehouse, command, random);
    }
    runs.finish(cli);
    runs.assertAsUndisturbed(cli);
    DisturbedRuns.assertFoundDead(cli, 2);
  }

  @Tag("slow")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aSecondCommandAtACommitOfAFirst(long seed) throws IOException, InterruptedException {
    Random random = new Random(seed);
    List<List<String>> commands =
        List.of(runs.feeds().first(), runs.feeds().second(), VALUE, RETRY);
    runs.interleaved(
        List.of(
            commands.get(random.nextInt(commands.size())),
            commands.get(random.nextInt(commands.size()))),
        random);
  }
}
