package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The larger of A and B, each quarter: A is worth 100, then 110, then 90; B 50, 120, 80. */
class RuleBasketLateRowsTest {

  private static final String NOW =
      "SELECT issuer_id, valid_from, valid_to FROM market.members_current WHERE basket_id ="
          + " 'largest' ORDER BY valid_from, issuer_id";

  @TempDir Path folder;
  private Cli cli;

  @BeforeEach
  void load() throws IOException {
    Path feed = Files.createDirectories(folder.resolve("feed"));
    Files.writeString(feed.resolve("issuers.csv"), "issuer_id,name,region\nA,A,US\nB,B,US\n");
    Files.writeString(
        feed.resolve("securities.csv"),
        "security_id,issuer_id,ticker,currency\nA.1,A,A,USD\nB.1,B,B,USD\n");
    Files.writeString(
        feed.resolve("shares.csv"),
        "security_id,effective_date,shares_outstanding\nA.1,2024-12-01,1\nB.1,2024-12-01,1\n");
    Files.writeString(feed.resolve("baskets.csv"), "basket_id,name\nby-hand,By hand\n");
    Files.writeString(
        feed.resolve("members.csv"),
        "basket_id,issuer_id,subsector,valid_from\nby-hand,A,ONE,2025-01-02\n");
    prices(
        feed,
        "A.1,2025-01-02,100",
        "B.1,2025-01-02,50",
        "A.1,2025-02-03,1",
        "B.1,2025-02-03,60",
        "A.1,2025-04-01,110",
        "B.1,2025-04-01,120",
        "A.1,2025-07-01,90",
        "B.1,2025-07-01,80");
    Path rules = Files.createDirectories(folder.resolve("conf/baskets"));
    rule(rules, "largest", "companies WHERE cap_usd IS NOT NULL ORDER BY cap_usd DESC LIMIT 1");
    rule(rules, "by-hand", "companies");
    cli = new Cli(folder.resolve("warehouse"));
    ingest(feed);
  }

  private static void rule(Path rules, String name, String from) throws IOException {
    Files.writeString(
        rules.resolve(name + ".conf"),
        "calendar = quarterly\nmembers = \"SELECT issuer_id, 'ONE' AS subsector FROM "
            + from
            + "\"\n");
  }

  private static void prices(Path feed, String... lines) throws IOException {
    Files.writeString(
        Files.createDirectories(feed).resolve("prices.csv"),
        "security_id,trade_date,close\n" + String.join("\n", lines) + "\n");
  }

  private void ingest(Path feed) {
    Cli.Ended ended = cli.run("ingest", feed.toString());
    assertThat(ended.status()).as(ended.err()).isZero();
  }

  private Cli.Ended members(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("members", "--conf-dir", folder.resolve("conf").toString(), "--rule"));
    arguments.addAll(List.of(more));
    return cli.run(arguments.toArray(String[]::new));
  }

  private List<String> choose(String... more) {
    Cli.Ended ended = members(more);
    assertThat(ended.status()).as(ended.err()).isZero();
    return rows(NOW);
  }

  private List<String> rows(String question) {
    return cli.run("sql", "-e", question, "--format", "csv").lines().stream().skip(1).toList();
  }

  /**
   * A close of April, known on its day and loaded after the choice: A was worth 130, so B never
   * joined and A never left. What was chosen before is told by the cut of what was recorded.
   */
  @Test
  void aRowThatCameLateChangesTheChoicesThatItWouldHaveChanged() throws IOException {
    assertThat(choose("largest"))
        .containsExactly("A,2025-01-02,2025-04-01", "B,2025-04-01,2025-07-01", "A,2025-07-01,");
    prices(folder.resolve("late"), "A.1,2025-04-01,130");
    ingest(folder.resolve("late"));
    assertThat(choose("largest")).containsExactly("A,2025-01-02,");
    String stored = "SELECT count(*) FROM market.members WHERE basket_id = 'largest'";
    List<String> count = rows(stored);
    assertThat(choose("largest")).containsExactly("A,2025-01-02,");
    assertThat(rows(stored)).isEqualTo(count);
    // By what was known on 15 May, too: A alone, as if the close had been there.
    assertThat(
            cli.run(
                    "value",
                    "--knowledge",
                    "as_was",
                    "--baskets",
                    "largest",
                    "--from",
                    "2025-04-01",
                    "--to",
                    "2025-04-01")
                .status())
        .isZero();
    assertThat(
            rows(
                "SELECT cap_usd, member_count FROM valuation.basket_valuations WHERE knowledge ="
                    + " 'as_was' AND basket_id = 'largest' AND subsector = 'ALL' AND basis = 'NTM'"))
        .containsExactly("130.0,1");
  }

  /** The late close is corrected again, to 110: what was chosen first is chosen again. */
  @Test
  void anotherLateRowTakesTheCorrectionBack() throws IOException {
    List<String> first = choose("largest");
    prices(folder.resolve("late"), "A.1,2025-04-01,130");
    ingest(folder.resolve("late"));
    choose("largest");
    prices(folder.resolve("later"), "A.1,2025-04-01,110");
    ingest(folder.resolve("later"));
    assertThat(choose("largest")).isEqualTo(first);
  }

  /** On 3 February B is worth more, but no quarter begins. */
  @Test
  void aRangeThatBeginsWithinAQuarterChoosesOnNoFurtherDay() throws IOException {
    List<String> all = choose("largest");
    assertThat(choose("largest", "--from", "2025-02-01")).isEqualTo(all);
    prices(folder.resolve("later"), "A.1,2025-08-01,1", "B.1,2025-08-01,80");
    ingest(folder.resolve("later"));
    assertThat(choose("largest", "--from", "2025-07-02")).isEqualTo(all);
  }

  /** A basket begins on the first valuation date of its range, and later with an earlier one. */
  @Test
  void aBasketBeginsWhereItsFirstRangeBegins() {
    List<String> begun = choose("largest", "--from", "2025-02-01");
    assertThat(begun).containsExactly("B,2025-02-03,2025-07-01", "A,2025-07-01,");
    assertThat(choose("largest", "--from", "2025-02-01")).isEqualTo(begun);
    assertThat(choose("largest"))
        .containsExactly("A,2025-01-02,2025-04-01", "B,2025-04-01,2025-07-01", "A,2025-07-01,");
  }

  /** April is chosen anew, and so is July, which follows it. */
  @Test
  void anEarlierLastDayLeavesNoLaterChoiceBehind() throws IOException {
    choose("largest");
    prices(folder.resolve("late"), "A.1,2025-04-01,130");
    ingest(folder.resolve("late"));
    assertThat(choose("largest", "--to", "2025-04-01")).containsExactly("A,2025-01-02,");
  }

  @Test
  void aBasketThatNoRuleMadeIsLeftAlone() {
    assertThat(members("by-hand").err())
        .contains(
            "the basket by-hand has members from members.csv, which no rule chose. Give the file"
                + " of the rule another name");
    assertThat(members("largest", "--recorded-by", "2025-01-01T00:00:00Z").err())
        .contains("--recorded-by chooses members by older tables");
  }
}
