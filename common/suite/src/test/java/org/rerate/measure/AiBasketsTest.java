package org.rerate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.Knowledge;
import org.rerate.testing.SparkTestBase;

/** The published figures, from the feed that was made for them. */
@TestInstance(Lifecycle.PER_CLASS)
class AiBasketsTest extends SparkTestBase {

  private static final Offset<Double> POINT = within(0.005);

  private Asking asking;

  @BeforeAll
  void load(@TempDir Path folder) {
    Path feed = sharedOrSkip("data/ai-baskets");
    new MarketFiles(warehouse(folder))
        .folder(
            feed,
            "issuers",
            "securities",
            "baskets",
            "members",
            "fx",
            "corporate_actions",
            "shares",
            "prices",
            "estimates",
            "actuals",
            "index_levels",
            "flows",
            "model_scores",
            "model_downloads",
            "segments");
    asking = new Asking(warehouse(folder));
  }

  @Test
  void chinasCloudProvidersSpentEighteenPercentOfAmericas() {
    List<Row> rows =
        asking.rows(
            "capex-ratio",
            "basket",
            "china-ai",
            "basket-b",
            "us-ai",
            "on",
            "2026-01-13",
            "years",
            "2023-2025",
            "subsectors",
            "CSP");
    assertThat(rows).hasSize(4);
    Row total = rows.get(3);
    assertThat(total.<String>getAs("period")).isEqualTo("2023-2025");
    assertThat(total.<Double>getAs("ratio")).isEqualTo(0.18, POINT);
    assertThat(total.<Integer>getAs("covered_count_a")).isEqualTo(4);
    assertThat(total.<Integer>getAs("covered_count_b")).isEqualTo(5);
    assertThat(total.<String>getAs("missing")).isNull();
    assertThat(total.<String>getAs("status")).isEqualTo("OK");
    // 53 + 32 + 28 bn, and half of 28 and 44, and 5/12 of 8.7 with 7/12 of 6.9.
    assertThat(rows.get(0).<Double>getAs("amount_b_usd")).isEqualTo(156.65e9, within(1e6));
  }

  @Test
  void theSameFiguresAreSeenAsTheyWere() {
    List<Row> rows =
        asking
            .knowing(Knowledge.AS_WAS)
            .rows(
                "capex-ratio",
                "basket",
                "china-ai",
                "basket-b",
                "us-ai",
                "on",
                "2026-01-13",
                "years",
                "2023-2025",
                "subsectors",
                "CSP");
    assertThat(rows.get(3).<Double>getAs("ratio")).isEqualTo(0.18, POINT);
  }

  @Test
  void theGapIsSixPercentAndWasEight() {
    List<Row> rows =
        asking.rows("model-gap", "benchmark", "intelligence_index", "on", "2025-11-30,2026-01-05");
    assertThat(rows.get(0).<Double>getAs("gap")).isEqualTo(0.08, POINT);
    assertThat(rows.get(1).<Double>getAs("gap")).isEqualTo(0.06, POINT);
    assertThat(rows.get(1).<String>getAs("model_a")).isEqualTo("GLM 4.7");
    assertThat(rows.get(1).<String>getAs("model_b")).isEqualTo("Gemini 3 Pro");
  }

  @Test
  void releasesOfTheFourthQuarterGainedAsPublished() {
    List<Row> rows =
        asking.rows("model-releases", "benchmark", "intelligence_index", "years", "2025");
    Row china = one(rows, "2025Q4", "CN");
    assertThat(china.<Integer>getAs("release_count")).isEqualTo(5);
    assertThat(china.<Double>getAs("mean_gain")).isEqualTo(10.8, within(1e-9));
    Row america = one(rows, "2025Q4", "US");
    assertThat(america.<Integer>getAs("release_count")).isEqualTo(2);
    assertThat(america.<Double>getAs("mean_gain")).isEqualTo(6.0, within(1e-9));
  }

  private static Row one(List<Row> rows, String quarter, String region) {
    return rows.stream()
        .filter(r -> r.getAs("quarter").equals(quarter) && r.getAs("region").equals(region))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theTopTenAreShared() {
    List<Row> rows =
        asking.rows("leaderboard-shares", "benchmark", "intelligence_index", "on", "2026-01-05");
    double regions =
        rows.stream()
            .filter(r -> r.getAs("dimension").equals("REGION"))
            .mapToDouble(r -> r.<Double>getAs("share"))
            .sum();
    assertThat(regions).isEqualTo(1.0, within(1e-12));
    // 73, 70, 69, 68.6 CN, 67 CN, 66 CN, 65.6, 65.4, 65 Grok (July), 65 Qwen (November) CN
    assertThat(
            rows.stream()
                .filter(r -> r.getAs("name").equals("CN"))
                .findFirst()
                .orElseThrow()
                .<Integer>getAs("model_count"))
        .isEqualTo(4);
  }

  @Test
  void sharesOfAMonthsDownloadsAddUp() {
    List<Row> rows = asking.rows("download-shares", "from", "2025-12-01", "to", "2025-12-31");
    double sum =
        rows.stream()
            .filter(r -> r.getAs("dimension").equals("ORGANISATION"))
            .mapToDouble(r -> r.<Double>getAs("share"))
            .sum();
    assertThat(sum).isEqualTo(1.0, within(1e-12));
    // 243009773 of 321569450
    assertThat(share(rows, "Alibaba")).isEqualTo(0.7557, within(1e-4));
    assertThat(share(rows, "CN")).isEqualTo(0.8114, within(1e-4));
  }

  private static double share(List<Row> rows, String name) {
    return rows.stream()
        .filter(r -> r.getAs("name").equals(name))
        .findFirst()
        .orElseThrow()
        .<Double>getAs("share");
  }

  @Test
  void partsAndStubAddUpToTheCap() {
    List<Row> rows = asking.rows("parts", "issuer", "BABA", "on", "2026-01-13");
    double sum =
        rows.stream()
            .filter(r -> !r.getAs("part").equals("CAP"))
            .filter(r -> r.getAs("value_usd") != null)
            .mapToDouble(r -> r.<Double>getAs("value_usd"))
            .sum();
    Row cap = part(rows, "CAP", null);
    assertThat(sum).isEqualTo(cap.<Double>getAs("value_usd"), within(1.0));
    Row cloud = part(rows, "SEGMENT", "Cloud intelligence");
    assertThat(cloud.<String>getAs("status")).isEqualTo("NO_MULTIPLE");
    double stub = part(rows, "STUB", null).<Double>getAs("value_usd");
    assertThat(cloud.<Double>getAs("implied_multiple"))
        .isEqualTo(stub / cloud.<Double>getAs("profit_usd"), within(1e-9));
    assertThat(part(rows, "SEGMENT", "Local services").<String>getAs("implied_status"))
        .isEqualTo("NON_POSITIVE_EARNINGS");
  }

  private static Row part(List<Row> rows, String part, String segment) {
    return rows.stream()
        .filter(r -> r.getAs("part").equals(part))
        .filter(r -> segment == null || segment.equals(r.getAs("segment")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void flowsAreRankedAndSummed() {
    List<Row> rows = asking.rows("flows", "from", "2025-08-27");
    assertThat(rows).hasSize(450);
    Row first = rows.stream().filter(r -> r.getAs("security_id") == null).findFirst().orElseThrow();
    assertThat(first.<Double>getAs("net_buy")).isEqualTo(18308072832.0);
    assertThat(first.<Integer>getAs("record_rank")).isEqualTo(1);
    assertThat(first.<String>getAs("rolling_status")).isEqualTo("INSUFFICIENT_HISTORY");
    assertThat(first.<String>getAs("cap_status")).isEqualTo("NOT_APPLICABLE");
    Row line =
        rows.stream()
            .filter(r -> "700.XHKG".equals(r.getAs("security_id")))
            .reduce((a, b) -> b)
            .orElseThrow();
    assertThat(line.<String>getAs("turnover_status")).isEqualTo("NO_VOLUME");
    assertThat(line.<Double>getAs("share_of_cap")).isBetween(-0.1, 0.1);
    assertThat(line.<String>getAs("rolling_status")).isEqualTo("OK");
  }

  @Test
  void flowsSeenAsTheyWereAreTheSameWithoutCorrections() {
    assertThat(asking.knowing(Knowledge.AS_WAS).rows("flows", "from", "2025-12-01"))
        .isEqualTo(asking.rows("flows", "from", "2025-12-01"));
  }

  @Test
  void aBasketIsMeasuredAgainstAnIndex() {
    List<Row> rows =
        asking.rows(
            "index-relative", "basket", "china-ai", "index", "HSTECH", "from", "2025-01-13");
    List<Row> whole = rows.stream().filter(r -> r.getAs("issuer_id") == null).toList();
    assertThat(whole).hasSize(3);
    Row window = whole.get(0);
    // Like for like the caps rose 88 %; share counts and exchange rates moved a little as well.
    assertThat(window.<Double>getAs("change")).isEqualTo(0.88, within(0.1));
    assertThat(window.<Double>getAs("relative"))
        .isEqualTo(
            (1 + window.<Double>getAs("change")) / (1 + window.<Double>getAs("index_change")) - 1,
            within(1e-12));
    assertThat(rows.stream().filter(r -> "BABA".equals(r.getAs("issuer_id")))).hasSize(3);
  }

  @Test
  void capexOverRevenueOfAFiscalYear() {
    List<Row> rows =
        asking.rows("capex-intensity", "basket", "us-ai", "period-type", "FY", "periods", "3");
    Row microsoft =
        rows.stream()
            .filter(r -> "MSFT".equals(r.getAs("issuer_id")) && r.getAs("period").equals("2025"))
            .findFirst()
            .orElseThrow();
    // 65 of 282 bn; 65 after 44 bn
    assertThat(microsoft.<Double>getAs("intensity")).isEqualTo(65.0 / 282, within(1e-9));
    assertThat(microsoft.<Double>getAs("capex_growth")).isEqualTo(65.0 / 44 - 1, within(1e-9));
    Row providers =
        rows.stream()
            .filter(
                r ->
                    r.getAs("issuer_id") == null
                        && r.getAs("subsector").equals("CSP")
                        && r.getAs("period").equals("2024"))
            .findFirst()
            .orElseThrow();
    // Five members; year 2024 of Oracle is the one that ended in May 2025.
    assertThat(providers.<Double>getAs("intensity"))
        .isEqualTo((44.0 + 83 + 53 + 39 + 21) / (245 + 638 + 350 + 164 + 57), within(1e-9));
  }

  @Test
  void growthOfTheBasketsIsMeasuredWhereReported() {
    List<Row> rows = asking.rows("group-growth", "years", "2023-2024", "basket", "us-ai");
    assertThat(rows).hasSize(48);
    Row amazon =
        rows.stream().filter(r -> "AMZN".equals(r.getAs("issuer_id"))).findFirst().orElseThrow();
    assertThat(amazon.<Double>getAs("revenue_growth")).isEqualTo(638.0 / 575 - 1, within(1e-9));
    assertThat(amazon.<String>getAs("multiple_status")).isEqualTo("OK");
  }

  @Test
  void askingAgainReplacesJustWhatWasAskedFor() {
    asking.write("model-gap", "on", "2025-11-30");
    asking.write("model-gap", "on", "2026-01-05");
    asking.write("model-gap", "on", "2026-01-05", "benchmark", "gpqa");
    asking.knowing(Knowledge.AS_WAS).write("model-gap", "on", "2026-01-05");
    assertThat(spark().table("valuation.model_gaps").count()).isEqualTo(6);
    assertThat(spark().table("valuation.model_gaps").where("knowledge = 'latest'").count())
        .isEqualTo(4);
  }
}
