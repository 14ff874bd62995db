package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.testing.SharedData;

/** The main job, end to end, and what its tables answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoTest {

  private static final String US = "basket_id = 'us-ai' AND membership = 'backcast:2026-01-05'";
  private static final String CHINA =
      "basket_id = 'china-ai' AND membership = 'backcast:2026-01-13'";

  private static final String COMPARED = "valuation_date = DATE'2026-01-13'";

  private Path warehouse;
  private Cli cli;
  private Cli.Ended first;

  @BeforeAll
  void demo() {
    warehouse = DemoWarehouse.get().root();
    cli = DemoWarehouse.get().cli();
    first = DemoWarehouse.get().demo();
  }

  private double number(String query) {
    Cli.Ended answer = cli.run("sql", "-e", query, "--format", "csv");
    assertThat(answer.err()).isEmpty();
    return Double.parseDouble(answer.lines().get(1));
  }

  private double change(String basket, String column, String from) {
    return number(
        "SELECT "
            + column
            + " FROM valuation.basket_changes WHERE subsector = 'ALL' AND "
            + basket
            + " AND from_date = DATE'"
            + from
            + "'");
  }

  private double value(String basket, String column, String group, String date) {
    return number(
        "SELECT "
            + column
            + " FROM valuation.basket_valuations WHERE "
            + basket
            + " AND subsector = '"
            + group
            + "' AND basis = 'CY2026' AND valuation_date = DATE'"
            + date
            + "'");
  }

  private double compared(String column) {
    return number(
        "SELECT "
            + column
            + " FROM valuation.comparisons WHERE "
            + COMPARED
            + " AND subsector = 'ALL'");
  }

  /** Figure, as published, to what the tables say, in the figure's unit. */
  private Map<String, Double> ours() {
    Map<String, Double> ours = new LinkedHashMap<>();
    ours.put("us_ai_members 2026-01-05", value(US, "member_count", "ALL", "2026-01-05"));
    ours.put("china_ai_members 2026-01-13", value(CHINA, "member_count", "ALL", "2026-01-13"));
    ours.put("us_ai_cap_change 2024-07-01", change(US, "lfl_cap_change_usd", "2024-07-01") / 1e12);
    ours.put(
        "us_ai_cap_change_pct 2024-07-01", change(US, "lfl_cap_change_pct", "2024-07-01") * 100);
    ours.put("us_ai_cap_change 2022-11-30", change(US, "lfl_cap_change_usd", "2022-11-30") / 1e12);
    ours.put(
        "us_ai_cap_change_pct 2022-11-30", change(US, "lfl_cap_change_pct", "2022-11-30") * 100);
    ours.put("us_ai_pe_cy2026 2026-01-05", value(US, "pe", "ALL", "2026-01-05"));
    ours.put("us_ai_pe_cy2026_ex_memory 2026-01-05", value(US, "pe", "EX_MEMORY", "2026-01-05"));
    ours.put("us_ai_incremental_pe_cy2026 2024-07-01", change(US, "incremental_pe", "2024-07-01"));
    ours.put(
        "china_ai_cap_change 2025-01-13", change(CHINA, "lfl_cap_change_usd", "2025-01-13") / 1e9);
    ours.put(
        "china_ai_cap_change_pct 2025-01-13",
        change(CHINA, "lfl_cap_change_pct", "2025-01-13") * 100);
    ours.put("china_ai_pe_cy2026 2026-01-13", value(CHINA, "pe", "ALL", "2026-01-13"));
    ours.put(
        "china_ai_incremental_pe_cy2026 2025-01-13", change(CHINA, "incremental_pe", "2025-01-13"));
    ours.put("china_to_us_cap 2026-01-13", compared("cap_ratio") * 100);
    ours.put("china_to_us_cap_with_private 2026-01-13", compared("cap_ratio_private_a") * 100);
    return ours;
  }

  @Test
  void itPrintsTheComparison() {
    assertThat(first.err()).contains("Loading", "Valuing 812 days");
    assertThat(first.status()).isZero();
    assertThat(first.out())
        .contains("US AI on 2026-01-05: 46 members", "China AI on 2026-01-13: 33 members")
        .contains("since ChatGPT", "since Jul 2024", "since DeepSeek")
        .contains("bin/rerate sql -e");
  }

  @Test
  void itSaysOverWhomAnIncrementalMultipleIsAndWhatTheExchangeRateMade() {
    assertThat(first.out())
        .contains("since ChatGPT: dE, both P/Es and the incremental P/E cover 20 of the 42 members")
        .contains(
            "since DeepSeek: The 253x exists in dollars only: at constant exchange rates dE/E0 is"
                + " -0.9 %, not +4.1 %")
        .contains("cap US$26.7trn of 46 of 46 members", "made by losses");
  }

  @Test
  void itPrintsALineOfEachMeasure() {
    assertThat(first.out())
        .contains("China's is 18.0 % of America's")
        .contains("8.2 % on 2025-11-30; 6.0 % on 2026-01-05")
        .contains("CN +10.8 points over 5; US +6.0 points over 2")
        .contains("Alibaba 75.6 %", "CN 40.0 %; US 60.0 %")
        .contains("China AI against HSTECH", "Southbound net buying", "Alibaba's cloud")
        .contains("revenue growth 2023-2024", "capex / revenue of US cloud providers");
  }

  /** Published figures are rounded; ours agree within half a unit of their last digit. */
  @Test
  void everyPublishedFigureComesOut() throws IOException {
    Path published = SharedData.findOrSkip("data/published/headlines.csv");
    Map<String, Double> ours = ours();
    int compared = 0;
    for (String line : Files.readAllLines(published)) {
      String[] cells = line.split(",", -1);
      String date = cells[4].isEmpty() ? cells[3] : cells[4];
      Double our = ours.get(cells[0] + " " + date);
      if (our != null) {
        int point = cells[1].indexOf('.');
        double unit = point < 0 ? 1 : Math.pow(10, -(cells[1].length() - point - 1));
        assertThat(our).as(line).isCloseTo(Double.parseDouble(cells[1]), within(unit / 2));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(ours.size());
  }

  @Test
  void theLargestRisesAreThoseOfTheNote() {
    assertThat(largest(US, "2024-07-01")).containsExactlyInAnyOrder("OPTICAL", "MEMORY");
    assertThat(largest(CHINA, "2025-01-13")).containsExactlyInAnyOrder("SPE", "FOUNDRY");
  }

  private List<String> largest(String basket, String from) {
    List<String> lines =
        cli.run(
                "sql",
                "-e",
                "SELECT subsector FROM valuation.basket_changes WHERE "
                    + basket
                    + " AND from_date = DATE'"
                    + from
                    + "' AND subsector NOT IN ('ALL', 'EX_MEMORY')"
                    + " ORDER BY lfl_cap_change_pct DESC LIMIT 2",
                "--format",
                "csv")
            .lines();
    return lines.subList(1, lines.size());
  }

  @Test
  void premiumsAndDiscountsAreThoseOfTheNote() {
    List<String> premium =
        cli.run(
                "sql",
                "-e",
                "SELECT subsector FROM valuation.comparisons WHERE "
                    + COMPARED
                    + " AND pe_premium > 0",
                "--format",
                "csv")
            .lines();
    assertThat(premium)
        .contains("IC_DESIGN", "FOUNDRY", "SPE")
        .doesNotContain("CSP", "AI_APPS", "IDC");
  }

  @Test
  void subsectorsSumToAll() {
    assertThat(
            number(
                "SELECT max(abs(sum_cap / cap_usd - 1)) FROM (SELECT basket_id, valuation_date,"
                    + " basis, membership, sum(CASE WHEN subsector NOT IN ('ALL', 'EX_MEMORY') THEN"
                    + " cap_usd END) sum_cap, max(CASE WHEN subsector = 'ALL' THEN cap_usd END)"
                    + " cap_usd FROM valuation.basket_valuations GROUP BY 1, 2, 3, 4)"))
        .isLessThan(1e-12);
  }

  @Test
  void everyMissingNumberSaysWhy() {
    assertThat(
            number(
                "SELECT count(*) FROM valuation.issuer_earnings WHERE (earnings_usd IS NULL) ="
                    + " (status = 'OK')"))
        .isZero();
    assertThat(
            number(
                "SELECT count(*) FROM valuation.issuer_caps WHERE (cap_usd IS NULL) = (status IN"
                    + " ('OK', 'VENDOR_CAP'))"))
        .isZero();
  }

  @Test
  void aSecondRunTakesTheStoredResultsAndChangesNoTable(@TempDir Path folder) throws IOException {
    Path copy = DemoWarehouse.get().copy(folder.resolve("warehouse"));
    Set<String> before = logs(copy);
    Path reports = folder.resolve("reports");
    Cli.Ended second = new Cli(copy).run("demo", "--out", reports.toString());
    assertThat(second.status()).isZero();
    Path page = reports.resolve(DemoWarehouse.get().page().getFileName());
    assertThat(
            second
                .out()
                .replace(copy.toString(), warehouse.toString())
                .replace(page.toString(), DemoWarehouse.get().page().toString()))
        .isEqualTo(first.out());
    assertThat(page).isNotEmptyFile();
    assertThat(second.err()).contains("its stored results stand").doesNotContain("writing");
    assertThat(logs(copy)).isEqualTo(before);
  }

  /** Every transaction of every table but the ledger's. */
  private static Set<String> logs(Path warehouse) throws IOException {
    try (Stream<Path> files = Files.walk(warehouse)) {
      Set<String> logs = new TreeSet<>();
      files
          .map(file -> warehouse.relativize(file).toString())
          .filter(file -> file.contains("_delta_log") && file.endsWith(".json"))
          .filter(file -> !file.startsWith("ops"))
          .forEach(logs::add);
      return logs;
    }
  }

  @Test
  void theLedgerAddsUp() {
    assertThat(
            number(
                "SELECT count(*) FROM ops.run_files WHERE read <> accepted + unchanged +"
                    + " quarantined + withheld"))
        .isZero();
    assertThat(number("SELECT count(*) FROM ops.runs WHERE status <> 'DONE'")).isZero();
  }

  @Test
  void anUnknownBasketSaysWhichAreKnown() {
    Cli.Ended ended = cli.run("value", "--baskets", "nope");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains("there is no basket 'nope'. Known are china-ai, us-ai");
  }

  @Test
  void aDateOutsideTheDataSaysWhatThereIs() {
    Cli.Ended ended =
        cli.run("compare", "china-ai", "us-ai", "--on", "2031-01-01", "--bases", "CY2026");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains("lies outside the data", "2022-11-30 to 2026-01-13");
  }

  @Test
  void sqlChangesNothing() {
    for (String statement :
        List.of(
            "DELETE FROM market.fx",
            "INSERT INTO market.fx SELECT * FROM market.fx",
            "CREATE TABLE market.x AS SELECT 1",
            "SET spark.x = 1",
            "WITH a AS (SELECT 1) INSERT INTO market.fx SELECT * FROM market.fx")) {
      Cli.Ended ended = cli.run("sql", "-e", statement);
      assertThat(ended.status()).as(statement).isEqualTo(2);
      assertThat(ended.err()).contains("read-only");
    }
  }

  @Test
  void describeShowsUnitAndMeaningOfNull() {
    assertThat(cli.run("sql", "-e", "DESCRIBE valuation.issuer_caps").out())
        .contains("market capitalisation [USD]; null: see status");
  }
}
