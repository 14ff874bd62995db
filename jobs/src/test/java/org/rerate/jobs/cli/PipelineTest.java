package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run}: one company over some days, each a folder of the feed; and how runs stand. */
@SuppressWarnings("StringConcatToTextBlock") // a feed file line by line, beside its name
class PipelineTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Cli cli;

  @BeforeEach
  void conf() throws IOException {
    cli = new Cli(folder.resolve("warehouse"));
    pipeline("feeds = [{ path = \"" + folder + "/feed/{yyyy}/{date}\" }]");
  }

  /** What is stored is checked in other tests, which takes as long as the rest. */
  private void withoutCheck(String feed) throws IOException {
    pipeline(
        "feeds = [{ path = \"" + folder + "/feed/{yyyy}/{date}\"" + feed + " }]\ncheck = false");
  }

  private void pipeline(String text) throws IOException {
    Path pipelines = Files.createDirectories(folder.resolve("conf/pipelines"));
    Files.writeString(pipelines.resolve("day.conf"), text + "\nmaintain = never\n");
  }

  private Path file(String date, String name, String text) throws IOException {
    Path feed = Files.createDirectories(folder.resolve("feed/2026/" + date));
    return Files.writeString(feed.resolve(name), text);
  }

  private void close(String date, int price) throws IOException {
    file(date, "prices.csv", "security_id,trade_date,close\nA1," + date + "," + price + "\n");
  }

  /** Monday 5 January, with everything that a P/E needs: 100 shares at 10 over earnings of 50. */
  private void monday() throws IOException {
    String date = "2026-01-05";
    file(date, "issuers.csv", "issuer_id,name,region\nA,A,US\n");
    file(date, "securities.csv", "security_id,issuer_id,ticker,currency\nA1,A,A,USD\n");
    file(date, "shares.csv", "security_id,effective_date,shares_outstanding\nA1,2025-12-31,100\n");
    file(date, "baskets.csv", "basket_id,name\nb,B\nc,C\n");
    file(
        date,
        "members.csv",
        "basket_id,issuer_id,subsector,valid_from\nb,A,S,2025-01-01\nc,A,S,2025-01-01\n");
    file(
        date,
        "estimates.csv",
        "issuer_id,metric,period_end,as_of_date,mean,currency\n"
            + "A,net_income,2026-12-31,2025-12-01,50,USD\n");
    close(date, 10);
  }

  private Cli.Ended run(String... dates) {
    List<String> line = new ArrayList<>(List.of("run", "day"));
    line.addAll(List.of(dates));
    line.addAll(List.of("--conf-dir", folder.resolve("conf").toString()));
    line.addAll(List.of("--summary", folder.resolve("summary.json").toString()));
    return cli.run(line.toArray(String[]::new));
  }

  private JsonNode summary() throws IOException {
    return JSON.readTree(folder.resolve("summary.json").toFile());
  }

  private List<String> sql(String query) {
    Cli.Ended asked = cli.run("sql", "--format", "csv", "-e", query);
    assertThat(asked.status()).as(asked.err()).isZero();
    return asked.lines().subList(1, asked.lines().size());
  }

  @Test
  void aDayIsOneRunAndIsNotDoneTwice() throws IOException {
    monday();
    Cli.Ended done = run("--on", "2026-01-05", "--run-id", "nightly");
    assertThat(done.status()).as(done.err()).isZero();
    assertThat(
            sql(
                "SELECT pe FROM valuation.basket_valuations WHERE basket_id = 'b' AND subsector ="
                    + " 'ALL' AND basis = 'CY2026'"))
        .containsExactly("20.0");
    assertThat(summary().at("/status").asText()).isEqualTo("DONE");
    assertThat(summary().at("/run_id").asText()).isEqualTo("nightly");
    assertThat(summary().at("/days/0/date").asText()).isEqualTo("2026-01-05");
    assertThat(summary().at("/days/0/steps/0/files")).hasSize(7);
    assertThat(summary().at("/days/0/steps/0/files/0/accepted").asLong()).isEqualTo(1);
    assertThat(summary().at("/tables/market.prices/before").isNull()).isTrue();
    assertThat(summary().at("/tables/market.prices/after").asLong(-1)).isZero();

    Cli.Ended status = cli.run("status", "--run-id", "nightly", "--format", "csv");
    assertThat(status.status()).as(status.err()).isZero();
    assertThat(status.lines().get(1)).startsWith("nightly,run,day --on 2026-01-05,DONE,");
    assertThat(status.lines()).hasSizeGreaterThan(4);

    String runs = "SELECT count(*) FROM ops.runs";
    List<String> before = sql(runs);
    Cli.Ended again = run("--on", "2026-01-05");
    assertThat(again.status()).isZero();
    assertThat(again.err()).contains("day 2026-01-05: done before");
    assertThat(sql(runs)).isEqualTo(before);

    Cli.Ended files = cli.run("files", "market.prices");
    assertThat(files.lines())
        .singleElement()
        .satisfies(file -> assertThat(Path.of(file)).isRegularFile().hasExtension("parquet"));
  }

  /** Also of a date that was forgotten: what is measured of it knows nothing of later closes. */
  @Test
  void measuresReportsAndUpkeepAreStepsOfTheirDay() throws IOException {
    monday();
    file(
        "2026-01-05",
        "actuals.csv",
        "issuer_id,metric,period_end,period_type,value,currency,reported_on\n"
            + "A,capex,2024-12-31,FY,20,USD,2025-02-01\nA,revenue,2024-12-31,FY,80,USD,2025-02-01\n"
            + "A,capex,2025-12-31,FY,30,USD,2026-01-07\nA,revenue,2025-12-31,FY,90,USD,2026-01-07\n");
    withoutCheck("");
    assertThat(run("--on", "2026-01-05").status()).isZero();
    close("2026-01-06", 11);
    close("2026-01-07", 12);
    Path reports = Files.createDirectories(folder.resolve("conf/reports"));
    Files.writeString(
        reports.resolve("small.conf"),
        """
        a = b
        b = c
        basis = CY2026
        without = EX_MEMORY
        baskets {
          b { end = 2026-01-06, since { "Start" = 2026-01-05 } }
          c { end = 2026-01-06, since { "Start" = 2026-01-05 } }
        }
        compared_on = 2026-01-06
        """);
    Files.writeString(
        folder.resolve("conf/pipelines/day.conf"),
        """
        feeds = [{ path = "%1$s/feed/{yyyy}/{date}" }]
        measures = [{ name = capex-intensity, basket = b, period-type = FY, periods = 3 }]
        reports = [small]
        out = "%1$s/reports"
        maintain = 7 days
        """
            .formatted(folder));
    Cli.Ended wednesday = run("--on", "2026-01-07");
    assertThat(wednesday.status()).as(wednesday.err()).isZero();
    assertThat(steps())
        .containsExactly(
            "ingest " + folder + "/feed/2026/2026-01-07 DONE",
            "value DONE",
            "measure DONE",
            "check DONE",
            "report small DONE",
            "maintain DONE");
    assertThat(folder.resolve("reports/small-2026-01-07.html")).content().contains("24.0x");

    // Tables were seen to a moment ago, and the date lies before the reports of fiscal 2025.
    Path pipeline = folder.resolve("conf/pipelines/day.conf");
    Files.writeString(pipeline, Files.readString(pipeline) + "check = false\n");
    Cli.Ended tuesday = run("--on", "2026-01-06");
    assertThat(tuesday.status()).as(tuesday.err()).isZero();
    assertThat(steps())
        .containsExactly(
            "ingest " + folder + "/feed/2026/2026-01-06 DONE",
            "value DONE",
            "measure DONE",
            "report small DONE");
    assertThat(folder.resolve("reports/small-2026-01-06.html"))
        .content()
        .contains("22.0x")
        .doesNotContain("24.0x");
    assertThat(
            sql(
                "SELECT valuation_date, period, intensity FROM valuation.capex_intensity WHERE"
                    + " issuer_id = 'A' ORDER BY valuation_date, period"))
        .containsExactly(
            "2026-01-06,2024,0.25", "2026-01-07,2024,0.25", "2026-01-07,2025,0.3333333333333333");
  }

  private List<String> steps() throws IOException {
    List<String> steps = new ArrayList<>();
    for (JsonNode step : summary().at("/days/0/steps")) {
      steps.add(step.at("/step").asText() + " " + step.at("/status").asText());
    }
    return steps;
  }

  @Test
  void aMissingFeedEndsTheDayAndIsCaughtUpWith() throws IOException {
    withoutCheck("");
    monday();
    assertThat(run("--on", "2026-01-05").status()).isZero();
    // Tuesday's feed is missing, so Wednesday does not begin.
    close("2026-01-07", 12);
    Cli.Ended missing = run("--on", "2026-01-07", "--catch-up");
    assertThat(missing.status()).as(missing.err()).isEqualTo(3);
    assertThat(missing.err()).contains("there is no feed folder", "and it is required");
    assertThat(summary().at("/exit_code").asInt()).isEqualTo(3);
    assertThat(summary().at("/days")).hasSize(1);

    close("2026-01-06", 11);
    Cli.Ended caughtUp = run("--on", "2026-01-07", "--catch-up");
    assertThat(caughtUp.status()).as(caughtUp.err()).isZero();
    assertThat(summary().at("/days/0/attempt").asInt()).isEqualTo(2);
    assertThat(summary().at("/days/1/date").asText()).isEqualTo("2026-01-07");
    assertThat(
            sql(
                "SELECT valuation_date, cap_usd FROM valuation.issuer_caps ORDER BY"
                    + " valuation_date"))
        .containsExactly("2026-01-05,1000.0", "2026-01-06,1100.0", "2026-01-07,1200.0");

    // A weekend is no failure, and neither is a day on which nothing was traded.
    Cli.Ended saturday = run("--on", "2026-01-10");
    assertThat(saturday.status()).as(saturday.err()).isZero();
    assertThat(summary().at("/days/0/trading").asBoolean(true)).isFalse();
    assertThat(saturday.out()).contains("no trading on that date");
    file("2026-01-08", "issuers.csv", "issuer_id,name,region\nA,A,US\n");
    Cli.Ended holiday = run("--on", "2026-01-08");
    assertThat(holiday.status()).as(holiday.err()).isZero();
    assertThat(holiday.out()).contains("no close on that date");
  }

  @Test
  void aRunThatHasNotEndedIsToldToRun() throws IOException, InterruptedException {
    withoutCheck(", wait = 5m");
    Files.writeString(folder.resolve("summary.json"), "{\"status\": \"DONE\"}");
    CompletableFuture<Cli.Ended> waiting =
        CompletableFuture.supplyAsync(() -> run("--on", "2026-01-05"));
    while (!waiting.isDone() && summary().at("/status").asText().equals("DONE")) {
      Thread.sleep(20);
    }
    assertThat(summary().at("/status").asText()).isEqualTo("RUNNING");
    assertThat(summary().at("/exit_code").isNull()).isTrue();
    assertThat(summary().at("/finished_at").isNull()).isTrue();
    monday();
    assertThat(waiting.join().status()).isZero();
    assertThat(summary().at("/status").asText()).isEqualTo("DONE");
  }

  @Test
  void whatIsWrongIsToldBeforeAnythingRuns() throws IOException {
    assertThat(run().err()).contains("the dates are not clear. Give --on D");
    pipeline("feed = []");
    Cli.Ended wrong = run("--on", "2026-01-05");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err()).contains("day.conf is wrong: 'feed' is no key of a pipeline");
    for (String line : List.of("reports = [weekly]", "measures = [{ name = capex }]")) {
      pipeline("feeds = [{ path = \"" + folder + "/feed/{date}\" }]\n" + line);
      Cli.Ended early = run("--on", "2026-01-05");
      assertThat(early.status()).as(line).isEqualTo(2);
      assertThat(early.err()).contains("there is no ").doesNotContain("feed folder");
    }
    pipeline("measures = [{ name = capex-intensity }]");
    assertThat(run("--on", "2026-01-05").err())
        .contains("the measure capex-intensity needs --basket");
    assertThat(cli.run("run", "nightly", "--on", "2026-01-05").err())
        .contains("there is no pipeline 'nightly'. Known are daily");
    assertThat(cli.run("status").err()).contains("no run is named");
    assertThat(cli.run("files", "market.price").err())
        .contains("there is no table 'market.price'. Known are");
  }
}
