package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three companies of 100 shares: A counts by half, B by a quarter, C whole.
 *
 * <pre>
 *         close   cap        in the basket   earnings   in the basket
 *    A    10, 12  1,000, 1,200   500, 600       100          50
 *    B     6,  5    600,   500   150, 125        30           7.5
 *    C     1, 1.5   100,   150   100, 150       -10         -10
 * </pre>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InclusionFactorsTest {

  private Cli cli;

  @BeforeAll
  void load(@TempDir Path folder) throws IOException {
    cli = new Cli(folder.resolve("warehouse"));
    Path feed = Files.createDirectories(folder.resolve("feed"));
    write(feed, "issuers", "issuer_id,name,region", "A,A,US", "B,B,US", "C,C,US");
    write(
        feed,
        "securities",
        "security_id,issuer_id,ticker,currency",
        "A.1,A,A,USD",
        "B.1,B,B,USD",
        "C.1,C,C,USD");
    write(feed, "baskets", "basket_id,name", "b,B");
    write(
        feed,
        "members",
        "basket_id,issuer_id,subsector,valid_from,inclusion_factor",
        "b,A,S,2020-01-01,0.5",
        "b,B,S,2020-01-01,0.25",
        "b,C,S,2020-01-01,");
    write(
        feed,
        "shares",
        "security_id,effective_date,shares_outstanding",
        "A.1,2025-12-31,100",
        "B.1,2025-12-31,100",
        "C.1,2025-12-31,100");
    write(
        feed,
        "prices",
        "security_id,trade_date,close",
        "A.1,2026-01-05,10",
        "B.1,2026-01-05,6",
        "C.1,2026-01-05,1",
        "A.1,2026-01-06,12",
        "B.1,2026-01-06,5",
        "C.1,2026-01-06,1.5");
    write(
        feed,
        "estimates",
        "issuer_id,metric,period_end,as_of_date,mean,currency",
        "A,net_income,2026-12-31,2025-12-31,100,USD",
        "B,net_income,2026-12-31,2025-12-31,30,USD",
        "C,net_income,2026-12-31,2025-12-31,-10,USD");
    assertThat(cli.run("ingest", feed.toString()).status()).isZero();
    assertThat(cli.run("value", "--bases", "CY2026").status()).isZero();
    assertThat(
            cli.run(
                    "change",
                    "--basket",
                    "b",
                    "--from",
                    "2026-01-05",
                    "--to",
                    "2026-01-06",
                    "--bases",
                    "CY2026")
                .status())
        .isZero();
  }

  private static void write(Path feed, String file, String... lines) throws IOException {
    Files.write(feed.resolve(file + ".csv"), List.of(lines));
  }

  private List<String> asked(String query) {
    Cli.Ended answer = cli.run("sql", "--format", "csv", "-e", query);
    assertThat(answer.status()).as(answer.err()).isZero();
    return answer.lines().subList(1, answer.lines().size());
  }

  @Test
  void membersAreLargestAsTheyCount() {
    assertThat(
            asked("SELECT issuer_id, inclusion_factor, cap_usd FROM members_on('b', '2026-01-06')"))
        .containsExactly("A,0.5,600.0", "C,1.0,150.0", "B,0.25,125.0");
  }

  /** 1,200 / 100 = 12, and 500 / 30 = 16.67: a member's own P/E does not know its factor. */
  @Test
  void capsAndEarningsCountByTheFactorAndMultiplesDoNot() {
    assertThat(
            asked(
                "SELECT issuer_id, cap_usd, earnings_usd, round(pe, 2) FROM"
                    + " member_pes('b', '2026-01-06', 'CY2026')"))
        .containsExactly("A,600.0,50.0,12.0", "C,150.0,-10.0,", "B,125.0,7.5,16.67");
  }

  /** By whole companies B, -100, would come before C, +50. */
  @Test
  void moversAreOrderedByWhatTheyMoveTheBasket() {
    assertThat(
            asked(
                "SELECT issuer_id, cap_from_usd, cap_to_usd, change_usd, round(change_pct, 4)"
                    + " FROM top_movers('b', '2026-01-05', '2026-01-06', 2)"))
        .containsExactly("A,500.0,600.0,100.0,0.2", "C,100.0,150.0,50.0,0.5");
  }

  /** 875 / 47.5 = 18.42, and the change is 875 - 750. */
  @Test
  void sumsAreOfWhatTheFunctionsList() {
    assertThat(
            asked(
                "SELECT cap_usd, earnings_usd, round(pe, 2) FROM"
                    + " basket_pe('b', '2026-01-06', 'CY2026') WHERE subsector = 'ALL'"))
        .containsExactly("875.0,47.5,18.42");
    assertThat(
            asked(
                "SELECT cap_from_usd, cap_change_usd FROM"
                    + " basket_change('b', '2026-01-05', '2026-01-06', 'CY2026')"
                    + " WHERE subsector = 'ALL'"))
        .containsExactly("750.0,125.0");
  }

  @Test
  void explainTakesTheSameNumbersApart() {
    Cli.Ended number =
        cli.run("explain", "--basket", "b", "--on", "2026-01-06", "--basis", "CY2026");
    assertThat(number.status()).as(number.out()).isZero();
    assertThat(number.out())
        .containsPattern("cap_usd +875 +875 +yes")
        .containsPattern("A +A +S +0\\.5 +1,200 +100 +12");
    Cli.Ended change =
        cli.run(
            "explain",
            "--basket",
            "b",
            "--from",
            "2026-01-05",
            "--on",
            "2026-01-06",
            "--basis",
            "CY2026");
    assertThat(change.status()).as(change.out()).isZero();
    assertThat(change.out())
        .containsPattern("lfl_cap_change_usd +125 +125 +yes")
        .containsPattern("B +S +0\\.25 +150 +125 +7\\.5 +7\\.5");
  }
}
