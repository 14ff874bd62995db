package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was known at an instant, and what we had by an instant, from the command line: valued, then
 * valued again after corrections, late history and retractions came in.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("StringConcatToTextBlock") // a feed file line by line, beside its name
class KnowledgeTest {

  private static final String KNOWN = "2026-01-06T12:00:00Z";

  private Path folder;
  private Cli cli;
  private String firstLoad;
  private List<String> before;

  @BeforeAll
  void loadTwice(@TempDir Path temporary) throws IOException {
    folder = temporary;
    cli = new Cli(temporary.resolve("warehouse"));
    feed(
        "first",
        "issuers",
        "issuer_id,name,region\nA,Alpha,CN",
        "securities",
        "security_id,issuer_id,ticker,currency\nA1,A,A,CNY",
        "baskets",
        "basket_id,name\nb,B",
        "members",
        "basket_id,issuer_id,subsector,valid_from\nb,A,CHIPS,2025-01-01",
        "prices",
        lines(
            "security_id,trade_date,close,basis,adjusted_to",
            "A1,2026-01-05,10,SPLIT_ADJUSTED,2026-01-08",
            "A1,2026-01-06,11,SPLIT_ADJUSTED,2026-01-08",
            "A1,2026-01-07,12,SPLIT_ADJUSTED,2026-01-08"),
        "corporate_actions",
        "security_id,ex_date,action,value\nA1,2026-01-08,split,2",
        "shares",
        "security_id,effective_date,shares_outstanding\nA1,2025-12-31,100",
        "fx",
        lines(
            "currency,rate_date,usd_per_unit",
            "CNY,2026-01-05,0.14",
            "CNY,2026-01-06,0.14",
            "CNY,2026-01-07,0.14"),
        "estimates",
        lines(
            "issuer_id,metric,period_end,as_of_date,mean,currency",
            "A,net_income,2026-12-31,2025-12-01,100,CNY",
            "A,net_income,2026-12-31,2026-01-07,200,CNY"));
    firstLoad = Instant.now().toString();
    before = valued("latest", firstLoad);
    feed(
        "second",
        // A correction known later, history bought late that carries an old known_at, a retraction.
        "prices",
        lines(
            "security_id,trade_date,close,basis,adjusted_to,known_at",
            "A1,2026-01-06,99,SPLIT_ADJUSTED,2026-01-08,2026-01-09T08:00:00Z"),
        "shares",
        lines(
            "security_id,effective_date,shares_outstanding,known_at",
            "A1,2026-01-02,150,2026-01-02T08:00:00Z"),
        "estimates",
        lines(
            "issuer_id,metric,period_end,as_of_date,mean,currency,known_at,retracted",
            "A,net_income,2026-12-31,2025-12-01,,CNY,2026-01-09T08:00:00Z,true"));
  }

  private static String lines(String... lines) {
    return String.join("\n", lines);
  }

  private void feed(String name, String... files) throws IOException {
    Path feed = Files.createDirectories(folder.resolve(name));
    for (int i = 0; i < files.length; i += 2) {
      Files.writeString(feed.resolve(files[i] + ".csv"), files[i + 1] + "\n");
    }
    Cli.Ended loaded = cli.run("ingest", feed.toString());
    assertThat(loaded.status()).as(loaded.out() + loaded.err()).isZero();
  }

  /** Caps, earnings and P/E of every day, all digits, as valued and then asked for in SQL. */
  private List<String> valued(String knowledge, String recordedBy) {
    String[] cut =
        recordedBy == null
            ? new String[] {"--knowledge", knowledge}
            : new String[] {"--knowledge", knowledge, "--recorded-by", recordedBy};
    Cli.Ended valued = cli.run(with(cut, "value", "--bases", "CY2026", "--full"));
    assertThat(valued.status()).as(valued.err()).isZero();
    Cli.Ended asked =
        cli.run(
            with(
                cut,
                "sql",
                "--format",
                "csv",
                "-e",
                "SELECT valuation_date, cap_usd, earnings_usd, pe, status FROM"
                    + " basket_history('b', 'ALL', '2026-01-01', '2026-12-31', 'CY2026')"));
    assertThat(asked.status()).as(asked.err()).isZero();
    return asked.lines();
  }

  private static String[] with(String[] cut, String... command) {
    String[] all = new String[command.length + cut.length];
    System.arraycopy(command, 0, all, 0, command.length);
    System.arraycopy(cut, 0, all, command.length, cut.length);
    return all;
  }

  @Test
  void whatWasRecordedByAnInstantStaysToTheLastBit() {
    assertThat(valued("latest", firstLoad)).isEqualTo(before);
    // 10 x 2 as traded, 100 shares, 0.14: 280; over earnings of 14.
    assertThat(before.get(1)).startsWith("2026-01-05,280.0");
  }

  @Test
  void withoutTheCutLateHistoryAndCorrectionsCount() {
    List<String> now = valued("latest", null);
    // 150 shares since 2026-01-02; the estimate of December is taken back.
    assertThat(now.get(1)).startsWith("2026-01-05,420.0").endsWith(",NO_COVERAGE");
    // 99 x 2 x 150 x 0.14
    assertThat(now.get(2)).startsWith("2026-01-06,4158.0");
  }

  @Test
  void anInstantSeesWhatCouldBeKnownThenAndLateHistory() {
    List<String> then = valued(KNOWN, null);
    // The split of the 8th undoes the adjustment even of closes looked at from the 6th.
    assertThat(then.get(1)).startsWith("2026-01-05,420.0").endsWith(",OK");
    // The close of the 6th and the rest of that day were not known by noon: the 5th's is taken.
    assertThat(then.get(2)).startsWith("2026-01-06,420.0").endsWith(",OK");
  }

  @Test
  void bothTogetherGiveAReportOfThePastAgain() {
    List<String> then = valued(KNOWN, firstLoad);
    assertThat(then.get(1)).startsWith("2026-01-05,280.0").endsWith(",OK");
    assertThat(then.get(2)).startsWith("2026-01-06,280.0");
  }
}
