package org.rerate.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.SharedSession;

/** The illustrative feed: clean, so that all of it lands. */
class DemoFeedTest {

  @TempDir Path folder;

  @Test
  void allOfItLands() {
    Path feed = SharedSession.shared("ai-baskets");
    List<FileOutcome> outcomes = Loads.load(SharedSession.warehouse(folder), feed, "r1", 0.05);
    assertThat(outcomes).allMatch(FileOutcome::isIn);
    assertThat(outcomes).allMatch(o -> o.read() == o.accepted());
  }
}
