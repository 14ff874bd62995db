package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.testing.SharedData;

/** A look before a load. */
class DryRunTest {

  @TempDir Path folder;
  private Cli cli;

  @BeforeEach
  void open() {
    cli = new Cli(folder.resolve("warehouse"));
  }

  private static String vendor(String name) {
    return SharedData.repository()
        .resolve("common/suite/src/test/resources/vendors/" + name)
        .toString();
  }

  @Test
  void rowsBadRowsAndCountsArePrintedAndNothingIsWritten() throws IOException {
    Path settings =
        Files.writeString(
            folder.resolve("strict.conf"),
            Files.readString(TestSettings.file()) + "\ningest.min_quarantined_rows = 0\n");
    Cli.Ended ended =
        new Cli(folder.resolve("warehouse"), settings)
            .run("ingest", vendor("stooq-daily"), "--source", "stooq-daily", "--dry-run");
    assertThat(ended.out())
        .contains(
            "prices, the first rows that would be stored:",
            "aapl_us_d.csv  2            AAPL         2024-01-02  185.0  186.5  187.8  183.3",
            "prices, what would be quarantined:",
            "BAD_NUMBER     1  aapl_us_d.csv line 4, column low, value 'x': not a number",
            "2024-01-04,181.5,182.5,x,181.3,71983570",
            "withheld: more bad rows than ingest.max_quarantine_fraction and"
                + " ingest.min_quarantined_rows allow, first BAD_NUMBER: aapl_us_d.csv line 4",
            "Dry run: nothing was written.");
    assertThat(ended.status()).isEqualTo(3);
    assertThat(folder.resolve("warehouse")).doesNotExist();
  }

  @Test
  void samplesAreOneRelationInCsv() {
    Cli.Ended ended =
        cli.run(
            "ingest",
            vendor("tushare-daily"),
            "--source",
            "tushare-daily",
            "--dry-run",
            "--format",
            "csv");
    assertThat(ended.status()).isZero();
    assertThat(ended.lines().get(0))
        .isEqualTo("feed,file,rule,source_file,source_line,message,record,columns,cells");
    assertThat(ended.lines()).hasSize(7);
    assertThat(ended.lines().get(6))
        .contains("prices,,daily/20240102.csv,3,", "9.21", "1.15836645E8");
  }

  @Test
  void aStoredFeedWouldBeUnchangedAndTheLedgerStaysAsItIs() throws IOException {
    Path feed = Files.createDirectories(folder.resolve("feed"));
    Files.writeString(feed.resolve("issuers.csv"), "issuer_id,name,region\nA,A,US\n");
    assertThat(cli.run("ingest", feed.toString()).status()).isZero();
    Cli.Ended ended = cli.run("ingest", feed.toString(), "--dry-run");
    assertThat(ended.status()).isZero();
    assertThat(ended.out()).doesNotContain("first rows").containsPattern("issuers +1 +0 +1 +0 +0");
    assertThat(cli.run("sql", "-e", "SELECT count(*) n FROM ops.runs", "--format", "csv").out())
        .isEqualTo("n\r\n1\r\n");
  }
}
