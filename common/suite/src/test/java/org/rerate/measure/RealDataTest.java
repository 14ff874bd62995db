package org.rerate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.testing.SparkTestBase;

/** The measures on data that nobody made for them. */
class RealDataTest extends SparkTestBase {

  private static final List<String> SNAPSHOTS = List.of("2026-04-10", "2026-05-10", "2026-06-09");

  @Test
  void realLeaderboardsAreOnOneScaleAndGiveAGap(@TempDir Path folder) throws IOException {
    Path snapshots = sharedOrSkip("data/real/ai-leaderboard");
    List<String> lines =
        new ArrayList<>(
            List.of("model,organisation,region,released_on,benchmark,score,observed_on"));
    for (String day : SNAPSHOTS) {
      scores(snapshots.resolve("llms_" + day + ".json"), day, lines);
    }
    new MarketFiles(warehouse(folder)).lines("model_scores", lines.toArray(String[]::new));
    Asking asking = new Asking(warehouse(folder));

    List<Row> gaps = asking.rows("model-gap", "on", "2026-04-10,2026-06-09");
    // In these three months nobody rebased either benchmark: all scores are on the first scale.
    assertThat(gaps).allMatch(r -> r.getAs("scored_from").toString().equals("2026-04-10"));
    assertThat(gaps).allMatch(r -> r.getAs("status").equals("OK"));
    assertThat(gaps).allMatch(r -> r.<Double>getAs("gap") > -0.5 && r.<Double>getAs("gap") < 0.5);
    // Before the first snapshot nothing was known, however old the models are.
    assertThat(asking.rows("model-gap", "on", "2026-04-09"))
        .allMatch(r -> r.getAs("status").equals("NO_SCORE"));
    assertThat(asking.rows("model-releases", "benchmark", "index"))
        .anyMatch(r -> r.getAs("region").equals("CN") && r.getAs("status").equals("OK"));
    double top =
        asking.rows("leaderboard-shares", "top", "20", "benchmark", "index").stream()
            .filter(r -> r.getAs("dimension").equals("ORGANISATION"))
            .mapToDouble(r -> r.<Double>getAs("share"))
            .sum();
    assertThat(top).isEqualTo(1.0, within(1e-12));
  }

  @Test
  void aRealBenchmarkRescaledByATenthIsNoticed(@TempDir Path folder) throws IOException {
    Path snapshots = sharedOrSkip("data/real/ai-leaderboard");
    List<String> lines =
        new ArrayList<>(
            List.of("model,organisation,region,released_on,benchmark,score,observed_on"));
    scores(snapshots.resolve("llms_2026-05-10.json"), "2026-05-10", lines);
    List<String> again = new ArrayList<>(List.of(lines.get(0)));
    scores(snapshots.resolve("llms_2026-06-09.json"), "2026-06-09", again);
    for (String line : again.subList(1, again.size())) {
      String[] cells = line.split(",", -1);
      cells[5] = String.valueOf(Double.parseDouble(cells[5]) * 0.9);
      lines.add(String.join(",", cells));
    }
    new MarketFiles(warehouse(folder)).lines("model_scores", lines.toArray(String[]::new));
    assertThat(new Asking(warehouse(folder)).rows("model-gap", "on", "2026-06-09"))
        .hasSize(2)
        .allMatch(r -> r.getAs("scored_from").toString().equals("2026-06-09"));
  }

  private static void scores(Path file, String day, List<String> lines) throws IOException {
    Map<String, String> benchmarks =
        Map.of("artificial_analysis_intelligence_index", "index", "gpqa", "gpqa");
    for (JsonNode model : new ObjectMapper().readTree(file.toFile()).get("models")) {
      for (Map.Entry<String, String> benchmark : benchmarks.entrySet()) {
        JsonNode score = model.get("evaluations").path(benchmark.getKey());
        if (score.isNumber() && model.path("release_date").isTextual()) {
          lines.add(
              String.join(
                  ",",
                  model.get("slug").asText(),
                  model.get("creator").get("slug").asText(),
                  model.get("creator").get("country").asText().toUpperCase(Locale.ROOT),
                  model.get("release_date").asText(),
                  benchmark.getValue(),
                  score.asText(),
                  day));
        }
      }
    }
  }

  @Test
  void realPricesAreMeasuredAgainstAFund(@TempDir Path folder) throws IOException {
    Path bars = sharedOrSkip("data/real/us-cn-leaders");
    List<String> prices = new ArrayList<>(List.of("security_id,trade_date,close,basis"));
    List<String> levels = new ArrayList<>(List.of("index_id,level_date,level"));
    List<String> securities = new ArrayList<>(List.of("security_id,issuer_id,ticker,currency"));
    for (String ticker : List.of("NVDA", "BABA", "0700.HK", "QQQ")) {
      List<String> lines = Files.readAllLines(bars.resolve(ticker + ".csv"));
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split(",", -1);
        if (ticker.equals("QQQ")) {
          levels.add("QQQ," + cells[0] + "," + cells[1]);
        } else {
          prices.add(ticker + "," + cells[0] + "," + cells[1] + ",TOTAL_RETURN");
        }
      }
      securities.add(ticker + "," + ticker + "," + ticker + ",USD");
    }
    MarketFiles files = new MarketFiles(warehouse(folder));
    files.lines("securities", securities.toArray(String[]::new));
    files.lines("prices", prices.toArray(String[]::new));
    files.lines("index_levels", levels.toArray(String[]::new));
    List<Row> rows =
        new Asking(warehouse(folder))
            .rows(
                "index-relative",
                "issuers",
                "NVDA,BABA,0700.HK",
                "index",
                "QQQ",
                "from",
                "2023-01-03",
                "on",
                "2023-12-29");
    assertThat(rows).hasSize(9).allMatch(r -> r.getAs("status").equals("OK"));
    assertThat(new TreeSet<>(rows.stream().map(r -> r.<String>getAs("price_basis")).toList()))
        .containsExactly("TOTAL_RETURN");
    // 2023: Nvidia more than tripled, the Nasdaq 100 rose by about half, Alibaba fell.
    Row nvidia = rows.get(1);
    assertThat(nvidia.<Double>getAs("change")).isEqualTo(2.39, within(0.05));
    assertThat(nvidia.<Double>getAs("index_change")).isEqualTo(0.55, within(0.02));
    assertThat(rows.get(4).<Double>getAs("relative")).isNegative();
    // A low is never above the start.
    assertThat(rows.get(2).<Double>getAs("change"))
        .isGreaterThanOrEqualTo(rows.get(0).<Double>getAs("change"));
  }
}
