package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.testing.Folders;

/**
 * Years in stretches give what one valuation gives: also when the process is killed in between, and
 * on a cluster. Other modes are tried by {@link SparkJarTest}, a worker that dies by {@code
 * benchmarks/run cluster}.
 */
class StretchesTest {

  private static final List<String> TABLES =
      List.of("issuer_caps", "issuer_earnings", "basket_valuations", "rolling");

  @TempDir static Path folder;
  private static Path loaded;
  private static Path feed;
  private static Cli whole;

  @BeforeAll
  static void valueTheWhole() throws IOException {
    feed = folder.resolve("feed");
    loaded = folder.resolve("loaded");
    String made = feed.toString();
    String small = "--securities 12 --years 3 --baskets 1 --feed-format csv --out ";
    done(new Cli(loaded), ("generate " + small + made).split(" "));
    assertThat(done(new Cli(loaded), "ingest", made).err())
        .contains("prices: ")
        .doesNotContainPattern("[1-9][0-9]* quarantined");
    whole = new Cli(copy("whole"));
    done(whole, "value", "--bases", "NTM");
  }

  private static Path copy(String name) throws IOException {
    return Folders.copy(loaded, folder.resolve(name));
  }

  private static Cli.Ended done(Cli cli, String... arguments) {
    Cli.Ended ended = cli.run(arguments);
    assertThat(ended.status()).as(ended.err()).isZero();
    return ended;
  }

  @Test
  void stretchesGiveTheWholeAlsoAfterAKill() throws IOException, InterruptedException {
    Path warehouse = copy("chunked");
    Cli chunked = new Cli(warehouse);
    Cli.Ended plan = done(chunked, "backfill", "--bases", "NTM", "--dry-run");
    assertThat(plan.err()).contains("in 3 chunks:", "2023-01-02 to 2023-12-29, ");

    RealCommand killed =
        RealCommand.start(warehouse, TestSettings.file(), List.of("backfill", "--bases", "NTM"));
    assertThat(killed.awaitLine("Backfill: chunk 1 of 3 done")).as("%s", killed.lines()).isTrue();
    assertThat(killed.kill()).isEqualTo(137);

    Cli.Ended resumed = done(chunked, "backfill", "--bases", "NTM", "--resume");
    assertThat(resumed.err())
        .contains("nothing changed since the last run")
        .contains("Backfill: chunk 3 of 3 done, to 2025-12-31, 100 %");
    assertSameTables(chunked);
    assertThat(done(chunked, "backfill", "--bases", "NTM", "--resume", "--dry-run").err())
        .contains("2025-12-31, ")
        .contains("stored already");
    assertThat(done(chunked, "value", "--bases", "NTM").err())
        .contains("value: nothing changed since the last run, its stored results stand");
  }

  @Test
  void aClusterGivesWhatALocalRunGives() throws IOException, InterruptedException {
    Path warehouse = copy("there");
    try (Standalone cluster = Standalone.ofClassPath(folder.resolve("spark"))) {
      int status =
          cluster.submit("value", "--bases", "NTM", "--warehouse", warehouse.toUri().toString());
      assertThat(status).as(cluster.said()).isZero();
      assertThat(cluster.said()).contains("Valuing ");
    }
    assertSameTables(new Cli(warehouse));
  }

  private static void assertSameTables(Cli cli) {
    for (String table : TABLES) {
      assertThat(rows(cli, table)).as(table).isEqualTo(rows(whole, table));
    }
  }

  private static Set<String> rows(Cli cli, String table) {
    String all = "SELECT * EXCEPT (run_id) FROM valuation." + table;
    Cli.Ended answer = done(cli, "sql", "--format", "csv", "-e", all);
    assertThat(answer.lines()).hasSizeGreaterThan(100);
    return new TreeSet<>(answer.lines());
  }

  @Test
  void wrongChunksAndPartsAreRefused() {
    assertThat(whole.run("backfill", "--chunk", "decade"))
        .satisfies(ended -> assertThat(ended.status()).isEqualTo(2))
        .satisfies(ended -> assertThat(ended.err()).contains("--chunk: unknown chunk 'decade'"));
    String out = folder.resolve("x").toString();
    assertThat(whole.run("generate", "--out", out, "--part", "3/2").err())
        .contains("--part 3/2 is no part. The first of ten is 1/10");
    assertThat(whole.run("generate", "--out", out, "--years", "0").err())
        .contains("--years 0 is out of range. Give a number from 1 to 60");
  }
}
