package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Places and files that are not what a command expects, through the command line. What lies below a
 * regular file can be written by nobody, root included.
 */
class OddPlacesTest {

  @TempDir Path folder;
  private Path nowhere;
  private Cli cli;

  @BeforeEach
  void open() throws IOException {
    nowhere = Files.writeString(folder.resolve("file"), "no folder").resolve("below");
    cli = new Cli(folder.resolve("warehouse"));
  }

  private static void assertUnwritable(Cli.Ended ended, Path place) {
    assertThat(ended.err())
        .contains("rerate: cannot ", place.toString(), ": check its permissions, its disk")
        .doesNotContain("defect", "\tat ");
    assertThat(ended.status()).isEqualTo(5);
    assertThat(ended.out()).isEmpty();
  }

  private Path feed() throws IOException {
    Path feed = folder.resolve("feed");
    OddFeed.write(feed);
    return feed;
  }

  @Test
  void aWarehouseThatCannotBeMade() throws IOException {
    assertUnwritable(new Cli(nowhere).run("ingest", feed().toString()), nowhere);
  }

  @Test
  void tablesThatCannotBeMade() throws IOException {
    Files.createDirectories(folder.resolve("warehouse"));
    Path tables = Files.writeString(folder.resolve("warehouse/market"), "no folder");
    assertUnwritable(cli.run("ingest", feed().toString()), tables);
  }

  @Test
  void aLedgerThatCannotBeMade() throws IOException {
    Files.createDirectories(folder.resolve("warehouse"));
    Path ledger = Files.writeString(folder.resolve("warehouse/ops"), "no folder");
    assertUnwritable(cli.run("ingest", feed().toString()), ledger);
  }

  @Test
  void aFolderForAReportOrAFeed() {
    assertUnwritable(cli.run("report", "us-vs-china", "--out", nowhere.toString()), nowhere);
    assertUnwritable(
        cli.run("generate", "--securities", "5", "--out", nowhere.resolve("feed").toString()),
        nowhere);
  }

  @Test
  void aTemporaryFolder() throws IOException {
    Path conf =
        Files.writeString(
            folder.resolve("x.conf"),
            Files.readString(TestSettings.file())
                + "spark { \"local.dir\" = \""
                + nowhere
                + "\" }");
    Cli.Ended ended = new Cli(folder.resolve("warehouse"), conf).run("ingest", feed().toString());
    assertUnwritable(ended, nowhere);
    assertThat(ended.err()).contains("cannot write to the temporary folder ");
  }

  @Test
  @Timeout(300)
  void filesThatAreNoneAreRefusedAndTheOthersLoad() throws Exception {
    Path feed = feed();
    Files.delete(feed.resolve("prices.csv"));
    Process made = new ProcessBuilder("mkfifo", feed.resolve("prices.csv").toString()).start();
    assertThat(made.waitFor()).isZero();
    Files.delete(feed.resolve("fx.csv"));
    Files.createDirectories(feed.resolve("fx.csv"));
    Files.createDirectories(feed.resolve("flows"));
    Files.writeString(feed.resolve("flows/2026-01-05T16:00.csv"), "channel,trade_date\n");
    Files.writeString(feed.resolve("index_levels.parquet"), "PAR1 and no more PAR1");
    Files.writeString(feed.resolve("issuers.csv"), "issuer_id,name,region\nX,\"@SUM(A1)\",US\n");
    Cli.Ended dry = cli.run("ingest", feed.toString(), "--dry-run");
    assertRefused(dry);
    assertThat(folder.resolve("warehouse")).doesNotExist();
    assertRefused(cli.run("ingest", feed.toString(), "--format", "csv"));
    Cli.Ended asked =
        cli.run(
            "sql",
            "--format",
            "csv",
            "-e",
            "SELECT name, -1.5D AS loss, '-x' AS `=1+1`, '-2' AS id FROM market.issuers");
    assertThat(asked.out()).isEqualTo("name,loss,'=1+1,id\r\n'@SUM(A1),-1.5,'-x,-2\r\n");
  }

  private static void assertRefused(Cli.Ended ended) {
    assertThat(ended.status()).isEqualTo(3);
    assertThat(ended.out() + ended.err())
        .contains(
            "prices.csv is refused: it is no file, but a pipe, a socket or a device",
            "fx.csv is refused: it is a folder in which no part of the file lies",
            "flows/2026-01-05T16:00.csv is refused: its name has a colon",
            "index_levels.parquet is refused: it is truncated or no Parquet file")
        .doesNotContain("defect");
  }

  @Test
  void aMappingIncludesNothingAndAsksNoEnvironment() throws IOException {
    Path home = folder.resolve("home");
    Path sources = Files.createDirectories(home.resolve("conf/sources"));
    Files.writeString(sources.resolve("a.conf"), "files = x\ninclude \"/etc/hostname\"\n");
    Files.writeString(sources.resolve("b.conf"), "files = x\n\ndescription = ${PATH}\n");
    Cli cli = new Cli(folder.resolve("warehouse"), new Installation(home, TestSettings.file()));
    Cli.Ended includes = cli.run("ingest", feed().toString(), "--source", "a");
    assertThat(includes.err()).contains("a.conf: 2: it includes '/etc/hostname'");
    assertThat(includes.status()).isEqualTo(2);
    Cli.Ended asks = cli.run("ingest", feed().toString(), "--source", "b");
    assertThat(asks.err()).contains("b.conf: 3: a ${...} names nothing");
    assertThat(asks.err()).doesNotContain(System.getenv("PATH"));
    assertThat(asks.status()).isEqualTo(2);
  }
}
