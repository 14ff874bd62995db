package org.rerate.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rerate.SharedSession;
import org.rerate.engine.delta.Warehouse;

/** Generated worlds with known counts, and for the dirty one the rule that each bad line broke. */
class WorldsTest {

  @TempDir Path folder;

  private static List<FileOutcome> load(Warehouse warehouse, Path feed, String run) {
    IngestOptions same = Loads.options(run, 0.05, 0);
    QuarantineLimit limit = new QuarantineLimit(0.05, 10);
    return new Ingest(
            warehouse,
            new IngestOptions(null, Set.of(), limit, run, same.ingestedAt(), same.runDay()),
            line -> {})
        .load(feed.toString());
  }

  static List<String> counts(List<FileOutcome> outcomes) {
    return outcomes.stream()
        .map(
            o ->
                String.join(
                    ",",
                    o.file(),
                    "" + o.read(),
                    "" + o.accepted(),
                    "" + o.unchanged(),
                    "" + o.quarantined(),
                    o.refused().orElse(""),
                    "" + o.overLimit()))
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"world-103", "world-104", "world-105"})
  void countsAreAsExpected(String name) throws IOException {
    Path world = SharedSession.shared("worlds").resolve(name);
    List<String> expected =
        new ArrayList<>(Files.readAllLines(world.resolve("expected/ingest.csv")));
    List<FileOutcome> outcomes = load(SharedSession.warehouse(folder), world.resolve("feed"), "r1");
    assertThat(counts(outcomes)).isEqualTo(expected.subList(1, expected.size()));
  }

  @Test
  void everyBadLineIsHeldForItsRule() throws IOException {
    Path world = SharedSession.shared("worlds").resolve("world-103");
    Warehouse warehouse = SharedSession.warehouse(folder);
    load(warehouse, world.resolve("feed"), "r1");
    List<String> held =
        warehouse
            .spark()
            .sql("SELECT concat_ws(' ', target, line_number, rules[0]) FROM raw.quarantine")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    assertThat(held).containsExactlyInAnyOrderElementsOf(truth(world));
  }

  @Test
  void loadedAgainEverythingIsUnchanged() {
    Path feed = SharedSession.shared("worlds").resolve("world-103").resolve("feed");
    Warehouse warehouse = SharedSession.warehouse(folder);
    List<FileOutcome> first = load(warehouse, feed, "r1");
    List<FileOutcome> again = load(warehouse, feed, "r2");
    for (int i = 0; i < first.size(); i++) {
      assertThat(again.get(i).accepted()).isZero();
      assertThat(again.get(i).tableVersion()).isEmpty();
      assertThat(again.get(i).unchanged())
          .isEqualTo(first.get(i).accepted() + first.get(i).unchanged());
      assertThat(again.get(i).quarantined()).isEqualTo(first.get(i).quarantined());
    }
    assertThat(warehouse.spark().sql("SELECT * FROM raw.quarantine WHERE run_id = 'r2'").count())
        .isZero();
  }

  private static List<String> truth(Path world) throws IOException {
    JsonNode files = new ObjectMapper().readTree(world.resolve("truth.json").toFile()).get("files");
    List<String> rows = new ArrayList<>();
    for (Map.Entry<String, JsonNode> file : files.properties()) {
      for (JsonNode row : file.getValue().get("rows")) {
        rows.add(
            String.join(" ", file.getKey(), row.get("line").asText(), row.get("rule").asText()));
      }
    }
    return rows;
  }
}
