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
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.engine.delta.Warehouse;
import org.rerate.run.ConfFolders;
import org.rerate.run.Settings;
import org.rerate.table.OpsTables;
import org.rerate.testing.SharedData;
import org.rerate.testing.SparkTestBase;

/** What those who watch are told of a real load. */
class WatchedRunsTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  @TempDir private Path folder;

  private ActionContext context() {
    Path home = SharedData.repository();
    return new ActionContext(
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
  }

  private List<JsonNode> events() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("events"))) {
      events.add(json.readTree(line));
    }
    return events;
  }

  @Test
  void aLoadTellsItsRowsVersionsAndTheNewestClose() throws IOException {
    Path feed = Files.createDirectories(folder.resolve("feed"));
    Files.writeString(feed.resolve("issuers.csv"), "issuer_id,name,region\nA,A,US\n");
    Files.writeString(
        feed.resolve("securities.csv"), "security_id,issuer_id,ticker,currency\nA.1,A,A,USD\n");
    Files.writeString(
        feed.resolve("prices.csv"),
        "security_id,trade_date,close\nA.1,2026-01-13,10\nA.1,2026-01-40,11\n");
    new IngestAction(context(), feed.toString()).execute();

    List<JsonNode> events = events();
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

  @Test
  void aRunFoundDeadIsToldAsFailed() throws IOException {
    Path feed = Files.createDirectories(folder.resolve("feed"));
    Files.writeString(feed.resolve("issuers.csv"), "issuer_id,name,region\nA,A,US\n");
    new IngestAction(context(), feed.toString()).execute();
    ActionContext context = context();
    Warehouse warehouse = context.warehouse();
    Row own = warehouse.read(OpsTables.RUN_LOG).where("status = 'RUNNING'").head();
    // A number that Linux gives to no process.
    String gone = own.<String>getAs("host").split(" ")[0] + " 99999999 2026-01-05T10:00:00Z";
    Object[] cells = new Object[own.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = own.get(i);
    }
    cells[own.fieldIndex("run_id")] = "r-gone";
    cells[own.fieldIndex("command")] = "value";
    cells[own.fieldIndex("host")] = gone;
    warehouse.appendRows(OpsTables.RUN_LOG, List.of(RowFactory.create(cells)), "r-gone");

    new IngestAction(context, feed.toString()).execute();

    assertThat(
            events().stream()
                .map(
                    event ->
                        event.at("/eventType").asText() + " " + event.at("/job/name").asText()))
        .containsExactly(
            "START ingest", "COMPLETE ingest", "FAIL value", "START ingest", "COMPLETE ingest");
    JsonNode dead = events().get(2);
    assertThat(dead.at("/run/facets/rerate/run_id").asText()).isEqualTo("r-gone");
    assertThat(dead.at("/run/facets/errorMessage/message").asText())
        .isEqualTo("found dead by a later run");
    try (var files = Files.list(folder.resolve("node"))) {
      assertThat(files).as("metrics of the dead run's command").hasSize(1);
    }
  }
}
