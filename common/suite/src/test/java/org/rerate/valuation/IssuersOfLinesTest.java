package org.rerate.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.SharedSession;
import org.rerate.domain.Knowledge;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.KeySet;
import org.rerate.history.AsOf;

/** Which issuers exist for someone, by rows that were taken back and rows that came later. */
class IssuersOfLinesTest {

  @TempDir Path folder;

  @Test
  void anIssuerThatWasTakenBackIsGoneForThoseWhoKnewOfIt() throws IOException {
    Warehouse warehouse = SharedSession.warehouse(folder.resolve("w"));
    load(
        warehouse,
        1,
        "issuer_id,name,region,known_at",
        "A,Alpha,US,",
        "B,Beta,US,",
        "C,Gamma,US,2026-03-01T00:00:00Z");
    load(warehouse, 2, "issuer_id,name,region,known_at,retracted", "B,,,2026-02-01T00:00:00Z,true");

    assertThat(known(warehouse, AsOf.ALL)).containsExactlyInAnyOrder("A", "C");
    assertThat(known(warehouse, at("2026-01-15T00:00:00Z"))).containsExactlyInAnyOrder("A", "B");
    assertThat(known(warehouse, at("2026-02-15T00:00:00Z"))).containsExactly("A");
    // Nobody had been told of the retraction before the second load.
    assertThat(known(warehouse, new AsOf(Knowledge.LATEST, WorldLoads.NOW.plusSeconds(1))))
        .containsExactlyInAnyOrder("A", "B", "C");
    assertThat(known(warehouse, new AsOf(Knowledge.LATEST, WorldLoads.NOW.plusSeconds(2))))
        .containsExactlyInAnyOrder("A", "C");
  }

  private static AsOf at(String instant) {
    return new AsOf(Knowledge.at(Instant.parse(instant)), null);
  }

  private static Set<String> known(Warehouse warehouse, AsOf asOf) {
    return IssuersOfLines.of(warehouse, asOf, KeySet.ALL).issuers();
  }

  private void load(Warehouse warehouse, int number, String... lines) throws IOException {
    Path feed = Files.createDirectories(folder.resolve("feed-" + number));
    Files.write(feed.resolve("issuers.csv"), List.of(lines));
    WorldLoads.load(warehouse, feed, number);
  }
}
