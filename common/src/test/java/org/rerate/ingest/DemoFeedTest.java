package org.rerate.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.SharedSession;

/** The illustrative feed: clean, so that all of it lands. */
class DemoFeedTest {

  @TempDir Path folder;

  @Test
  void allOfItLands() {
    Path feed = SharedSession.shared("ai-baskets");
    long start = System.nanoTime();
    List<FileOutcome> outcomes =
        new Ingest(
                SharedSession.warehouse(folder),
                new IngestOptions(
                    null,
                    Set.of(),
                    0.05,
                    "r1",
                    Instant.parse("2026-11-21T05:00:00Z"),
                    LocalDate.of(2026, 11, 21)),
                line -> System.err.println((System.nanoTime() - start) / 1000000 + " " + line))
            .load(feed.toString());
    assertThat(outcomes).allMatch(FileOutcome::isIn);
    assertThat(outcomes).allMatch(o -> o.read() == o.accepted());
  }
}
