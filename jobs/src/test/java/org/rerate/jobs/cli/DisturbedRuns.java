package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rerate.jobs.cli.SmallFeeds.tables;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.rerate.testing.Folders;

/**
 * Commands on small feeds that are killed, stopped or come between one another, and what the tables
 * hold that nobody disturbed.
 */
final class DisturbedRuns {

  static final List<String> VALUE = List.of("value");
  static final List<String> RETRY = List.of("retry-quarantine");
  static final List<String> MAINTAIN = List.of("maintain");

  /** Before one of so many commits a command is made to wait; some make few. */
  private static final int COMMITS = 15;

  private static final int FEW_COMMITS = 5;

  private final Path folder;
  private final Installation installation;
  private final Installation watched;
  private final SmallFeeds feeds;
  private final List<List<String>> further;
  private final List<String> undisturbedLoad;
  private final List<String> undisturbed;
  private Path loaded;

  /**
   * Runs everything once, undisturbed.
   *
   * @param folder where feeds and warehouses go
   * @param further the commands after a load and its valuation
   */
  DisturbedRuns(Path folder, Installation installation, List<List<String>> further)
      throws IOException {
    this.folder = folder;
    this.installation = installation;
    this.watched = installation.watched(folder);
    this.further = further;
    feeds = SmallFeeds.write(folder.resolve("feeds"));
    Cli cli = cli(folder.resolve("undisturbed"));
    load(cli);
    undisturbedLoad = tables(cli, SmallFeeds::isTable);
    further(cli);
    undisturbed = tables(cli, line -> true);
    assertThat(undisturbed)
        .contains("runs that are open,0,0", "files whose rows do not add up,0,0")
        .contains("runs found dead,0,0");
  }

  SmallFeeds feeds() {
    return feeds;
  }

  Cli cli(Path warehouse) {
    return new Cli(warehouse, installation);
  }

  /** Loads and values everything. One file of the feeds is refused on purpose, hence 3. */
  void load(Cli cli) {
    ends(cli, feeds.both(), 3);
    ends(cli, RETRY, 0);
    ends(cli, VALUE, 0);
  }

  private void further(Cli cli) {
    further.forEach(command -> ends(cli, command, 0));
  }

  /** Runs everything to its end. */
  void finish(Cli cli) {
    load(cli);
    further(cli);
  }

  static void ends(Cli cli, List<String> command, Integer... statuses) {
    Cli.Ended ended = cli.run(command.toArray(String[]::new));
    assertThat(ended.status()).as("%s: %s", command, ended.err()).isIn((Object[]) statuses);
  }

  /** After {@link #load}, before the further commands. */
  void assertLoadedAsUndisturbed(Cli cli) {
    assertThat(tables(cli, SmallFeeds::isTable)).isEqualTo(undisturbedLoad);
  }

  void assertAsUndisturbed(Cli cli) {
    assertThat(tables(cli, SmallFeeds::isTable))
        .isEqualTo(undisturbed.stream().filter(SmallFeeds::isTable).toList());
    System.out.println("as undisturbed");
  }

  /** Derives everything that is stored once more. */
  static void assertSound(Cli cli) {
    ends(cli, List.of("check"), 0);
    System.out.println("sound");
  }

  /** Those that were killed may have been quick enough to log their end. */
  static void assertFoundDead(Cli cli, int most) {
    assertThat(tables(cli, line -> line.matches("runs found dead,[0-" + most + "],0"))).hasSize(1);
  }

  RealCommand start(Path warehouse, List<String> command) throws IOException {
    return RealCommand.start(warehouse, installation, command, Map.of());
  }

  /** Runs a command to its end; {@code copies} gets what it leaves if killed before each commit. */
  void copying(Path warehouse, List<String> command, Path copies)
      throws IOException, InterruptedException {
    RealCommand whole =
        RealCommand.start(warehouse, watched, command, WatchedLogStore.copying(copies));
    assertThat(whole.end()).as(whole.lines().toString()).isIn(0, 3);
  }

  /** {@code kill -9}, up to two seconds after the command has logged that it runs. */
  void kill(Path warehouse, List<String> command, Random random)
      throws IOException, InterruptedException {
    int later = random.nextInt(2000);
    RealCommand killed = start(warehouse, command).awaitRun(warehouse).pause(later);
    int status = killed.kill();
    System.out.println(
        "kill -9 of " + command.get(0) + ", running for " + later + " ms: status " + status);
    assertThat(status).as(killed.lines().toString()).isIn(137, 0, 3);
  }

  /** What Ctrl-C does, once a load has told one of its first lines. */
  void stop(Path warehouse, Random random) throws IOException, InterruptedException {
    RealCommand stopped = start(warehouse, feeds.both()).awaitLines(1 + random.nextInt(9));
    assertThat(stopped.stop()).as(stopped.lines().toString()).isEqualTo(143);
    assertThat(stopped.lines().toString())
        .contains("rerate: interrupted. Nothing was left half written; run the command again")
        .doesNotContain("defect", "Exception");
  }

  /**
   * The first command waits before a commit while the others run from beginning to end. Whoever is
   * disturbed by that says so, and does its work when it is run again.
   */
  Cli interleaved(List<List<String>> commands, Random random)
      throws IOException, InterruptedException {
    Path warehouse = folder.resolve("together");
    Folders.delete(warehouse);
    Folders.copy(loaded(), warehouse);
    Path gate = folder.resolve("gate");
    Folders.delete(gate);
    boolean makesFew = commands.get(0).equals(VALUE) || commands.get(0).equals(RETRY);
    int commit = 1 + random.nextInt(makesFew ? FEW_COMMITS : COMMITS);
    RealCommand first =
        RealCommand.start(
            warehouse, watched, commands.get(0), WatchedLogStore.waiting(gate, commit));
    while (first.isAlive() && !WatchedLogStore.isReached(gate)) {
      Thread.sleep(10);
    }
    System.out.println(
        "before commit " + commit + (first.isAlive() ? "" : ", not reached") + ": " + commands);
    Cli cli = cli(warehouse);
    for (List<String> command : commands.subList(1, commands.size())) {
      Cli.Ended other = cli.run(command.toArray(String[]::new));
      again(cli, command, other.status(), other.err());
    }
    WatchedLogStore.open(gate);
    again(cli, commands.get(0), first.end(), first.lines().toString());
    finish(cli);
    assertAsUndisturbed(cli);
    return cli;
  }

  /** Runs a command once more if it was disturbed. */
  static void again(Cli cli, List<String> command, int status, String told) {
    assertThat(status).as("%s: %s", command, told).isIn(0, 3, 5);
    if (status == 5) {
      assertThat(told).contains("Nothing was left half written; run the command again");
      ends(cli, command, 0, 3);
    }
  }

  /** A warehouse in which the first feed is loaded and valued. */
  Path loaded() {
    if (loaded == null) {
      loaded = folder.resolve("loaded");
      ends(cli(loaded), feeds.first(), 3);
      ends(cli(loaded), VALUE, 0);
    }
    return loaded;
  }

  /** A warehouse in which one was killed that loaded the second feed. */
  Path halfLoaded(Path warehouse) throws IOException, InterruptedException {
    ends(cli(warehouse), feeds.first(), 3);
    RealCommand second = start(warehouse, feeds.second());
    second.awaitLine("  securities: ");
    second.kill();
    return warehouse;
  }
}
