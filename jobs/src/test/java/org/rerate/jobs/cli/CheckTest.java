package org.rerate.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The demo's results hold; spoilt on purpose, every single check notices; explain notices too. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckTest {

  /** Table, assignments, rows: each breaks what the checks named after it speak of. */
  private static final List<String[]> DAMAGE =
      List.of(
          // Sums, composites, P/E, coverage and counts of a sub-sector; the whole of a month's end;
          // a Sunday; a number without a reason; a sum that is gone.
          damage(
              "valuation.basket_valuations",
              "cap_usd = CASE WHEN subsector = 'CSP' THEN cap_usd * 1.001 WHEN basis = 'NTM' THEN"
                  + " cap_usd * 1.01 WHEN basis = 'FY1' THEN NULL ELSE cap_usd END,"
                  + " matched_cap_usd = CASE WHEN subsector = 'CSP' THEN matched_cap_usd * 1.002"
                  + " ELSE matched_cap_usd END,"
                  + " earnings_usd = CASE WHEN subsector = 'CSP' THEN earnings_usd * 1.01 ELSE"
                  + " earnings_usd END,"
                  + " member_count = CASE WHEN subsector = 'CSP' THEN member_count + 1 ELSE"
                  + " member_count END,"
                  + " matched_count = CASE WHEN subsector = 'CSP' THEN 99 ELSE matched_count END,"
                  + " coverage = CASE WHEN subsector = 'CSP' THEN 1.5 ELSE coverage END,"
                  + " valuation_date = CASE WHEN basis = 'FY2' THEN DATE'2025-03-02' ELSE"
                  + " valuation_date END,"
                  + " pe = CASE WHEN basis = 'LFY' THEN NULL ELSE pe END",
              "basket_id = 'us-ai' AND membership = 'point_in_time' AND ((subsector = 'CSP' AND"
                  + " valuation_date = '2025-03-03' AND basis = 'NTM') OR (subsector = 'ALL' AND"
                  + " valuation_date = '2026-01-13' AND basis IN ('NTM', 'FY1', 'FY2', 'LFY')))"),
          damage(
              "valuation.issuer_caps",
              "cap_usd = CASE WHEN status = 'NOT_LISTED' THEN 1 WHEN issuer_id = 'MSFT' THEN NULL"
                  + " ELSE cap_usd * 2 END, status = CASE WHEN status = 'NOT_LISTED' THEN 'OK' ELSE"
                  + " status END, valuation_date = CASE WHEN issuer_id = 'META' THEN"
                  + " DATE'2025-03-02' ELSE valuation_date END",
              "(issuer_id = 'MOORE' AND valuation_date = '2022-11-30') OR (issuer_id IN ('MSFT',"
                  + " 'META') AND valuation_date = '2025-03-03') OR (issuer_id = 'BABA' AND"
                  + " valuation_date = '2026-01-13')"),
          damage(
              "valuation.issuer_earnings",
              "earnings_usd = CASE WHEN issuer_id = 'MSFT' THEN NULL ELSE earnings_usd END,"
                  + " valuation_date = CASE WHEN issuer_id = 'META' THEN DATE'2021-03-02' ELSE"
                  + " valuation_date END, estimate_age_days = CASE WHEN issuer_id = 'AMZN' THEN 999"
                  + " ELSE estimate_age_days END",
              "issuer_id IN ('MSFT', 'META', 'AMZN') AND valuation_date = '2025-03-03' AND basis ="
                  + " 'NTM'"),
          damage(
              "valuation.basket_changes",
              "lfl_cap_change_usd = CASE WHEN subsector = 'CSP' THEN lfl_cap_change_usd * 2 ELSE"
                  + " lfl_cap_change_usd END, cap_to_usd = cap_to_usd + CASE WHEN subsector ="
                  + " 'MEMORY' THEN 1e9 ELSE 0 END, incremental_pe = CASE WHEN subsector = 'ALL'"
                  + " THEN NULL ELSE incremental_pe END, incremental_coverage ="
                  + " incremental_coverage + 1, matched_count = matched_count + 1,"
                  + " incremental_cap_change_usd = incremental_cap_change_usd + 1e10,"
                  + " earnings_change_fx_usd = NULL, incremental_pe_constant_fx = CASE WHEN"
                  + " subsector = 'ALL' THEN NULL ELSE incremental_pe_constant_fx END",
              "basket_id = 'us-ai' AND subsector IN ('CSP', 'ALL', 'MEMORY')"),
          damage("valuation.rerating", "rerating_usd = rerating_usd + 1e9", "subsector = 'ALL'"),
          damage(
              "valuation.comparisons",
              "pe_a = pe_a * 2, pe_premium = CASE WHEN subsector = 'CSP' THEN NULL ELSE pe_premium"
                  + " END",
              "subsector IN ('CSP', 'ALL')"),
          damage(
              "valuation.rolling",
              "mean = mean * 3, observations = observations + 1, percentile = NULL",
              "`window` = 63"),
          // A ratio that its sums do not give, a sum that is gone, a number without a reason.
          damage(
              "valuation.basket_multiples",
              "status = 'OK', value = NULL, numerator_usd = CASE WHEN subsector = 'ALL' THEN NULL"
                  + " ELSE numerator_usd END",
              "matched_count > 0 AND valuation_date = '2026-01-05' AND basis = 'CY2025'"),
          damage(
              "valuation.basket_growth",
              "growth = growth + 1, from_usd = CASE WHEN subsector = 'ALL' THEN NULL ELSE from_usd"
                  + " END",
              "growth IS NOT NULL AND valuation_date = '2026-01-05'"),
          damage(
              "valuation.basket_revisions",
              "revision = CASE WHEN subsector = 'ALL' THEN NULL ELSE revision + 1 END, breadth ="
                  + " breadth + 1, earnings_from_usd = CASE WHEN subsector = 'ALL' THEN NULL ELSE"
                  + " earnings_from_usd END",
              "status = 'OK' AND valuation_date = '2026-01-05'"),
          damage(
              "valuation.basket_index",
              "price_level = price_level * 2, total_return_level = total_return_level * 2,"
                  + " total_return = price_return - 1",
              "valuation_date = '2026-01-05' AND subsector = 'ALL'"),
          // A member's cap ten times as large for a day, and a coverage that is gone.
          damage(
              "valuation.issuer_caps",
              "cap_usd = cap_usd * 10",
              "issuer_id = 'NVDA' AND valuation_date = '2026-01-06'"),
          damage(
              "valuation.basket_valuations",
              "cap_usd = cap_usd * 3, coverage = coverage - 0.6",
              "basket_id = 'us-ai' AND subsector = 'ALL' AND valuation_date = '2026-01-06'"),
          damage(
              "valuation.restatements",
              "cap_effect_usd = cap_effect_usd + 1e12, earnings_effect_usd = earnings_effect_usd +"
                  + " 1e12, pe_effect = CASE WHEN subsector = 'ALL' THEN NULL ELSE pe_effect + 9 END",
              "subsector IN ('ALL', 'CSP') AND input IN ('shares', 'fx')"),
          damage(
              "valuation.capex_ratios",
              "ratio = ratio * 2, amount_a_usd = amount_a_usd * 3, status = CASE WHEN period ="
                  + " '2023' THEN 'BECAUSE' ELSE status END",
              "period IN (years, '2023')"),
          damage(
              "valuation.capex_intensity",
              "intensity = intensity * 2, capex_growth = CASE WHEN growth_status = 'OK' THEN NULL"
                  + " ELSE 1 END, status = CASE WHEN subsector = 'ALL' THEN 'BECAUSE' ELSE status"
                  + " END",
              "issuer_id IS NULL"),
          damage(
              "valuation.group_growth",
              "revenue_growth = revenue_growth + 2, income_status = 'BECAUSE', price_status ="
                  + " 'BECAUSE', multiple_status = 'BECAUSE', revenue_status = CASE WHEN issuer_id"
                  + " = 'MSFT' THEN 'BECAUSE' ELSE revenue_status END",
              "issuer_id IN ('MSFT', 'META', 'AMZN')"),
          damage(
              "valuation.index_relative",
              "relative = relative + 1, status = CASE WHEN span = 'LOW' THEN 'BECAUSE' ELSE status"
                  + " END",
              "issuer_id IS NULL"),
          damage(
              "valuation.flow_statistics",
              "net_buy_ytd = net_buy_ytd + 1e9, record_rank = 1, rolling_status = 'BECAUSE',"
                  + " turnover_status = 'BECAUSE', cap_status = 'BECAUSE'",
              "trade_date = '2025-12-02'"),
          damage(
              "valuation.model_gaps",
              "gap = gap + 0.1, status = CASE WHEN valuation_date = '2026-01-05' THEN 'BECAUSE'"
                  + " ELSE status END",
              "true"),
          damage(
              "valuation.model_releases", "gain_count = 99, status = 'BECAUSE'", "region = 'CN'"),
          damage(
              "valuation.leaderboard_shares",
              "share = share * 2, status = CASE WHEN dimension = 'REGION' THEN 'BECAUSE' ELSE"
                  + " status END",
              "true"),
          damage(
              "valuation.download_shares",
              "share = share * 2, status = CASE WHEN dimension = 'REGION' THEN 'BECAUSE' ELSE"
                  + " status END",
              "true"),
          damage(
              "valuation.parts_values",
              "value_usd = value_usd * 2, run_id = 'nobody', implied_status = 'BECAUSE', status ="
                  + " CASE WHEN segment = 'China e-commerce' THEN status ELSE 'BECAUSE' END",
              "part = 'SEGMENT'"),
          damage("ops.run_files", "accepted = accepted + 1, over_limit = true", "file = 'fx'"));

  private Path root;
  private Cli cli;
  private Cli.Ended sound;
  private Cli.Ended spoilt;

  private static String[] damage(String table, String set, String where) {
    return new String[] {table, set, where};
  }

  @BeforeAll
  void spoil(@TempDir Path folder) throws IOException {
    root = DemoWarehouse.get().copy(folder.resolve("warehouse"));
    cli = new Cli(root, TestSettings.compiled());
    Cli.Ended rolling =
        cli.run("value", "--from", "2026-01-12", "--baskets", "us-ai", "--bases", "NTM");
    assertThat(rolling.status()).as(rolling.err()).isZero();
    Cli.Ended diff =
        cli.run(
            "diff",
            "--basket",
            "us-ai",
            "--on",
            "2026-01-05",
            "--basis",
            "CY2026",
            "--since",
            "2099-01-01T00:00:00Z",
            "--recorded-by",
            "2099-01-02T00:00:00Z");
    assertThat(diff.status()).as(diff.err()).isZero();
    sound = cli.run("check", "--format", "csv");
    SparkSession spark = SparkSession.active();
    for (String[] one : DAMAGE) {
      String path = root.resolve(one[0].replace('.', '/')).toString();
      spark.sql("UPDATE delta.`" + path + "` SET " + one[1] + " WHERE " + one[2]);
    }
    spoilt = cli.run("check", "--format", "csv");
  }

  private static Set<String> named(Cli.Ended ended, String status) {
    return ended.lines().stream()
        .map(line -> line.split(",", -1))
        .filter(cells -> cells[3].equals(status))
        .map(cells -> cells[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theDemoHolds() {
    assertThat(named(sound, "FAILED")).isEmpty();
    assertThat(sound.status()).isZero();
    assertThat(named(sound, "OK")).hasSizeGreaterThan(55);
  }

  @Test
  void everyCheckCanFailAndNamesTheRows() {
    assertThat(spoilt.status()).isEqualTo(4);
    assertThat(named(spoilt, "FAILED")).isEqualTo(named(sound, "OK"));
    assertThat(spoilt.out())
        .contains("us-ai CSP 2025-03-03 NTM point_in_time default latest")
        .contains("BABA", "nobody", "2025-03-02");
  }

  @Test
  void whatCameOutIsKept() {
    assertThat(
            cli.run(
                    "sql",
                    "-e",
                    "SELECT count(DISTINCT run_id), count(DISTINCT check) FROM ops.checks WHERE"
                        + " status = 'FAILED'",
                    "--format",
                    "csv")
                .lines()
                .get(1))
        .isEqualTo("1," + named(sound, "OK").size());
  }

  @Test
  void explainSeesThatAStoredNumberIsNotWhatItsRowsGive() {
    Cli.Ended told =
        cli.run("explain", "--basket", "china-ai", "--on", "2026-01-13", "--basis", "NTM");
    assertThat(told.status()).isEqualTo(4);
    assertThat(told.out()).contains("DOES NOT AGREE", "BABA: cap_usd is stored as 7.76233");
  }

  @Test
  void explainAgreesAndNamesFileLineAndRun() {
    Cli demo = DemoWarehouse.get().cli();
    Cli.Ended told =
        demo.run(
            "explain",
            "--basket",
            "china-ai",
            "--on",
            "2026-01-13",
            "--basis",
            "CY2026",
            "--member",
            "BABA");
    assertThat(told.status()).as(told.err()).isZero();
    assertThat(told.out())
        .contains("calculated again from the rows below it is the same to 1e-12")
        .contains("9988.XHKG (primary): 158.02 HKD x 19,133,204,000 shares")
        .contains("line BABA.XNYS: no share count, so it adds nothing")
        .contains("FY 2027-03: net income, estimated 156,846,680,000 CNY x 0.75")
        .contains("prices.csv.gz:40530", "shares.csv:658", "known 2026-01-13T23:59:59.999999Z");
    Cli.Ended none =
        demo.run("explain", "--basket", "us-ai", "--on", "2026-01-04", "--basis", "CY2026");
    assertThat(none.status()).isZero();
    assertThat(none.out()).contains("Not stored under this methodology, knowledge and cut.");
  }

  @Test
  void aChangeIsTakenApartAndCalculatedAgain() {
    Cli demo = DemoWarehouse.get().cli();
    String[] change = {
      "explain",
      "--basket",
      "us-ai",
      "--from",
      "2022-11-30",
      "--on",
      "2026-01-05",
      "--basis",
      "CY2026",
      "--membership",
      "backcast:2026-01-05",
      "--member",
      "NVDA"
    };
    Cli.Ended told = demo.run(change);
    assertThat(told.status()).as(told.out() + told.err()).isZero();
    assertThat(told.out())
        .contains("calculated again from the rows below it is the same to 1e-12")
        .contains("cover 20 of the 42 members with a cap at both ends")
        .contains("Not matched (1)", "earnings at the start: NO_ESTIMATE")
        .contains("NVDA on 2022-11-30", "NVDA on 2026-01-05", "prices.csv.gz:");
    Cli.Ended doubted = cli.run(change);
    assertThat(doubted.status()).isEqualTo(4);
    assertThat(doubted.out()).contains("DOES NOT AGREE", "matched_count is stored as 21.0");
  }

  @Test
  void whatWasTakenInLaterIsNamedAsTheCause() {
    Cli.Ended told =
        DemoWarehouse.get()
            .cli()
            .run(
                "explain",
                "--basket",
                "us-ai",
                "--on",
                "2026-01-05",
                "--basis",
                "CY2026",
                "--recorded-by",
                "2020-01-01T00:00:00Z");
    assertThat(told.status()).isEqualTo(2);
    assertThat(told.err()).contains("All members were loaded after 2020-01-01T00:00:00Z");
  }

  @Test
  void aMeasureIsExplainedByTheRowsItLookedAt() {
    Cli demo = DemoWarehouse.get().cli();
    Cli.Ended told =
        demo.run(
            "explain",
            "--measure",
            "capex-ratio",
            "--basket",
            "china-ai",
            "--basket-b",
            "us-ai",
            "--on",
            "2026-01-13",
            "--years",
            "2023-2025",
            "--subsectors",
            "CSP");
    assertThat(told.status()).as(told.err()).isZero();
    assertThat(told.out())
        .contains("4 of these rows are stored; computed again from the rows below")
        .contains(
            "market.actuals: ",
            "issuer_id MSFT, metric capex, period_type FY, period_end 2024-06-30")
        .contains("actuals.csv:");
    String[] gap = {
      "explain", "--measure", "model-gap", "--benchmark", "intelligence_index", "--on", "2026-01-05"
    };
    assertThat(demo.run(gap).out()).contains("1 of these rows are stored", "model_scores.csv:");
    Cli.Ended doubted = cli.run(gap);
    assertThat(doubted.status()).isEqualTo(4);
    assertThat(doubted.out()).contains("DOES NOT AGREE", "gap is stored as 0.16");
    Cli.Ended wrong = demo.run("explain", "--measure", "nope");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err()).contains("there is no measure 'nope'. Known are capex-ratio");
  }
}
