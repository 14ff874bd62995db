package org.rerate.run.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.TableState;
import org.rerate.run.ConfFolders;
import org.rerate.run.Intake;
import org.rerate.run.Intake.RowCounts;
import org.rerate.run.Run;
import org.rerate.run.RunInputs;
import org.rerate.run.RunResult;
import org.rerate.run.Settings;
import org.rerate.run.watch.RunReport.Freshness;
import org.rerate.run.watch.RunReport.Stage;

/** Events and metrics of runs, to real sockets and files. */
@Tag("fast")
class RunWatchesTest {

  private static final String WAREHOUSE = "s3a://desk/rerate";
  private static final Instant START = Instant.parse("2026-01-14T06:00:00Z");
  private static final RunInputs READ =
      new RunInputs(Map.of("market.prices", "12 5f3c9a1b 77ab03cd9e21", "edition", "4"), Map.of());
  private static final Run OUTER =
      new Run("nightly", "run", "daily", START, "0.1.0", null, null, null);
  private static final Run VALUE =
      new Run("nightly-2", "value", "", START, "0.1.0", "default", "latest", null);

  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();

  private static RunReport valued(Stage stage, String error) {
    boolean isDone = stage == Stage.DONE;
    return new RunReport(
        VALUE,
        OUTER,
        stage,
        isDone ? START.plusMillis(2500) : START,
        READ,
        isDone
            ? new RunResult(
                Map.of("valuation.basket_valuations", new TableState(3, "a", "b")), -1, -1)
            : RunResult.NONE,
        error,
        Freshness.UNKNOWN);
  }

  private static RunReport loaded(Stage stage) {
    return new RunReport(
        new Run("r1", "ingest", "/feed", START, "0.1.0", null, null, null),
        null,
        stage,
        START.plusMillis(1250),
        RunInputs.NONE,
        new RunResult(Map.of("market.prices", new TableState(13, "a", "b")), 40, 38)
            .withIntake(new Intake("/feed", Map.of("market.prices", new RowCounts(40, 38, 2)))),
        stage == Stage.DONE ? null : "it broke",
        new Freshness(
            Optional.of(LocalDate.parse("2026-01-13")),
            Optional.of(Instant.parse("2026-01-14T06:00:01Z"))));
  }

  private RunWatches watches(String... settings) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      options.put(settings[i], settings[i + 1]);
    }
    return RunWatches.of(
        Settings.load(ConfFolders.of(folder), null, Map.of(), options), WAREHOUSE, said::add);
  }

  /** A server on loopback that keeps what is posted and answers with {@code status}. */
  private static HttpServer server(int status, List<String> bodies) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/lineage",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          bodies.add(exchange.getRequestHeaders().getFirst("Authorization") + "\n" + body);
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String url(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/lineage";
  }

  @Test
  void anEndpointGetsStartAndEndWithVersionsAndColumns() throws IOException {
    List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    HttpServer server = server(201, bodies);
    try {
      RunWatches watches = watches("events.url", url(server), "events.token", "letmein");
      watches.tell(valued(Stage.STARTED, null));
      watches.tell(valued(Stage.DONE, null));
      watches.tell(valued(Stage.FAILED, "another run wrote"));
    } finally {
      server.stop(0);
    }
    assertThat(said).isEmpty();
    assertThat(bodies).hasSize(3).allSatisfy(body -> assertThat(body).startsWith("Bearer letmein"));

    ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());
    List<JsonNode> events = new ArrayList<>();
    for (String body : bodies) {
      String event = body.substring(body.indexOf('\n') + 1);
      // The model that OpenLineage gives to servers; it refuses what it does not know.
      var read = json.readValue(event, io.openlineage.server.OpenLineage.RunEvent.class);
      assertThat(read.getJob().getName()).isEqualTo("value");
      events.add(json.readTree(event));
    }
    assertThat(events.stream().map(event -> event.at("/eventType").asText()))
        .containsExactly("START", "COMPLETE", "FAIL");
    assertThat(events.stream().map(event -> event.at("/run/runId").asText()).distinct()).hasSize(1);
    JsonNode done = events.get(1);
    assertThat(done.at("/eventTime").asText()).isEqualTo("2026-01-14T06:00:02.5Z");
    assertThat(done.at("/schemaURL").asText()).contains("openlineage.io/spec/");
    assertThat(done.at("/run/facets/parent/job/name").asText()).isEqualTo("run");
    assertThat(done.at("/run/facets/rerate/run_id").asText()).isEqualTo("nightly-2");
    assertThat(done.at("/inputs")).hasSize(1);
    assertThat(done.at("/inputs/0/namespace").asText()).isEqualTo("s3://desk");
    assertThat(done.at("/inputs/0/name").asText()).isEqualTo("rerate/market/prices");
    assertThat(done.at("/inputs/0/facets/version/datasetVersion").asText()).isEqualTo("12");
    assertThat(done.at("/outputs/0/facets/version/datasetVersion").asText()).isEqualTo("3");
    assertThat(done.at("/outputs/0/facets/columnLineage/fields/pe/inputFields"))
        .anySatisfy(
            field -> {
              assertThat(field.at("/namespace").asText()).isEqualTo("s3://desk");
              assertThat(field.at("/name").asText()).isEqualTo("rerate/market/prices");
              assertThat(field.at("/field").asText()).isEqualTo("close");
            });
    assertThat(events.get(2).at("/run/facets/errorMessage/message").asText())
        .isEqualTo("another run wrote");
  }

  @Test
  void anEndpointThatFailsIsWarnedOfOnceAndLeftAlone() throws IOException {
    List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    HttpServer server = server(500, bodies);
    Path file = folder.resolve("lineage/events.jsonl");
    String url = url(server);
    try {
      RunWatches watches = watches("events.url", url, "events.file", file.toString());
      watches.tell(valued(Stage.STARTED, null));
      watches.tell(valued(Stage.DONE, null));
    } finally {
      server.stop(0);
    }
    assertThat(bodies).hasSize(1);
    assertThat(said)
        .containsExactly(
            "Warning: cannot tell of runs to "
                + url
                + " (it answers with status 500). The work goes on; nothing further is sent there");
    assertThat(Files.readAllLines(file)).hasSize(2);

    // Nobody listens there any more.
    watches("events.url", url).tell(valued(Stage.STARTED, null));
    assertThat(said).hasSize(2);
  }

  @Test
  void prometheusFindsAFilePerCommandThatIsReplaced() throws IOException {
    RunWatches watches = watches("metrics.prometheus_folder", folder.resolve("node").toString());
    assertThat(watches.needFreshness()).isTrue();
    watches.tell(loaded(Stage.FAILED));
    watches.tell(loaded(Stage.DONE));
    watches.tell(valued(Stage.DONE, null));
    List<Path> files;
    try (var listed = Files.list(folder.resolve("node"))) {
      files = listed.sorted().toList();
    }
    assertThat(files).hasSize(2).allSatisfy(file -> assertThat(file).hasExtension("prom"));
    String labels = "{command=\"ingest\",warehouse=\"s3a://desk/rerate\"";
    assertThat(files.get(0))
        .hasContent(
            """
            # HELP rerate_run_success 1 if the last run is done, 0 if it failed
            # TYPE rerate_run_success gauge
            rerate_run_success%1$s} 1
            # HELP rerate_run_seconds How long the last run took
            # TYPE rerate_run_seconds gauge
            rerate_run_seconds%1$s} 1.250
            # HELP rerate_run_end_timestamp_seconds When the last run ended
            # TYPE rerate_run_end_timestamp_seconds gauge
            rerate_run_end_timestamp_seconds%1$s} 1768370401.250
            # HELP rerate_last_success_timestamp_seconds When a run was done last
            # TYPE rerate_last_success_timestamp_seconds gauge
            rerate_last_success_timestamp_seconds%1$s} 1768370401
            # HELP rerate_close_lag_seconds From the end (UTC) of the day of the newest close to the run's end
            # TYPE rerate_close_lag_seconds gauge
            rerate_close_lag_seconds%1$s} 21601
            # HELP rerate_rows Rows of the last run by table and what became of them
            # TYPE rerate_rows gauge
            rerate_rows%1$s,table="market.prices",outcome="read"} 40
            rerate_rows%1$s,table="market.prices",outcome="accepted"} 38
            rerate_rows%1$s,table="market.prices",outcome="quarantined"} 2
            """
                .formatted(labels));
  }

  @Test
  void statsdGetsLinesOverUdp() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout(10_000);
      watches("metrics.statsd", "127.0.0.1:" + socket.getLocalPort()).tell(loaded(Stage.DONE));
      DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
      socket.receive(packet);
      assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
          .isEqualTo(
              """
              rerate.ingest.done:1|c
              rerate.ingest.duration:1250|ms
              rerate.ingest.last_success:1768370401|g
              rerate.ingest.close_lag:21601|g
              rerate.ingest.market_prices.rows_read:40|c
              rerate.ingest.market_prices.rows_accepted:38|c
              rerate.ingest.market_prices.rows_quarantined:2|c"""
                  .stripIndent());
    }
    assertThat(said).isEmpty();
  }

  @Test
  void anAddressThatIsNoneIsWrongUsage() {
    assertThatThrownBy(() -> watches("metrics.statsd", "localhost"))
        .isInstanceOf(RerateException.class)
        .hasMessage("metrics.statsd = localhost is no address. Write it as localhost:8125");
    assertThatThrownBy(() -> watches("events.url", "marquez/lineage"))
        .isInstanceOf(RerateException.class)
        .hasMessageContaining("is no HTTP address. Write it as http://marquez:5000/api/v1/lineage");
  }
}
