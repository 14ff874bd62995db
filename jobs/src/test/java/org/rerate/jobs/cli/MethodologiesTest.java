package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two methodologies in the same tables: three members, of which one has a price. */
@SuppressWarnings("StringConcatToTextBlock") // a feed file line by line, beside its name
class MethodologiesTest {

  @Test
  void theyStandSideBySideAndEachGoesOnByItself(@TempDir Path folder) throws IOException {
    Cli cli = new Cli(folder.resolve("warehouse"));
    load(
        cli,
        folder.resolve("1"),
        "issuers",
        "issuer_id,name,region\nA,A,US\nB,B,US\nC,C,US",
        "securities",
        "security_id,issuer_id,ticker,currency\nA1,A,A,USD\nB1,B,B,USD\nC1,C,C,USD",
        "shares",
        "security_id,effective_date,shares_outstanding\nA1,2025-12-31,100",
        "baskets",
        "basket_id,name\nb,B",
        "members",
        "basket_id,issuer_id,subsector,valid_from\n"
            + "b,A,CHIPS,2025-01-01\nb,B,CHIPS,2025-01-01\nb,C,CHIPS,2025-01-01",
        "prices",
        "security_id,trade_date,close\nA1,2026-01-05,10",
        "estimates",
        "issuer_id,metric,period_end,as_of_date,mean,currency\n"
            + "A,net_income,2026-12-31,2025-12-01,50,USD");
    value(cli, "default");
    List<String> before = rows(cli, "default");
    assertThat(before).containsExactly("2026-01-05,20.0,OK");

    value(cli, "broad");
    assertThat(rows(cli, "broad")).containsExactly("2026-01-05,,LOW_MEMBER_COVERAGE");
    assertThat(rows(cli, "default")).isEqualTo(before);

    load(cli, folder.resolve("2"), "prices", "security_id,trade_date,close\nA1,2026-01-06,11");
    value(cli, "broad");
    assertThat(rows(cli, "broad"))
        .containsExactly("2026-01-05,,LOW_MEMBER_COVERAGE", "2026-01-06,,LOW_MEMBER_COVERAGE");
    assertThat(rows(cli, "default")).isEqualTo(before);

    value(cli, "default");
    assertThat(rows(cli, "default")).containsExactly("2026-01-05,20.0,OK", "2026-01-06,22.0,OK");
  }

  private static void load(Cli cli, Path feed, String... files) throws IOException {
    Files.createDirectories(feed);
    for (int i = 0; i < files.length; i += 2) {
      Files.writeString(feed.resolve(files[i] + ".csv"), files[i + 1] + "\n");
    }
    Cli.Ended loaded = cli.run("ingest", feed.toString());
    assertThat(loaded.status()).as(loaded.out() + loaded.err()).isZero();
  }

  private static void value(Cli cli, String methodology) {
    Cli.Ended valued = cli.run("value", "--bases", "CY2026", "--methodology", methodology);
    assertThat(valued.status()).as(valued.err()).isZero();
  }

  private static List<String> rows(Cli cli, String methodology) {
    Cli.Ended asked =
        cli.run(
            "sql",
            "--format",
            "csv",
            "-e",
            "SELECT valuation_date, pe, status FROM valuation.basket_valuations WHERE subsector ="
                + " 'ALL' AND methodology = '"
                + methodology
                + "' ORDER BY valuation_date");
    assertThat(asked.status()).as(asked.err()).isZero();
    return asked.lines().subList(1, asked.lines().size());
  }
}
