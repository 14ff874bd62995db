package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a step is done is a setting, is told and kept, and changes nothing else. */
class TransportsTest {

  @TempDir Path folder;

  @Test
  void theLimitChoosesTheTransport() throws IOException {
    feed("issuers", "issuer_id,name,region", "A,A,US");
    feed("securities", "security_id,issuer_id,ticker,currency", "A.1,A,A,USD");
    feed("shares", "security_id,effective_date,shares_outstanding", "A.1,2023-12-31,100000");
    feed("prices", "security_id,trade_date,close", "A.1,2024-01-05,11", "A.1,2024-01-08,12");
    feed("baskets", "basket_id,name", "b,B");
    feed("members", "basket_id,issuer_id,subsector,valid_from", "b,A,S,2020-01-01");
    Path none = folder.resolve("none.conf");
    Files.writeString(none, Files.readString(TestSettings.file()) + "\nlocal.max_bytes = 0\n");
    Cli here = new Cli(folder.resolve("warehouse"));
    Cli bySpark = new Cli(folder.resolve("warehouse"), none);
    assertThat(here.run("ingest", folder.resolve("feed").toString()).status()).isZero();

    assertThat(here.run("value", "--bases", "LFY", "--verbose").err())
        .contains("issuers and baskets: local, ", "rolling statistics: local, ");
    List<String> caps = asked(here, "cap_usd FROM valuation.basket_valuations");
    assertThat(caps).contains("1100000.0", "1200000.0");
    assertThat(bySpark.run("value", "--bases", "LFY", "--full", "--verbose").err())
        .contains("issuers and baskets: spark, ", "rolling statistics: spark, ");
    assertThat(asked(here, "cap_usd FROM valuation.basket_valuations")).isEqualTo(caps);
    assertThat(here.run("value", "--bases", "LFY", "--full").err()).doesNotContain("local, ");

    assertThat(
            asked(
                here,
                "regexp_extract(transports, '\"issuers and baskets\":\"([a-z]+)', 1)"
                    + " FROM ops.runs WHERE command = 'value'"))
        .containsExactly("local", "local", "spark");
  }

  private void feed(String file, String... lines) throws IOException {
    Path feed = Files.createDirectories(folder.resolve("feed"));
    Files.writeString(feed.resolve(file + ".csv"), String.join("\n", lines) + "\n");
  }

  private static List<String> asked(Cli cli, String question) {
    List<String> lines = cli.run("sql", "--format", "csv", "-e", "SELECT " + question).lines();
    return lines.subList(1, lines.size()).stream().sorted().toList();
  }
}
