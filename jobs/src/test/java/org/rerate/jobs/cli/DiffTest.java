package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A past day's number, published and corrected twice. Published: 100 shares at 10 for earnings of
 * 50, a P/E of 20. The second load says 120 shares: 24. The third says earnings of 40: 30.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiffTest {

  private Path folder;
  private Cli cli;

  @BeforeAll
  void load(@TempDir Path temporary) throws IOException {
    folder = temporary;
    cli = new Cli(folder.resolve("warehouse"));
    write("one", "issuers", "issuer_id,name,region", "A,Alpha,US", "B,Beta,US");
    write("one", "securities", "security_id,issuer_id,ticker,currency", "A.1,A,A,USD");
    write("one", "baskets", "basket_id,name", "b,B");
    write("one", "members", "basket_id,issuer_id,subsector,valid_from", "b,A,CHIPS,2025-01-01");
    write(
        "one", "prices", "security_id,trade_date,close", "A.1,2026-01-05,10", "A.1,2026-01-06,11");
    shares("one", "A.1,2025-12-01,100,2025-12-01T00:00:00Z");
    estimates("one", "A,net_income,2026-12-31,2025-12-01,50,USD,2025-12-01T00:00:00Z");
    shares("two", "A.1,2025-12-01,120,2026-02-01T00:00:00Z");
    estimates("three", "A,net_income,2026-12-31,2025-12-01,40,USD,2026-02-02T00:00:00Z");
    for (String feed : List.of("one", "two", "three")) {
      Cli.Ended ended = cli.run("ingest", folder.resolve(feed).toString(), "--run-id", feed);
      assertThat(ended.status()).as(ended.err()).isZero();
    }
  }

  private void shares(String feed, String row) throws IOException {
    write(feed, "shares", "security_id,effective_date,shares_outstanding,known_at", row);
  }

  private void estimates(String feed, String row) throws IOException {
    write(feed, "estimates", "issuer_id,metric,period_end,as_of_date,mean,currency,known_at", row);
  }

  private void write(String feed, String file, String... lines) throws IOException {
    Path path = Files.createDirectories(folder.resolve(feed)).resolve(file + ".csv");
    Files.write(path, List.of(lines));
  }

  private Cli.Ended diff(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of("diff", "--basket", "b", "--on", "2026-01-05", "--basis", "CY2026"));
    all.addAll(List.of(more));
    return cli.run(all.toArray(String[]::new));
  }

  @Test
  void theLastLoadIsTakenApartAndNamesFileAndLine() {
    Cli.Ended told = diff();
    assertThat(told.status()).as(told.err()).isZero();
    assertThat(told.out())
        .containsPattern("published +US\\$1,200 +US\\$50 +24\\.00x +OK")
        .containsPattern("shares +0 +0 +0 +0 +OK")
        .containsPattern("estimates +1 +0 +-US\\$10 +\\+6\\.00x +OK")
        .containsPattern("now +US\\$1,200 +US\\$40 +30\\.00x +OK")
        .contains("through A alone", "estimates.csv:2  run three, known 2026-02-02T00:00:00Z");
  }

  @Test
  void sinceARunEverythingAfterItCounts() throws IOException {
    JsonNode told = new ObjectMapper().readTree(diff("--since", "one", "--format", "json").out());
    assertThat(told.at("/published/pe").asDouble()).isEqualTo(20);
    assertThat(told.at("/effects/3/input").asText()).isEqualTo("SHARES");
    assertThat(told.at("/effects/3/figures/cap_usd").asDouble()).isEqualTo(200);
    assertThat(told.at("/effects/3/figures/pe").asDouble()).isEqualTo(4);
    assertThat(told.at("/effects/3/rows/0/line").asInt()).isEqualTo(2);
    assertThat(told.at("/effects/7/figures/pe").asDouble()).isEqualTo(6);
    assertThat(told.at("/now/pe").asDouble()).isEqualTo(30);
  }

  @Test
  void theEffectsAreStoredAndSumToTheChange() {
    assertThat(diff("--since", "one", "--subsector", "CHIPS", "--format", "csv").lines())
        .hasSize(15);
    assertThat(
            cli.run(
                    "sql",
                    "-e",
                    "SELECT sum(pe_effect) FROM valuation.restatements WHERE subsector = 'CHIPS'"
                        + " AND recorded_by = recorded_to AND input NOT IN ('published', 'now') AND"
                        + " recorded_from = (SELECT started_at FROM ops.runs WHERE run_id = 'one')",
                    "--format",
                    "csv")
                .lines()
                .get(1))
        .isEqualTo("10.0");
    assertThat(cli.run("check").status()).isZero();
  }

  @Test
  void anAssistantIsToldTheSameAndNothingIsWritten() throws Exception {
    String runs = "SELECT count(*) FROM ops.run_log";
    String before = cli.run("sql", "-e", runs, "--format", "csv").out();
    ServedInProcess server =
        ServedInProcess.start(folder.resolve("warehouse"), TestSettings.file());
    server.client().begin();
    JsonNode told =
        server
            .client()
            .call(
                "diff",
                Map.of("basket", "b", "on", "2026-01-05", "basis", "CY2026", "since", "one"));
    server.client().end();
    assertThat(server.status()).as(server.told()).isZero();
    JsonNode content = told.get("structuredContent");
    assertThat(content.at("/rows/0/pe").asDouble()).isEqualTo(20);
    assertThat(content.at("/rows/4/input").asText()).isEqualTo("shares");
    assertThat(content.at("/rows/4/pe").asDouble()).isEqualTo(4);
    assertThat(content.at("/rows/9/pe").asDouble()).isEqualTo(30);
    assertThat(content.at("/details/effects/3/rows/0/line").asInt()).isEqualTo(2);
    assertThat(told.at("/content/0/text").asText()).contains("+4.00x", "shares.csv:2");
    assertThat(cli.run("sql", "-e", runs, "--format", "csv").out()).isEqualTo(before);
  }

  @Test
  void wrongInstantsAreAnsweredWithTheRightOnes() {
    assertThat(diff("--since", "nobody").err()).contains("neither an instant nor a run");
    Cli.Ended nothing = diff("--since", "three");
    assertThat(nothing.status()).isEqualTo(2);
    assertThat(nothing.err()).contains("nothing was taken in after", "earlier --since");
    assertThat(diff("--subsector", "CLOUD").err()).contains("It has ALL, CHIPS, EX_MEMORY");
  }
}
