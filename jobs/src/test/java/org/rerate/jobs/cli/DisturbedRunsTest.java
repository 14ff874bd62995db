package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.testing.SharedData;

/**
 * Runs that are killed, stopped or raced, and then run again, leave the same tables as undisturbed
 * ones: not a row lost, none doubled. {@code benchmarks/run kills} does it thirty times.
 */
class DisturbedRunsTest {

  @TempDir static Path folder;

  /** The relations of {@code tables.sql} that these feeds fill, and what must hold in any. */
  private static final Pattern WATCHED =
      Pattern.compile("market\\.(securities|prices|shares)'|quarantine|caps'|'files|'runs");

  private static Path settings;
  private static List<String> ingest;
  private static List<String> undisturbed;

  private final Random random = new Random(System.nanoTime());

  @BeforeAll
  static void runUndisturbed() throws IOException {
    Path feeds = folder.resolve("feeds");
    settings = folder.resolve("test.conf");
    Files.writeString(
        settings,
        Files.readString(TestSettings.file()) + "\ningest.max_quarantine_fraction = 0.6\n");
    writeFeeds(feeds);
    ingest =
        List.of("ingest", feeds.resolve("first").toString(), feeds.resolve("second").toString());
    Cli cli = new Cli(folder.resolve("undisturbed"), settings);
    finish(cli);
    undisturbed = tables(cli, line -> true);
    assertThat(undisturbed)
        .contains("runs that are open,0,0", "files whose rows do not add up,0,0")
        .contains("runs found dead,0,0");
  }

  /** Bad rows, rows that name a line which only the second feed brings, a correction, a refusal. */
  private static void writeFeeds(Path feeds) throws IOException {
    Path first = Files.createDirectories(feeds.resolve("first"));
    Path second = Files.createDirectories(feeds.resolve("second"));
    Files.writeString(first.resolve("issuers.csv"), "issuer_id,name,region\nA,A,US\nN,N,US\n");
    String securities = "security_id,issuer_id,ticker,currency\n";
    Files.writeString(first.resolve("securities.csv"), securities + "A.1,A,A,USD\nX.1,A,X,XXX9\n");
    StringBuilder prices = new StringBuilder("security_id,trade_date,close,known_at\n");
    for (int day = 1; day <= 28; day++) {
      prices.append(String.format("A.1,2026-01-%02d,%d,%n", day, 10 + day));
    }
    prices.append("A.1,2026-01-40,10,\nN.1,2026-01-05,5,\nN.1,2026-01-06,6,\n");
    Files.writeString(first.resolve("prices.csv"), prices);
    Files.writeString(
        first.resolve("shares.csv"),
        "security_id,effective_date,shares_outstanding\nA.1,2026-01-01,100\n");
    Files.writeString(first.resolve("fx.csv"), "currency\nEUR\n");
    Files.writeString(second.resolve("securities.csv"), securities + "N.1,N,N,USD\nA.1,A,A,USD\n");
    Files.writeString(
        second.resolve("prices.csv"),
        """
        security_id,trade_date,close,known_at
        A.1,2026-01-05,99,2026-02-01T00:00:00Z
        N.1,2026-01-07,7,
        """);
  }

  /** One file of the feeds is refused on purpose, hence 3. */
  private static void finish(Cli cli) {
    assertThat(run(cli, ingest)).isEqualTo(3);
    assertThat(run(cli, List.of("value"))).isZero();
  }

  private static int run(Cli cli, List<String> command) {
    return cli.run(command.toArray(String[]::new)).status();
  }

  private static List<String> tables(Cli cli, Predicate<String> which) {
    Cli.Ended asked = cli.run("sql", "--format", "csv", "-e", question());
    assertThat(asked.status()).as(asked.err()).isZero();
    return asked.lines().stream().filter(which).sorted().toList();
  }

  private static String question() {
    try {
      Path all = SharedData.repository().resolve("benchmarks/kills/tables.sql");
      return Arrays.stream(Files.readString(all).split("UNION ALL"))
          .filter(relation -> WATCHED.matcher(relation).find())
          .collect(Collectors.joining("UNION ALL"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isTable(String line) {
    return !line.startsWith("runs found dead");
  }

  @Test
  void killedThreeTimesAndStoppedOnce() throws IOException, InterruptedException {
    Path warehouse = folder.resolve("killed");
    kill(warehouse, ingest, 1 + random.nextInt(9));
    kill(warehouse, ingest, 1 + random.nextInt(9));
    RealCommand stopped =
        RealCommand.start(warehouse, settings, ingest).awaitLines(1 + random.nextInt(9));
    assertThat(stopped.stop()).as(stopped.lines().toString()).isEqualTo(143);
    assertThat(stopped.lines().toString())
        .contains("rerate: interrupted. Nothing was left half written; run the command again")
        .doesNotContain("defect", "Exception");
    Cli cli = new Cli(warehouse, settings);
    assertThat(run(cli, ingest)).isEqualTo(3);
    kill(warehouse, List.of("value"), 1 + random.nextInt(3));
    finish(cli);
    assertThat(tables(cli, DisturbedRunsTest::isTable))
        .isEqualTo(undisturbed.stream().filter(DisturbedRunsTest::isTable).toList());
    // The stopped run may have been quick enough to log its end.
    assertThat(tables(cli, line -> line.matches("runs found dead,[34],0"))).hasSize(1);
  }

  private void kill(Path warehouse, List<String> command, int afterLines)
      throws IOException, InterruptedException {
    RealCommand killed = RealCommand.start(warehouse, settings, command).awaitLines(afterLines);
    int more = random.nextInt(500);
    Thread.sleep(more);
    System.out.println(
        "kill -9 of " + command.get(0) + " after " + afterLines + " lines, " + more + " ms");
    assertThat(killed.kill()).isEqualTo(137);
  }

  @Test
  void twoIngestsAndAValuationAtTheSameTime() throws IOException, InterruptedException {
    Path warehouse = folder.resolve("raced");
    Cli cli = new Cli(warehouse, settings);
    List<String> first = ingest.subList(0, 2);
    RealCommand other = RealCommand.start(warehouse, settings, first).awaitLines(2);
    retried(cli, first, cli.run(first.toArray(String[]::new)), 3);
    assertThat(other.end()).as(other.lines().toString()).isIn(3, 5);

    RealCommand valuation = RealCommand.start(warehouse, settings, List.of("value")).awaitLines(1);
    List<String> second = List.of("ingest", ingest.get(2));
    retried(cli, second, cli.run(second.toArray(String[]::new)), 0);
    assertThat(valuation.end()).as(valuation.lines().toString()).isIn(0, 5);

    finish(cli);
    assertThat(tables(cli, line -> true)).isEqualTo(undisturbed);
  }

  /** A run that another came between says so, and does its work when it is run again. */
  private static void retried(Cli cli, List<String> command, Cli.Ended ended, int expected) {
    if (ended.status() == 5) {
      assertThat(ended.err()).contains("at the same time. Nothing was left half written; run");
      assertThat(run(cli, command)).isEqualTo(expected);
    } else {
      assertThat(ended.status()).as(ended.err()).isEqualTo(expected);
    }
  }
}
