package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check goes on from the last one that held, and from no other. */
class NewRowsCheckTest {

  private static final String COMMITTER = "spark.databricks.delta.commitInfo.userMetadata";

  @TempDir private Path folder;

  private void write(String feed, String file, String... lines) throws IOException {
    Path path = Files.createDirectories(folder.resolve(feed)).resolve(file + ".csv");
    Files.write(path, List.of(lines));
  }

  private String load(String feed) {
    return folder.resolve(feed).toString();
  }

  @Test
  void looksAtWhatWasWrittenSinceTheLastCheckThatHeld() throws IOException {
    write("one", "issuers", "issuer_id,name,region", "A,A,US");
    write("one", "securities", "security_id,issuer_id,ticker,currency", "A.1,A,A,USD");
    write("one", "shares", "security_id,effective_date,shares_outstanding", "A.1,2025-12-01,100");
    write(
        "one",
        "estimates",
        "issuer_id,metric,period_end,as_of_date,mean,currency",
        "A,net_income,2026-12-31,2025-12-01,500,USD");
    write("one", "baskets", "basket_id,name", "b,B");
    write("one", "members", "basket_id,issuer_id,subsector,valid_from", "b,A,CHIPS,2025-01-01");
    String header = "security_id,trade_date,close";
    write("one", "prices", header, "A.1,2026-01-05,100", "A.1,2026-01-06,101");
    write("two", "prices", header, "A.1,2026-01-07,102");
    Cli cli = new Cli(folder.resolve("warehouse"));
    assertThat(cli.run("ingest", load("one")).status()).isZero();
    assertThat(cli.run("value", "--bases", "CY2026").status()).isZero();
    Cli.Ended first = cli.run("check", "--new");
    assertThat(first.status()).as(first.out() + first.err()).isZero();
    assertThat(first.err()).doesNotContain("written since");
    assertThat(first.out()).contains("earnings-within-their-inputs", "valuation.issuer_caps");

    assertThat(cli.run("ingest", load("two")).status()).isZero();
    assertThat(cli.run("value", "--bases", "CY2026").status()).isZero();
    String run = lastRun(cli);
    // As if that run had written wrong numbers, and an earlier one too.
    doublePe(run, "2026-01-05", "2026-01-07");
    for (int time = 0; time < 2; time++) {
      Cli.Ended part = cli.run("check", "--new");
      assertThat(part.status()).isEqualTo(4);
      assertThat(part.err()).contains("valuation dates from 2026-01-07 on, written since");
      assertThat(part.out())
          .contains("FAILED pe", "b ALL 2026-01-07 CY2026")
          .doesNotContain("2026-01-05", "earnings-within-their-inputs");
    }
    Cli.Ended all = cli.run("check");
    assertThat(all.status()).isEqualTo(4);
    assertThat(all.out()).contains("b ALL 2026-01-05 CY2026", "b ALL 2026-01-07 CY2026");

    assertThat(cli.run("value", "--bases", "CY2026", "--full").status()).isZero();
    Cli.Ended mended = cli.run("check", "--new");
    assertThat(mended.status()).as(mended.out()).isZero();
    Cli.Ended nothing = cli.run("check", "--new", "--format", "csv");
    assertThat(nothing.status()).isZero();
    assertThat(nothing.err()).contains("no valuation date, written since");
    assertThat(nothing.lines()).hasSize(1);

    doublePe(null, "2026-01-05");
    Cli.Ended stranger = cli.run("check", "--new");
    assertThat(stranger.status()).isEqualTo(4);
    assertThat(stranger.out()).contains("b ALL 2026-01-05 CY2026");
  }

  private static String lastRun(Cli cli) {
    return cli.run(
            "sql",
            "-e",
            "SELECT max_by(run_id, started_at) FROM ops.runs WHERE command = 'value'",
            "--format",
            "csv")
        .lines()
        .get(1);
  }

  /** Doubles P/Es of ALL, as {@code run} would; as another program if there is none. */
  private void doublePe(String run, String... days) {
    SparkSession spark = SparkSession.active();
    String path = folder.resolve("warehouse/valuation/basket_valuations").toString();
    if (run != null) {
      spark.conf().set(COMMITTER, run);
    }
    try {
      spark.sql(
          "UPDATE delta.`"
              + path
              + "` SET pe = pe * 2 WHERE subsector = 'ALL' AND valuation_date IN (DATE'"
              + String.join("', DATE'", days)
              + "')");
    } finally {
      spark.conf().unset(COMMITTER);
    }
  }
}
