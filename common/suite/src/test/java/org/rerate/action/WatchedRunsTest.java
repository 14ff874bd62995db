package org.rerate.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.run.ConfFolders;
import org.rerate.run.Settings;
import org.rerate.testing.SharedData;
import org.rerate.testing.SparkTestBase;

/** What those who watch are told of a real load. */
class WatchedRunsTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  @TempDir private Path folder;

  @Test
  void aLoadTellsItsRowsVersionsAndTheNewestClose() throws IOException {
    Path home = SharedData.repository();
    Path feed = Files.createDirectories(folder.resolve("feed"));
    Files.writeString(feed.resolve("issuers.csv"), "issuer_id,name,region\nA,A,US\n");
    Files.writeString(
        feed.resolve("securities.csv"), "security_id,issuer_id,ticker,currency\nA.1,A,A,USD\n");
    Files.writeString(
        feed.resolve("prices.csv"),
        "security_id,trade_date,close\nA.1,2026-01-13,10\nA.1,2026-01-40,11\n");
    ActionContext context =
        new ActionContext(
            warehouse(folder.resolve("warehouse")),
            Settings.load(
                ConfFolders.of(home),
                null,
                Map.of(),
                Map.of(
                    "events.file", folder.resolve("events").toString(),
                    "metrics.prometheus_folder", folder.resolve("node").toString())),
            ConfFolders.of(home),
            Clock.systemUTC(),
            null,
            false,
            line -> {});
    new IngestAction(context, feed.toString()).execute();

    ObjectMapper json = new ObjectMapper();
    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("events"))) {
      events.add(json.readTree(line));
    }
    assertThat(events.stream().map(event -> event.at("/eventType").asText()))
        .containsExactly("START", "COMPLETE");
    JsonNode done = events.get(1);
    assertThat(done.at("/inputs/0/name").asText()).isEqualTo(feed.toString());
    assertThat(done.at("/outputs"))
        .anySatisfy(
            output -> {
              assertThat(output.at("/name").asText())
                  .isEqualTo(folder.resolve("warehouse/market/prices").toString());
              assertThat(output.at("/facets/version/datasetVersion").asText()).isEqualTo("0");
              assertThat(output.at("/outputFacets/outputStatistics/rowCount").asLong())
                  .isEqualTo(1);
            });
    try (var files = Files.list(folder.resolve("node"))) {
      String metrics = Files.readString(files.findFirst().orElseThrow());
      assertThat(metrics)
          .contains(
              "table=\"market.prices\",outcome=\"quarantined\"} 1\n",
              "rerate_close_lag_seconds{command=\"ingest\"",
              "rerate_last_success_timestamp_seconds{command=\"ingest\"");
    }
  }
}
