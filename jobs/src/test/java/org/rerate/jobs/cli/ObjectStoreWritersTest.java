package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes that write to one warehouse on S3 at once: with Delta's own log store, with which
 * one of them is refused, and with ours, with which both write.
 */
@Tag("slow")
class ObjectStoreWritersTest {

  private static final int ROUNDS = Integer.getInteger("rerate.seeds", 3);

  private static final int WRITERS = 2;

  /** Closes of a feed that are stored; one more is not. */
  private static final int DAYS = 20;

  private static final String QUESTION =
      """
      SELECT (SELECT count(*) FROM market.prices),
        (SELECT count(DISTINCT security_id, trade_date) FROM market.prices),
        (SELECT count(DISTINCT security_id) FROM market.securities),
        (SELECT count(*) FROM raw.quarantine),
        (SELECT count(*) FROM ops.run_files
          WHERE read <> accepted + unchanged + quarantined + withheld),
        (SELECT count(*) FROM ops.runs WHERE status = 'RUNNING')
      """;

  @TempDir static Path folder;
  private static ObjectStore store;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    store = new ObjectStore(folder);
  }

  @AfterAll
  static void stop() {
    if (store != null) {
      store.close();
    }
  }

  @Test
  void theSecondIsRefusedWithDeltasOwnLogStore() throws IOException, InterruptedException {
    race(
        "s3a://desk/one",
        store.settings(folder.resolve("one.conf"), SmallFeeds.settings(folder)),
        "which lets only one write at a time");
  }

  @Test
  void bothWriteWithCommitsOnCondition() throws IOException, InterruptedException {
    Path settings = store.settings(folder.resolve("both.conf"), SmallFeeds.settings(folder));
    Files.writeString(
        settings,
        Files.readString(settings)
            + "spark.\"delta.logStore.s3a.impl\" ="
            + " org.rerate.engine.delta.ConditionalLogStore\n");
    race("s3a://desk/both", settings, "at the same time");
    // Each version but those that replace a file, as _last_checkpoint, and each that came too late.
    List<String> commits =
        store.requests().stream()
            .filter(line -> line.matches("PUT /desk/both/.*/_delta_log/\\d{20}\\.json .*"))
            .toList();
    assertThat(commits).isNotEmpty().allMatch(line -> line.endsWith(" *"));
    System.out.println(
        commits.size()
            + " commits on condition, refused: "
            + commits.stream().filter(line -> line.endsWith(" 412 *")).count());
  }

  /** Lets two load feeds of their own, and what was refused again, until all is loaded. */
  private static void race(String warehouse, Path settings, String refusal)
      throws IOException, InterruptedException {
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<List<String>> commands = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        commands.add(
            List.of(
                "ingest",
                feed(Path.of(warehouse).getFileName() + "-" + round + "-" + writer).toString()));
      }
      for (int attempt = 0; !commands.isEmpty(); attempt++) {
        assertThat(attempt).as("refused beside nobody").isLessThanOrEqualTo(WRITERS);
        List<List<String>> again = new ArrayList<>();
        List<Cli.Ended> ended = together(commands, warehouse, settings, attempt == 0);
        for (int i = 0; i < ended.size(); i++) {
          if (ended.get(i).status() != 0) {
            assertThat(ended.get(i).status()).as(ended.get(i).err()).isEqualTo(5);
            assertThat(ended.get(i).err()).contains(refusal);
            again.add(commands.get(i));
          }
        }
        refused += again.size();
        commands = again;
      }
      System.out.println(warehouse + ": round " + round + ", refused so far: " + refused);
      assertHoldsAll(warehouse, settings, WRITERS * (round + 1));
    }
    Cli.Ended checked = run(List.of("check"), warehouse, settings);
    assertThat(checked.status()).as(checked.err()).isZero();
  }

  private static List<Cli.Ended> together(
      List<List<String>> commands, String warehouse, Path settings, boolean atOnce)
      throws IOException, InterruptedException {
    List<ObjectStore.Begun> begun = new ArrayList<>();
    List<Cli.Ended> ended = new ArrayList<>();
    for (List<String> command : commands) {
      begun.add(store.begin(folder, Main.class.getName(), at(command, warehouse, settings)));
      if (!atOnce) {
        ended.add(begun.get(begun.size() - 1).end());
      }
    }
    if (atOnce) {
      for (ObjectStore.Begun one : begun) {
        ended.add(one.end());
      }
    }
    return ended;
  }

  private static void assertHoldsAll(String warehouse, Path settings, int feeds)
      throws IOException, InterruptedException {
    Cli.Ended asked = run(List.of("sql", "--format", "csv", "-e", QUESTION), warehouse, settings);
    assertThat(asked.status()).as(asked.err()).isZero();
    int prices = feeds * DAYS;
    List<String> lines = asked.lines();
    assertThat(lines.get(lines.size() - 1))
        .isEqualTo("%d,%d,%d,%d,0,0".formatted(prices, prices, feeds, feeds));
  }

  private static Cli.Ended run(List<String> command, String warehouse, Path settings)
      throws IOException, InterruptedException {
    return store.run(folder, Main.class.getName(), at(command, warehouse, settings));
  }

  private static List<String> at(List<String> command, String warehouse, Path settings) {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of("--warehouse", warehouse, "--conf", settings.toString()));
    return line;
  }

  /** A line of its own with its closes, of which one is bad. */
  private static Path feed(String name) throws IOException {
    Path feed = Files.createDirectories(folder.resolve(name));
    StringBuilder prices = new StringBuilder("security_id,trade_date,close\n");
    IntStream.rangeClosed(1, DAYS)
        .forEach(day -> prices.append(String.format("%s,2026-01-%02d,%d%n", name, day, day)));
    prices.append(name).append(",2026-01-40,1\n");
    Map<String, String> files =
        Map.of(
            "issuers.csv", "issuer_id,name,region\n" + name + ",A,US\n",
            "securities.csv",
                "security_id,issuer_id,ticker,currency\n"
                    + String.format("%s,%s,%s,USD%n", name, name, name),
            "prices.csv", prices.toString());
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(feed.resolve(file.getKey()), file.getValue());
    }
    return feed;
  }
}
