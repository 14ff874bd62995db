package org.rerate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.Knowledge;
import org.rerate.domain.RerateException;
import org.rerate.history.AsOf;
import org.rerate.table.MeasureTables;
import org.rerate.testing.Folders;
import org.rerate.testing.SparkTestBase;

@TestInstance(Lifecycle.PER_CLASS)
class MeasuresByHandTest extends SparkTestBase {

  private static final String[] CAPEX = {
    "capex-ratio", "basket", "east", "basket-b", "west", "years", "2024", "on", "2025-01-10"
  };

  @TempDir private Path folder;

  private Path loaded;
  private MarketFiles files;
  private Asking asking;

  @BeforeAll
  void load(@TempDir Path once) {
    loaded = once;
    TinyMarket.load(new MarketFiles(warehouse(once)));
  }

  /** Every test has a warehouse of its own; copying one is faster than writing it again. */
  @BeforeEach
  void copy() throws IOException {
    Folders.copy(loaded, folder);
    files = new MarketFiles(warehouse(folder));
    asking = new Asking(warehouse(folder));
  }

  @Test
  void aReportedFlowConvertsAtTheMeanRateOfItsPeriodAndAnEstimateAtSpot() {
    monthlyRates();
    reportCapex();
    files.lines(
        "estimates",
        "issuer_id,metric,period_end,as_of_date,mean,currency",
        "A,capex,2025-03-31,2024-12-31,1600,CNY");
    Row year = rows(CAPEX).get(0);
    // A: 3/12 x 400 CNY x 0.10 (mean) + 9/12 x 1600 CNY x 0.20 (spot) = 10 + 240; B: 500.
    assertThat(year.<Double>getAs("amount_a_usd")).isEqualTo(250, within(1e-9));
    assertThat(year.<Double>getAs("ratio")).isEqualTo(0.5, within(1e-9));
  }

  @Test
  void aMemberWithoutAFigureIsNamedWithItsReason() {
    monthlyRates();
    reportCapex();
    Row year = rows(CAPEX).get(0);
    assertThat(year.<Double>getAs("ratio")).isNull();
    assertThat(year.<String>getAs("status")).isEqualTo("NO_COVERAGE");
    assertThat(year.<String>getAs("missing")).isEqualTo("A NO_ESTIMATE");
    assertThat(year.<Integer>getAs("covered_count_a")).isZero();
  }

  @Test
  void aPeriodWithAHoleInItsRatesIsNotConverted() {
    reportCapex();
    files.lines(
        "estimates",
        "issuer_id,metric,period_end,as_of_date,mean,currency",
        "A,capex,2025-03-31,2024-12-31,1600,CNY");
    assertThat(rows(CAPEX).get(0).<String>getAs("missing")).isEqualTo("A STALE_FX");
  }

  @Test
  void aFiscalYearIsTakenWholeWhereAskedFor() {
    monthlyRates();
    reportCapex();
    List<Row> rows = rows(with(CAPEX, "year-type", "fiscal", "years", "2023"));
    // The year to March 2024 is fiscal 2023: 400 CNY at 0.10.
    assertThat(rows.get(0).<Double>getAs("amount_a_usd")).isEqualTo(40, within(1e-9));
  }

  /** A rate every tenth day from April 2023 on: no hole, and 0.10 all along to March 2024. */
  private void monthlyRates() {
    List<String> lines = new ArrayList<>(List.of("currency,rate_date,usd_per_unit"));
    for (int month = 0; month < 12; month++) {
      for (String day : List.of("01", "11", "21", "28")) {
        lines.add(
            "CNY,%d-%02d-%s,0.10"
                .formatted(month < 9 ? 2023 : 2024, month < 9 ? month + 4 : month - 8, day));
      }
    }
    files.lines("fx", lines.toArray(String[]::new));
  }

  private void reportCapex() {
    files.lines(
        "actuals",
        "issuer_id,metric,period_end,value,currency,reported_on",
        "A,capex,2024-03-31,-400,CNY,2024-05-01",
        "B,capex,2024-12-31,500,USD,2025-01-05");
  }

  @Test
  void theQuartersOfABasketAreSummedOverMembersWithBothFigures() {
    files.lines(
        "actuals",
        "issuer_id,metric,period_end,period_type,value,currency,reported_on",
        "B,capex,2023-09-30,FQ,10,USD,2023-10-20",
        "B,capex,2024-09-30,FQ,-15,USD,2024-10-20",
        "B,revenue,2024-09-30,FQ,60,USD,2024-10-20");
    List<Row> rows = rows("capex-intensity", "basket", "west", "on", "2025-01-10");
    Row member = find(rows, "issuer_id", "B", "period", "2024Q3");
    assertThat(member.<Double>getAs("intensity")).isEqualTo(0.25);
    assertThat(member.<Double>getAs("capex_growth")).isEqualTo(0.5);
    assertThat(find(rows, "subsector", "ALL", "period", "2024Q3").<Double>getAs("intensity"))
        .isEqualTo(0.25);
    Row before = find(rows, "issuer_id", "B", "period", "2023Q3");
    assertThat(before.<String>getAs("status")).isEqualTo("NO_ACTUAL");
    assertThat(before.<String>getAs("growth_status")).isEqualTo("NO_ACTUAL");
  }

  @Test
  void aPriceIsSetAgainstTheIndexWithSplitsUndone() {
    List<Row> rows = rows("index-relative", "issuers", "A,B", "index", "IX", "from", "2023-12-29");
    // B: 100 before a split of 4 is 25 a share now; 25 to 30 is +20 % on an index of +10 %.
    Row b = find(rows, "issuer_id", "B", "span", "WINDOW");
    assertThat(b.<Double>getAs("price_from")).isEqualTo(25);
    assertThat(b.<Double>getAs("change")).isEqualTo(0.2, within(1e-12));
    assertThat(b.<Double>getAs("relative")).isEqualTo(1.2 / 1.1 - 1, within(1e-12));
    // A: lowest at 40 on 2024-12-31, which is also the last close of the year.
    Row low = find(rows, "issuer_id", "A", "span", "LOW");
    assertThat(low.<Double>getAs("change")).isEqualTo(1.0);
    assertThat(low.<Object>getAs("start_date")).hasToString("2024-12-31");
    assertThat(find(rows, "issuer_id", "A", "span", "YEAR_START").<Double>getAs("excess"))
        .isEqualTo(0.9, within(1e-12));
  }

  @Test
  void totalReturnIsPreferredAndBasesAreNotMixed() {
    files.lines(
        "prices",
        "security_id,trade_date,close,basis",
        "A1,2023-12-29,20,TOTAL_RETURN",
        "A1,2025-01-10,40,TOTAL_RETURN",
        "B1,2025-01-10,777,TOTAL_RETURN");
    List<Row> rows = rows("index-relative", "issuers", "A,B", "index", "IX", "from", "2023-12-29");
    Row a = find(rows, "issuer_id", "A", "span", "WINDOW");
    assertThat(a.<String>getAs("price_basis")).isEqualTo("TOTAL_RETURN");
    assertThat(a.<Double>getAs("change")).isEqualTo(1.0);
    Row b = find(rows, "issuer_id", "B", "span", "WINDOW");
    assertThat(b.<String>getAs("price_basis")).isEqualTo("AS_TRADED");
    assertThat(b.<Double>getAs("change")).isEqualTo(0.2, within(1e-12));
  }

  @Test
  void aBasketIsBoughtByCapAndHeld() {
    files.lines("members", "basket_id,issuer_id,subsector,valid_from", "west,A,CSP,2020-01-01");
    List<Row> rows = rows("index-relative", "basket", "west", "index", "IX", "from", "2024-12-31");
    Row basket = rows.stream().filter(r -> r.getAs("issuer_id") == null).findFirst().orElseThrow();
    // Caps on 2024-12-31: A 40 x 100 x 0.2 = 800 USD, B 100 x 10 = 1000 USD.
    // A doubles, B gains 20 %: (800 x 2 + 1000 x 1.2) / 1800 - 1.
    assertThat(basket.<Double>getAs("change")).isEqualTo(2800.0 / 1800 - 1, within(1e-12));
    assertThat(basket.<Integer>getAs("covered_count")).isEqualTo(2);
  }

  @Test
  void netBuyingIsAShareOfTurnoverAndCap() {
    List<Row> rows = rows("flows", "from", "2025-01-10");
    Row day = rows.get(0);
    // 4000 of 80 x 500 traded; 800 USD of 80 x 100 x 0.2 = 1600 USD.
    assertThat(day.<Double>getAs("share_of_turnover")).isEqualTo(0.1, within(1e-12));
    assertThat(day.<Double>getAs("share_of_cap")).isEqualTo(0.5, within(1e-12));
    assertThat(day.<Double>getAs("net_buy_ytd")).isEqualTo(4000);
    assertThat(day.<Integer>getAs("record_rank")).isEqualTo(1);
    assertThat(day.<Integer>getAs("session_count")).isEqualTo(2);
  }

  @Test
  void theStubAndTheImpliedMultipleFollowFromTheCap() {
    List<Row> rows = rows("parts", "issuer", "A", "on", "2025-01-10");
    // Cap 80 x 100 x 0.2 = 1600; trade 300 x 0.2 x 10 = 600; cloud earns 20.
    assertThat(find(rows, "part", "STUB").<Double>getAs("value_usd")).isEqualTo(1000, within(1e-9));
    assertThat(find(rows, "segment", "Cloud").<Double>getAs("implied_multiple"))
        .isEqualTo(50, within(1e-9));
    List<Row> named = rows("parts", "issuer", "A", "on", "2025-01-10", "segment", "Cloud");
    assertThat(named).hasSize(1);
  }

  @Test
  void scoresFromBeforeARebaseAreLeftOut() {
    files.lines(
        "model_scores",
        "model,organisation,region,released_on,benchmark,score,observed_on",
        "b1,Beta,US,2024-03-01,iq,30,2024-12-01",
        "b2,Beta,US,2024-05-01,iq,24,2024-12-01");
    Row before = rows("model-gap", "on", "2024-11-30").get(0);
    assertThat(before.<Double>getAs("gap")).isEqualTo(0.1, within(1e-12));
    // On the new scale only b1 and b2 have scores; a1's 45 must not beat b1's 30.
    Row after = rows("model-gap", "on", "2024-12-01").get(0);
    assertThat(after.<Double>getAs("gap")).isNull();
    assertThat(after.<String>getAs("status")).isEqualTo("NO_SCORE");
    assertThat(after.<Double>getAs("best_b")).isEqualTo(30);
    assertThat(after.<Object>getAs("scored_from")).hasToString("2024-12-01");
    assertThat(rows("leaderboard-shares", "on", "2024-12-01", "top", "2")).hasSize(2);
  }

  @Test
  void aFactThatIsTakenBackIsGoneFromThatKnowledgeOn() {
    files.lines(
        "model_scores",
        "model,benchmark,observed_on,known_at,retracted",
        "a1,iq,2024-06-01,2024-09-01T00:00:00Z,true");
    Asking then = asking.knowing(Knowledge.AS_WAS);
    assertThat(then.rows("model-gap", "on", "2024-08-31").get(0).<Double>getAs("gap"))
        .isEqualTo(0.1, within(1e-12));
    assertThat(then.rows("model-gap", "on", "2024-09-01").get(0).<String>getAs("status"))
        .isEqualTo("NO_SCORE");
  }

  @Test
  void aMonthCountsFromItsLastDay() {
    assertThat(rows("download-shares", "on", "2024-12-30")).isEmpty();
    List<Row> rows = rows("download-shares", "on", "2024-12-31");
    assertThat(find(rows, "name", "Alpha").<Double>getAs("share")).isEqualTo(0.75);
  }

  @Test
  void rowsTakenInAfterTheCutAreIgnored() {
    files.linesAt(
        Instant.parse("2026-11-02T00:00:00Z"),
        "model_scores",
        "model,organisation,region,released_on,benchmark,score,observed_on",
        "a2,Alpha,CN,2024-06-01,iq,60,2024-06-02");
    AsOf asOf = new AsOf(Knowledge.LATEST, Instant.parse("2026-11-01T12:00:00Z"));
    Asking cutOff = new Asking(warehouse(folder), asOf);
    assertThat(cutOff.rows("model-gap", "on", "2025-01-10").get(0).<Double>getAs("gap"))
        .isEqualTo(0.1, within(1e-12));
    assertThat(rows("model-gap", "on", "2025-01-10").get(0).<Double>getAs("gap"))
        .isEqualTo(1 - 60.0 / 50, within(1e-12));
  }

  @Test
  void askingTwiceForEveryMeasureLeavesItsRowsOnce() {
    reportCapex();
    List<String[]> commands =
        List.of(
            CAPEX,
            new String[] {"capex-intensity", "basket", "west", "period-type", "FY"},
            new String[] {"group-growth", "years", "2023-2024"},
            new String[] {"index-relative", "issuers", "A,B", "index", "IX"},
            new String[] {"index-relative", "basket", "west", "index", "IX"},
            new String[] {"flows"},
            new String[] {"model-releases"},
            new String[] {"leaderboard-shares"},
            new String[] {"download-shares"},
            new String[] {"parts"},
            new String[] {"parts", "segment", "Cloud"});
    for (int time = 0; time < 2; time++) {
      commands.forEach(c -> asking.write(c[0], Arrays.copyOfRange(c, 1, c.length)));
    }
    for (Measure measure : Measures.all()) {
      String key =
          measure.table().key().stream()
              .map(column -> "coalesce(string(" + column + "), '')")
              .collect(Collectors.joining(", "));
      Row counts =
          spark()
              .sql(
                  "SELECT count(*), count(DISTINCT " + key + ") FROM " + measure.table().fullName())
              .head();
      assertThat(counts.getLong(0)).as(measure.name()).isEqualTo(counts.getLong(1));
      boolean asked = !measure.name().equals("model-gap");
      assertThat(counts.getLong(0) > 0).as(measure.name()).isEqualTo(asked);
    }
  }

  @Test
  void everyRelationAnswersBeforeAnythingWasMeasured() {
    MeasureTables.all()
        .forEach(table -> assertThat(spark().table(table.fullName()).isEmpty()).isTrue());
    assertThat(Measures.all().stream().map(Measure::table))
        .containsExactlyInAnyOrderElementsOf(MeasureTables.all());
  }

  @Test
  void wrongUsageSaysWhatIsWrongAndWhatToDo() {
    refused("there is no measure 'capex'. Known are capex-ratio, capex-intensity,", "capex");
    refused("the measure parts has no option --baskt. It has --issuer,", "parts", "baskt", "x");
    refused(
        "the measure capex-ratio needs --basket-b. Give --basket-b BASKET:",
        "capex-ratio",
        "basket",
        "east");
    refused(
        "there is no basket 'north'. Known are east, west",
        "capex-ratio",
        "basket",
        "north",
        "basket-b",
        "west");
    refused(
        "--on 2031-01-01 is outside the data. Prices run from 2023-12-29 to 2025-01-10",
        "parts",
        "on",
        "2031-01-01");
    refused("--on is 'today'. It is a date such as 2026-01-13", "parts", "on", "today");
    refused(
        "there is no index 'XX'. Known are IX", "index-relative", "issuers", "A", "index", "XX");
    refused(
        "index-relative needs --basket or --issuers, one of them", "index-relative", "index", "IX");
    refused("--years is '2025-2023'. It is a year or a range", with(CAPEX, "years", "2025-2023"));
    refused("--channel 'X' is not in the data. Known are NORTH", "flows", "channel", "X");
    refused(
        "there is no segment 'Chips' of A. Known are Cloud, Trade", "parts", "segment", "Chips");
    refused(
        "--subsectors 'IDC' is not in the data. Known are ALL, CSP",
        with(CAPEX, "subsectors", "IDC"));
    refused(
        "--groups has 'A,B'. A group is NAME=ISSUER",
        "group-growth",
        "years",
        "2020-2024",
        "groups",
        "A,B");
  }

  private void refused(String message, String... command) {
    assertThatThrownBy(() -> rows(command))
        .isInstanceOfSatisfying(
            RerateException.class, e -> assertThat(e.exit()).isEqualTo(RerateException.Exit.USAGE))
        .hasMessageStartingWith(message);
  }

  private List<Row> rows(String... command) {
    return asking.rows(command[0], Arrays.copyOfRange(command, 1, command.length));
  }

  private static String[] with(String[] command, String... more) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static Row find(List<Row> rows, String... cells) {
    return rows.stream()
        .filter(
            row -> {
              for (int i = 0; i < cells.length; i += 2) {
                if (!cells[i + 1].equals(row.getAs(cells[i]))) {
                  return false;
                }
              }
              return true;
            })
        .findFirst()
        .orElseThrow();
  }
}
