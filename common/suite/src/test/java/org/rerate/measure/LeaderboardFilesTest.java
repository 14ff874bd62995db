package org.rerate.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.engine.delta.Warehouse;
import org.rerate.ingest.load.FileOutcome;
import org.rerate.ingest.load.Ingest;
import org.rerate.ingest.load.IngestOptions;
import org.rerate.ingest.load.QuarantineLimit;
import org.rerate.ingest.read.MappingFile;
import org.rerate.testing.SharedData;
import org.rerate.testing.SparkTestBase;

/** From the real leaderboard's JSON through the shipped mapping to the three measures. */
class LeaderboardFilesTest extends SparkTestBase {

  private List<FileOutcome> load(Warehouse warehouse, String feed) throws IOException {
    Path conf = SharedData.repository().resolve("conf/sources/ai-leaderboard.conf");
    IngestOptions options =
        new IngestOptions(
            MappingFile.parse("ai-leaderboard", Files.readString(conf)),
            Set.of(),
            new QuarantineLimit(0.05, 0),
            "run-1",
            Instant.parse("2026-11-21T12:00:00Z"),
            LocalDate.of(2026, 11, 21));
    return new Ingest(warehouse, options, line -> {}).load(feed);
  }

  @Test
  void realSnapshotsGiveGapsReleasesAndShares(@TempDir Path folder) throws IOException {
    Path snapshots = sharedOrSkip("data/real/ai-leaderboard");
    Warehouse warehouse = warehouse(folder);
    FileOutcome scores = load(warehouse, snapshots.toString()).get(0);
    assertThat(scores.sourceRows()).isEqualTo(445 + 485 + 500);
    // Three models without a release date, on every benchmark that they have a score of.
    assertThat(scores.quarantined()).isEqualTo(QUARANTINED);
    assertThat(scores.accepted()).isEqualTo(ACCEPTED);

    Asking asking = new Asking(warehouse);
    List<Row> gaps =
        asking.rows(
            "model-gap",
            "on",
            "2026-04-10,2026-05-10,2026-06-09",
            "benchmark",
            "intelligence_index,gpqa");
    assertThat(gaps).hasSize(6).allMatch(row -> row.getAs("status").equals("OK"));
    assertThat(gaps).allMatch(row -> row.getAs("scored_from").toString().equals("2026-04-10"));
    assertThat(gaps)
        .filteredOn(row -> row.getAs("valuation_date").toString().equals("2026-06-09"))
        .filteredOn(row -> row.getAs("benchmark").equals("gpqa"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.<Double>getAs("best_b")).isEqualTo(0.941414141414141);
              assertThat(row.<Double>getAs("gap")).isBetween(0.0, 0.2);
            });
    // What was fetched in the morning was not known the day before.
    assertThat(asking.rows("model-gap", "on", "2026-04-09", "benchmark", "gpqa"))
        .allMatch(row -> row.getAs("status").equals("NO_SCORE"));
    assertThat(asking.rows("model-releases", "benchmark", "intelligence_index", "years", "2025"))
        .anyMatch(row -> row.getAs("region").equals("CN") && row.getAs("status").equals("OK"));
    assertThat(asking.rows("leaderboard-shares", "benchmark", "gpqa", "top", "20"))
        .filteredOn(row -> row.getAs("dimension").equals("REGION"))
        .extracting(row -> row.<Double>getAs("share"))
        .satisfies(s -> assertThat(s.stream().mapToDouble(d -> d).sum()).isBetween(0.999, 1.001));
  }

  private static final long QUARANTINED = 47;

  private static final long ACCEPTED = 17_966;
}
