package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong input of every kind ends with the documented status and says what to do. */
class UsageTest {

  @TempDir Path folder;
  private Cli cli;

  @BeforeEach
  void open() {
    cli = new Cli(folder.resolve("warehouse"));
  }

  private void refused(String message, String... arguments) {
    Cli.Ended ended = cli.run(arguments);
    assertThat(ended.err()).contains(message).doesNotContain("\tat ");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void aFeedThatIsNotThere() {
    refused("there is no feed folder '/nowhere'", "ingest", "/nowhere");
    assertThat(folder.resolve("warehouse")).doesNotExist();
  }

  @Test
  void aFeedWithoutAnyKnownFile() throws IOException {
    Path feed = Files.createDirectories(folder.resolve("feed"));
    Files.writeString(feed.resolve("nothing.csv"), "a\n1\n");
    refused("holds no file that a feed may have", "ingest", feed.toString());
  }

  @Test
  void anEmptyWarehouse() {
    refused("holds no prices. Load a feed first", "value");
  }

  @Test
  void noWarehouse() {
    refused("there is no warehouse at", "sql", "-e", "SELECT 1");
  }

  @Test
  void aNewerWarehouse() throws IOException {
    Files.createDirectories(folder.resolve("warehouse"));
    Files.writeString(folder.resolve("warehouse/rerate-warehouse"), "7\n");
    refused("has format 7, this Rerate knows 1", "value");
  }

  @Test
  void anUnknownMethodology() {
    refused("Known are broad, default", "value", "--methodology", "nope");
  }

  @Test
  void anUnknownMapping() {
    refused(
        "there is no mapping 'nope'. Known are ai-leaderboard, baba-20f,",
        "ingest",
        ".",
        "--source",
        "nope");
  }

  @Test
  void aMappingOutsideItsFolder() {
    refused("there is no mapping '../x'", "ingest", ".", "--source", "../x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tomorrow", "2025-01-13"})
  void anUnknownKnowledge(String knowledge) {
    refused("unknown knowledge '" + knowledge + "'", "value", "--knowledge", knowledge);
  }

  @Test
  void anUnknownBasis() {
    refused("unknown basis 'FY9'; known are CY followed by a year", "value", "--bases", "FY9");
  }

  @Test
  void aChangeOnABasisWithoutAYear() {
    refused(
        "a change needs calendar years, not [NTM]",
        "change",
        "--basket",
        "x",
        "--from",
        "2024-01-01",
        "--to",
        "2025-01-01",
        "--bases",
        "NTM");
  }

  @Test
  void aDateThatIsNone() {
    refused("See rerate value --help", "value", "--from", "2026-13-01");
  }

  @Test
  void aServerForOthersWithoutAToken() {
    refused(
        "without a token the server listens on this machine only, not on 0.0.0.0. Set"
            + " RERATE_SERVE_TOKEN or serve.token, or leave --host out",
        "serve",
        "--host",
        "0.0.0.0");
    assertThat(folder.resolve("warehouse")).doesNotExist();
  }

  @Test
  void aPortThatIsTakenOrNone() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      refused(
          "cannot listen on 127.0.0.1:" + port + " (Address already in use). Stop what listens",
          "serve",
          "--port",
          port);
    }
    refused("--port 99999 is no port. Ports are 0 to 65535", "serve", "--port", "99999");
  }

  @Test
  void aTokenIsNotPrinted() throws IOException {
    Path conf = Files.writeString(folder.resolve("x.conf"), "serve.token = geheim\n");
    Cli.Ended ended = new Cli(folder.resolve("warehouse"), conf).run("config");
    assertThat(ended.out()).contains("serve.token = \"***\"").doesNotContain("geheim");
  }

  @Test
  void aDryRunOfWhatHasNone() {
    refused("has no --dry-run", "measure", "model-gap", "--dry-run");
  }

  @Test
  void anUnknownCommand() {
    refused("See rerate --help", "frobnicate");
  }

  @Test
  void anUnknownSetting() throws IOException {
    Path conf = Files.writeString(folder.resolve("x.conf"), "ingest.max_quarantin = 1\n");
    Cli.Ended ended = new Cli(folder.resolve("warehouse"), conf).run("config");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains("max_quarantin");
  }

  @Test
  void helpShowsExamples() {
    Cli.Ended ended = cli.run("ingest", "--help");
    assertThat(ended.status()).isZero();
    assertThat(ended.out())
        .contains("Examples:", "rerate ingest examples/ai-baskets", "Exit status");
  }
}
