package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The larger of two companies, chosen each quarter. A is worth 100, then 110, then 90; B 50, then
 * 120, then 80 by what was known on the day, 130 by what became known later.
 */
class RuleBasketTest {

  @TempDir static Path folder;
  private static Path rules;
  private static Cli cli;

  @BeforeAll
  static void load() throws IOException {
    Path feed = Files.createDirectories(folder.resolve("feed"));
    Files.writeString(
        feed.resolve("issuers.csv"), "issuer_id,name,region\nA,A,US\nB,B,US\nC,C,CN\n");
    Files.writeString(
        feed.resolve("securities.csv"),
        "security_id,issuer_id,ticker,currency\nA.1,A,A,USD\nB.1,B,B,USD\nC.1,C,C,USD\n");
    Files.writeString(
        feed.resolve("shares.csv"),
        "security_id,effective_date,shares_outstanding\nA.1,2024-12-01,1\nB.1,2024-12-01,1\nC.1,2024-12-01,1\n");
    Files.writeString(
        feed.resolve("prices.csv"),
        """
        security_id,trade_date,close,known_at
        A.1,2025-01-02,100,
        B.1,2025-01-02,50,
        C.1,2025-01-02,900,
        A.1,2025-02-03,1,
        B.1,2025-02-03,60,
        A.1,2025-04-01,110,
        B.1,2025-04-01,120,
        A.1,2025-07-01,90,
        B.1,2025-07-01,80,
        B.1,2025-07-01,130,2025-07-05T00:00:00Z
        """);
    rules = Files.createDirectories(folder.resolve("conf/baskets"));
    Files.writeString(
        rules.resolve("largest.conf"),
        """
        name = "The largest"
        calendar = quarterly
        members = \"""
          SELECT issuer_id, 'ONE' AS subsector FROM companies
          WHERE region = 'US' AND cap_usd IS NOT NULL ORDER BY cap_usd DESC, issuer_id LIMIT 1
        \"""
        """);
    Files.writeString(
        rules.resolve("peeking.conf"),
        "calendar = monthly\nmembers = \"SELECT issuer_id FROM market.issuers_current\"\n");
    Files.writeString(rules.resolve("odd.conf"), "calendar = weekly\nmembers = \"SELECT 1\"\n");
    cli = new Cli(folder.resolve("warehouse"));
    assertThat(cli.run("ingest", feed.toString()).status()).isZero();
  }

  private static Cli.Ended members(String... more) {
    String[] arguments = new String[more.length + 4];
    arguments[0] = "members";
    arguments[1] = "--conf-dir";
    arguments[2] = folder.resolve("conf").toString();
    arguments[3] = "--rule";
    System.arraycopy(more, 0, arguments, 4, more.length);
    return cli.run(arguments);
  }

  /** B's later close of July is not known on that day; February is no first day of a quarter. */
  @Test
  void membersAreChosenByWhatWasKnownOnTheDay() {
    assertThat(members("largest", "--dry-run").lines())
        .containsExactly(
            "basket_id,issuer_id,subsector,valid_from,valid_to,inclusion_factor,known_at,retracted",
            "largest,A,ONE,2025-01-02,,1.0,2025-01-02T23:59:59.999999Z,",
            "largest,A,ONE,2025-01-02,2025-04-01,1.0,2025-04-01T23:59:59.999999Z,",
            "largest,B,ONE,2025-04-01,,1.0,2025-04-01T23:59:59.999999Z,",
            "largest,B,ONE,2025-04-01,2025-07-01,1.0,2025-07-01T23:59:59.999999Z,",
            "largest,A,ONE,2025-07-01,,1.0,2025-07-01T23:59:59.999999Z,");
  }

  @Test
  void theyAreOrdinaryRowsAndOneMoreRunChangesNothing() {
    Cli.Ended first = members("largest", "--format", "csv");
    assertThat(first.status()).as(first.err()).isZero();
    String rows =
        "SELECT issuer_id, valid_from, valid_to FROM market.members_current WHERE basket_id ="
            + " 'largest' ORDER BY valid_from";
    String stored = cli.run("sql", "-e", rows, "--format", "csv").out();
    assertThat(stored.lines())
        .containsExactly(
            "issuer_id,valid_from,valid_to",
            "A,2025-01-02,2025-04-01",
            "B,2025-04-01,2025-07-01",
            "A,2025-07-01,");
    assertThat(members("largest").status()).isZero();
    assertThat(members("largest", "--from", "2025-04-01").status()).isZero();
    assertThat(cli.run("sql", "-e", rows, "--format", "csv").out()).isEqualTo(stored);
    assertThat(
            cli.run(
                    "sql",
                    "-e",
                    "SELECT count(*) AS n FROM market.members WHERE basket_id = 'largest'",
                    "--format",
                    "csv")
                .lines())
        .containsExactly("n", "5");
  }

  /** However a table, or the clock, is named. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      value = {
        "SELECT * FROM market/**/.issuers_current => stored tables or functions",
        "SELECT * FROM `market` /* */ . `issuers_current` => stored tables or functions",
        "SELECT * FROM companies WHERE issuer_id IN (SELECT issuer_id FROM market\t.issuers) =>"
            + " stored tables or functions",
        "WITH c AS (FROM `members_on`('largest', '2025-01-02')) FROM c => stored tables or functions",
        "SELECT * FROM companies WHERE in_currency(cap_usd, 'CNY', :day) > 1 => stored tables",
        "EXECUTE IMMEDIATE 'SELECT * FROM mar' || 'ket.members' => is no single query",
        "USE market => is no single query",
        "SELECT * FROM IDENTIFIER('mar' || 'ket.members') => a table that an expression names",
        "SELECT * FROM companies WHERE current_date() > :day => asks what day it is",
        "SELECT * FROM companies WHERE current_date > :day => asks what day it is",
        "SELECT * FROM companies WHERE unix_timestamp() > 1 => asks what day it is",
        "SELECT * FROM companies WHERE :day < DATE /**/ 'today' => asks what day it is",
        "SELECT * FROM companies WHERE CAST('today' AS DATE) > :day => asks what day it is",
        "SELECT * FROM companies WHERE rand() > 0.5 => has values by chance",
        "SELECT * FROM companies TABLESAMPLE (10 PERCENT) => has values by chance"
      })
  void aQueryThatSeesMoreThanItsDayIsRefused(String query, String why) throws IOException {
    Files.writeString(
        rules.resolve("odd-query.conf"),
        "calendar = monthly\nmembers = \"\"\"" + query + "\"\"\"\n");
    assertThat(members("odd-query", "--dry-run"))
        .satisfies(ended -> assertThat(ended.status()).isEqualTo(2))
        .satisfies(ended -> assertThat(ended.err()).contains(why));
  }

  /** A dot in a text names no table, and a WITH may have any name. */
  @Test
  void whatOnlyLooksLikeATableIsNone() throws IOException {
    Files.writeString(
        rules.resolve("dots.conf"),
        "calendar = quarterly\nmembers = \"WITH valuation AS (SELECT * FROM companies) SELECT"
            + " issuer_id, 'market.x' AS subsector FROM valuation WHERE region = 'CN'\"\n");
    assertThat(members("dots", "--dry-run").lines())
        .contains("dots,C,market.x,2025-01-02,,1.0,2025-01-02T23:59:59.999999Z,");
  }

  @Test
  void aRuleThatSeesTooMuchOrIsWrongIsRefused() {
    assertThat(members("peeking").err())
        .contains(
            "the rule peeking asks for stored tables or functions, which know more than its day."
                + " Ask for companies");
    assertThat(members("odd").err()).contains("there is no calendar 'weekly'. Write monthly or");
    assertThat(members("nothing").err())
        .contains("there is no basket by rule 'nothing'. Known are", "largest");
  }
}
