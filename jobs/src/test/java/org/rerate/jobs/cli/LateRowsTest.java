package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a load must not displace: a held row not what was delivered after it, a price vendor's
 * made-up line not the reference, wherever one looks.
 */
class LateRowsTest {

  @TempDir Path folder;

  /** 100,000 shares at the later close of 11 are a cap of 1.1m, and the company is in NEW. */
  @Test
  void theLaterDeliveryWinsInViewsFunctionsAndValuations() throws IOException {
    write("one", "prices", "security_id,trade_date,close", "A.1,2024-01-05,10");
    write("one", "baskets", "basket_id,name", "b,B");
    write("one", "members", "basket_id,issuer_id,subsector,valid_from", "b,A,OLD,2020-01-01");
    write("two", "issuers", "issuer_id,name,region", "A,A,US");
    write("two", "securities", "security_id,issuer_id,ticker,currency", "A.1,A,A,USD");
    write(
        "two", "shares", "security_id,effective_date,shares_outstanding", "A.1,2023-12-31,100000");
    write("two", "prices", "security_id,trade_date,close", "A.1,2024-01-05,11");
    write("two", "members", "basket_id,issuer_id,subsector,valid_from", "b,A,NEW,2020-01-01");
    Cli cli = new Cli(folder.resolve("warehouse"));
    assertThat(cli.run("ingest", folder.resolve("one").toString()).err()).contains("1 quarantined");
    assertThat(cli.run("ingest", folder.resolve("two").toString()).err())
        .contains("held back before, prices: 1 read = 1 accepted");
    assertThat(cli.run("value", "--bases", "LFY").status()).isZero();

    assertThat(asked(cli, "SELECT close FROM market.prices_current")).containsExactly("11.0");
    assertThat(asked(cli, "SELECT cap_usd FROM valuation.issuer_caps"))
        .containsExactly("1100000.0");
    assertThat(asked(cli, "SELECT subsector FROM market.members_current")).containsExactly("NEW");
    assertThat(asked(cli, "SELECT subsector, cap_usd FROM members_on('b', DATE'2024-01-05')"))
        .containsExactly("NEW,1100000.0");
    assertThat(asked(cli, "SELECT DISTINCT subsector FROM valuation.basket_valuations"))
        .contains("NEW")
        .doesNotContain("OLD");
    assertThat(cli.run("check").status()).isZero();
    assertThat(
            cli.run(
                    "explain",
                    "--basket",
                    "b",
                    "--on",
                    "2024-01-05",
                    "--basis",
                    "LFY",
                    "--member",
                    "A")
                .status())
        .isZero();
  }

  /**
   * 20 shares at 73 / 8 are 182.5, and at 73.5 / 8 183.75; both classes of Alphabet 134 x 59 + 135
   * x 57 = 15,601, and 135.4 x 59 + 136.3 x 57 = 15,757.7.
   */
  @Test
  void aDayOfAVendorsClosesLeavesRatioClassAndCompany() throws IOException {
    write("house", "issuers", "issuer_id,name,region", "BABA,Alibaba,CN", "GOOGL,Alphabet,US");
    write(
        "house",
        "securities",
        "security_id,issuer_id,ticker,currency,ordinary_per_unit,is_primary,share_class",
        "BABA,BABA,BABA,USD,8,true,ADS",
        "GOOGL,GOOGL,GOOGL,USD,1,true,A",
        "GOOG,GOOGL,GOOG,USD,1,false,C");
    write(
        "house",
        "shares",
        "security_id,effective_date,shares_outstanding",
        "BABA,2023-12-31,20",
        "GOOGL,2023-12-31,59",
        "GOOG,2023-12-31,57");
    write(
        "house",
        "prices",
        "security_id,trade_date,close",
        "BABA,2024-03-07,73",
        "GOOGL,2024-03-07,134",
        "GOOG,2024-03-07,135");
    write("closes", "BABA", "Date,Open,High,Low,Close,Adj Close,Volume", bar("73.5"));
    write("closes", "GOOGL", "Date,Open,High,Low,Close,Adj Close,Volume", bar("135.4"));
    write("closes", "GOOG", "Date,Open,High,Low,Close,Adj Close,Volume", bar("136.3"));
    Cli cli = new Cli(folder.resolve("warehouse"));
    cli.run("ingest", folder.resolve("house").toString());
    assertThat(cli.run("value", "--bases", "LFY").status()).isZero();
    assertThat(
            cli.run("ingest", folder.resolve("closes").toString(), "--source", "us-wide").status())
        .isZero();
    assertThat(cli.run("value", "--bases", "LFY").status()).isZero();
    assertThat(
            asked(
                cli,
                "SELECT issuer_id, valuation_date, round(cap_usd, 6), status"
                    + " FROM valuation.issuer_caps ORDER BY 1, 2"))
        .containsExactly(
            "BABA,2024-03-07,182.5,OK",
            "BABA,2024-03-08,183.75,OK",
            "GOOGL,2024-03-07,15601.0,OK",
            "GOOGL,2024-03-08,15757.7,OK");
  }

  private static String bar(String close) {
    return "2024-03-08," + String.join(",", close, close, close, close, close) + ",1000";
  }

  private static List<String> asked(Cli cli, String query) {
    List<String> lines = cli.run("sql", "--format", "csv", "-e", query).lines();
    return lines.subList(1, lines.size());
  }

  private void write(String feed, String file, String... lines) throws IOException {
    Path path = folder.resolve(feed).resolve(file + ".csv");
    Files.createDirectories(path.getParent());
    Files.writeString(path, String.join("\n", lines) + "\n");
  }
}
