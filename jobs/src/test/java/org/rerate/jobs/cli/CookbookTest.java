package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rerate.testing.SharedData;

/** Every query of docs/cookbook.md on the demo's tables, with what is known of the answer. */
class CookbookTest {

  private static final Pattern RECIPE =
      Pattern.compile("### (\\d+)\\. [^\\n]*\\n\\n```sql\\n(.*?)```", Pattern.DOTALL);

  private static final Map<Integer, List<Map<String, String>>> ANSWERS = new LinkedHashMap<>();

  @BeforeAll
  static void cook() throws IOException {
    Cli cli = DemoWarehouse.get().cli();
    Matcher recipes =
        RECIPE.matcher(Files.readString(SharedData.repository().resolve("docs/cookbook.md")));
    while (recipes.find()) {
      Cli.Ended answer = cli.run("sql", "-e", recipes.group(2), "--format", "csv");
      assertThat(answer.err()).as(recipes.group(2)).isEmpty();
      ANSWERS.put(Integer.parseInt(recipes.group(1)), rows(answer.lines()));
    }
  }

  /** Cells hold no commas but in lists, which no assertion reads. */
  private static List<Map<String, String>> rows(List<String> lines) {
    String[] columns = lines.get(0).split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < columns.length && i < cells.length; i++) {
        row.put(columns[i], cells[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  private static Map<String, String> first(int recipe) {
    return ANSWERS.get(recipe).get(0);
  }

  private static double number(int recipe, String column) {
    return Double.parseDouble(first(recipe).get(column));
  }

  @Test
  void thereAreThirtyTwoAndEachAnswers() {
    assertThat(ANSWERS).hasSize(32);
    assertThat(ANSWERS.values()).allMatch(rows -> !rows.isEmpty());
  }

  @Test
  void multiplesAndChangesAreThePublishedOnes() {
    assertThat(first(1)).containsEntry("subsector", "ALL");
    assertThat(number(1, "pe")).isEqualTo(24.0, within(0.05));
    assertThat(number(2, "cap_change_pct")).isEqualTo(0.88, within(0.005));
    assertThat(number(2, "incremental_pe")).isEqualTo(253.0, within(0.5));
    assertThat(number(2, "share_of_change")).isEqualTo(1.0);
    assertThat(ANSWERS.get(3)).hasSize(13);
    assertThat(ANSWERS.get(4)).anyMatch(row -> row.get("subsector").equals("CSP"));
    assertThat(ANSWERS.get(4)).noneMatch(row -> row.get("subsector").equals("SPE"));
    assertThat(number(5, "largest")).isBetween(number(5, "smallest"), 0.2);
    assertThat(ANSWERS.get(6)).hasSize(2).allMatch(r -> Double.parseDouble(r.get("drawdown")) <= 0);
    assertThat(ANSWERS.get(8).get(0)).containsKey("share_of_change");
  }

  @Test
  void membersAreThoseOfTheDay() {
    assertThat(ANSWERS.get(9)).hasSizeBetween(40, 46);
    assertThat(ANSWERS.get(10)).hasSize(5);
    assertThat(first(11).get("left_out_because")).isEqualTo("NO_ACTUAL");
    assertThat(ANSWERS.get(12)).hasSize(5);
    assertThat(first(12)).containsEntry("issuer_id", "GOOGL");
    assertThat(ANSWERS.get(13)).hasSize(5);
    assertThat(number(14, "top_five")).isBetween(0.4, 0.8);
  }

  @Test
  void factsSayWhereTheyComeFrom() {
    assertThat(ANSWERS.get(15)).hasSizeGreaterThan(5);
    assertThat(number(16, "bn")).isPositive();
    assertThat(first(17)).containsEntry("source_file", "prices.csv.gz");
    assertThat(ANSWERS.get(18)).hasSizeBetween(5, 13);
    assertThat(number(19, "model_gap")).isEqualTo(0.08, within(0.005));
    assertThat(number(19, "capex_ratio")).isEqualTo(0.18, within(0.005));
    assertThat(ANSWERS.get(20)).hasSize(16).allMatch(row -> row.get("adds_up").equals("true"));
  }

  @Test
  void anIncrementalMultipleSaysOverWhomItIs() {
    assertThat(first(21))
        .containsEntry("subsector", "ALL")
        .containsEntry("matched_count", "20")
        .containsEntry("lfl_count", "42");
    assertThat(number(21, "incremental_pe")).isEqualTo(39.1, within(0.05));
    assertThat(ANSWERS.get(21))
        .anySatisfy(
            row ->
                assertThat(row)
                    .containsEntry("subsector", "IC_DESIGN")
                    .containsEntry("matched_count", "2")
                    .containsEntry("incremental_pe", "")
                    .containsEntry("status", "LOW_COVERAGE"))
        .anySatisfy(row -> assertThat(row).containsEntry("subsector", "EX_MEMORY"));
    assertThat(first(2)).containsEntry("status_constant_fx", "NON_POSITIVE_EARNINGS_CHANGE");
    assertThat(ANSWERS.get(22)).hasSize(2).allMatch(row -> !row.get("percentile").isEmpty());
  }

  @Test
  void otherFiguresOfBasketsAreThere() {
    assertThat(ANSWERS.get(23)).anyMatch(row -> row.get("subsector").equals("CSP"));
    assertThat(ANSWERS.get(24)).anyMatch(row -> !row.get("peg").isEmpty());
    assertThat(ANSWERS.get(25)).hasSize(6);
    assertThat(ANSWERS.get(26)).hasSize(2).noneMatch(row -> row.get("total_return").isEmpty());
  }

  @Test
  void theViewsShowTheDefaultsAndTellPartsApart() {
    assertThat(ANSWERS.get(31))
        .extracting(row -> row.get("part") + " " + row.get("parts") + " " + row.get("same"))
        .containsExactly("ALL 1 true", "COMPOSITE 1 true", "SUBSECTOR 8 true");
    Cli.Ended caps =
        DemoWarehouse.get()
            .cli()
            .run(
                "sql",
                "-e",
                "SELECT count(*), count(DISTINCT issuer_id) FROM valuation.caps WHERE"
                    + " valuation_date = '2026-01-13'",
                "--format",
                "csv");
    assertThat(caps.lines().get(1)).isEqualTo("79,79");
  }

  @Test
  void groupsThatAreNoBasketsHaveNumbers() {
    assertThat(first(27)).containsEntry("member_count", "3").containsEntry("status", "OK");
    assertThat(first(28)).containsEntry("same", "true");
    assertThat(ANSWERS.get(29)).anyMatch(row -> row.get("region").equals("CN"));
    assertThat(ANSWERS.get(30)).hasSizeGreaterThan(5);
    // Seven yuan to the dollar, roughly.
    assertThat(number(30, "cap_cny") / number(30, "cap_usd")).isBetween(6.0, 8.0);
  }

  /** Sum over sum of the members is the basket's: 400 / 100, not a mean of ratios. */
  @Test
  void multiplesOfMembersAddUpToThatOfTheBasket() {
    Cli.Ended told =
        DemoWarehouse.get()
            .cli()
            .run(
                "sql",
                "-e",
                "SELECT count(*) AS members, max(abs(m.numerator / b.numerator_usd - 1)) < 1e-12 AND"
                    + " max(abs(m.denominator / b.denominator_usd - 1)) < 1e-12 AS same FROM (SELECT"
                    + " subsector, sum(numerator_usd) AS numerator, sum(denominator_usd) AS"
                    + " denominator FROM member_multiples('us-ai', '2026-01-05', 'CY2025') WHERE"
                    + " multiple = 'price_to_sales' AND status = 'OK' GROUP BY 1) m JOIN"
                    + " valuation.basket_multiples b ON b.subsector = m.subsector AND b.basket_id ="
                    + " 'us-ai' AND b.valuation_date = '2026-01-05' AND b.basis = 'CY2025' AND"
                    + " b.multiple = 'price_to_sales' AND b.membership = 'point_in_time'",
                "--format",
                "csv");
    assertThat(told.status()).as(told.err()).isZero();
    assertThat(told.lines().get(1)).matches("[1-9][0-9]*,true");
  }

  private static void isRefused(String query, String... told) {
    Cli.Ended ended = DemoWarehouse.get().cli().run("sql", "-e", "SELECT * FROM " + query);
    assertThat(ended.status()).as(query).isEqualTo(2);
    assertThat(ended.err()).contains(told);
  }

  @Test
  void whatIsNotThereIsAnErrorThatSaysWhatIs() {
    isRefused(
        "members_on('China-AI', '2026-01-13')",
        "there is no basket 'China-AI'. Known are china-ai, us-ai");
    isRefused("basket_pe('us-ai', '2026-01-05', 'cy2026')", "no basis 'cy2026'. It is CY2026");
    isRefused(
        "basket_pe('us-ai', '2026-01-05', 'CY2031')",
        "us-ai is not valued on CY2031 earnings on 2026-01-05. It is on CY2025, CY2026");
    isRefused(
        "member_pes('us-ai', '2026-01-04', 'NTM')",
        "us-ai is not valued on 2026-01-04. The last day before that is, is 2026-01-02");
    isRefused(
        "basket_history('us-ai', 'Csp', '2025-01-01', '2025-12-31', 'NTM')",
        "us-ai has no sub-sector 'Csp'",
        "CSP");
    isRefused(
        "basket_change('us-ai', '2023-06-30', '2026-01-05', 'CY2026')",
        "is not measured. Measure it by rerate change --basket us-ai --from 2023-06-30",
        "2022-11-30 to 2026-01-05 on CY2026");
    isRefused(
        "pe_of(array('NVDA', 'MSTF'), '2026-01-05', 'NTM')",
        "there is no issuer or security 'MSTF'. Known are",
        "MSFT.XNAS");
    isRefused(
        "(WITH ids AS (SELECT 'NVDA' AS id) SELECT * FROM pe_of((SELECT collect_list(id) FROM ids),"
            + " '2026-01-05', 'NTM'))",
        "the query in the arguments of pe_of refers to a WITH around it. Write that query within");
    isRefused(
        "pe_of(array('NVDA'), '2026-01-04', 'NTM')",
        "no close is stored of 2026-01-04. The last day before that has one is 2026-01-02");
    isRefused(
        "(SELECT in_currency(1, 'CNN', DATE'2026-01-05'))",
        "no rate of the currency 'CNN' is loaded. Known are",
        "CNY");
  }

  @Test
  void aFunctionSaysWhatItTakesAndGives() {
    Cli cli = DemoWarehouse.get().cli();
    assertThat(cli.run("sql", "-e", "DESCRIBE FUNCTION basket_pe").out())
        .contains("basket_pe(basket STRING, on_day DATE, basis STRING)", "coverage (fraction)");
    Cli.Ended wrong = cli.run("sql", "-e", "SELECT * FROM basket_pe('china-ai')");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err())
        .contains("basket_pe takes constants: basket_pe(basket STRING, on_day DATE, basis STRING)");
  }
}
