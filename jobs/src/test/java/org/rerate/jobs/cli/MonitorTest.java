package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A price without its split: listed with its cause, until the split is loaded. */
class MonitorTest {

  @TempDir private Path folder;

  private void write(String feed, String file, String... lines) throws IOException {
    Path path = Files.createDirectories(folder.resolve(feed)).resolve(file + ".csv");
    Files.write(path, List.of(lines));
  }

  private static List<String> failed(Cli cli) {
    return cli.run(
            "sql",
            "-e",
            "SELECT check, scope, actual FROM ops.checks WHERE status = 'FAILED' AND check LIKE"
                + " 'monitor%' ORDER BY check, scope",
            "--format",
            "csv")
        .lines();
  }

  /**
   * 100 shares of A at 100 and 300 of B at 100 are 40,000. After A's split of 10, which nobody told
   * of, A's close is 10.2: 1,020 instead of 10,000.
   */
  @Test
  void aPriceThatLacksItsSplitIsListedUntilTheSplitComesIn() throws IOException {
    write("one", "issuers", "issuer_id,name,region", "A,A,US", "B,B,US");
    write(
        "one", "securities", "security_id,issuer_id,ticker,currency", "A.1,A,A,USD", "B.1,B,B,USD");
    write(
        "one",
        "shares",
        "security_id,effective_date,shares_outstanding",
        "A.1,2025-12-01,100",
        "B.1,2025-12-01,300");
    write(
        "one",
        "estimates",
        "issuer_id,metric,period_end,as_of_date,mean,currency",
        "A,net_income,2026-12-31,2025-12-01,500,USD",
        "B,net_income,2026-12-31,2025-12-01,1500,USD");
    write("one", "baskets", "basket_id,name", "b,B");
    write(
        "one",
        "members",
        "basket_id,issuer_id,subsector,valid_from",
        "b,A,CHIPS,2025-01-01",
        "b,B,CHIPS,2025-01-01");
    write(
        "one",
        "prices",
        "security_id,trade_date,close",
        "A.1,2026-01-05,100",
        "B.1,2026-01-05,100",
        "A.1,2026-01-06,10.2",
        "B.1,2026-01-06,101");
    write(
        "two", "corporate_actions", "security_id,ex_date,action,value", "A.1,2026-01-06,split,10");
    Cli cli = new Cli(folder.resolve("warehouse"));
    assertThat(cli.run("ingest", folder.resolve("one").toString()).status()).isZero();
    Cli.Ended valued = cli.run("value", "--bases", "CY2026");
    assertThat(valued.status()).as(valued.err()).isZero();
    // 1,020 + 30,300 instead of 10,000 + 30,300: 8,980 of 40,000.
    assertThat(valued.err()).contains("monitor of moves", "22.5 % of the cap moved");
    assertThat(failed(cli))
        .anyMatch(
            line ->
                line.contains("b ALL 2026-01-06 CY2026")
                    && line.contains("cap of A, 1020.00 after 10000.0")
                    && line.contains("about the ratio of a split"));
    Cli.Ended check = cli.run("check");
    assertThat(check.status()).isEqualTo(4);
    assertThat(check.out()).contains("FAILED monitor of moves");

    assertThat(cli.run("ingest", folder.resolve("two").toString()).status()).isZero();
    Cli.Ended again = cli.run("value", "--bases", "CY2026");
    // The same date has ten times the cap that was stored of it, which the split explains.
    assertThat(again.status()).as(again.err()).isZero();
    assertThat(again.err()).doesNotContain("monitor of");
    assertThat(cli.run("check").status()).isZero();

    String path = folder.resolve("warehouse/valuation/basket_valuations").toString();
    SparkSession.active()
        .sql("UPDATE delta.`" + path + "` SET pe = pe * 2 WHERE valuation_date = '2026-01-06'");
    assertThat(cli.run("value", "--bases", "CY2026", "--full").err())
        .contains("monitor of published numbers", "no input explains it");
  }
}
