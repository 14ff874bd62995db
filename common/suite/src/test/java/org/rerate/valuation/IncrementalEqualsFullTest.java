package org.rerate.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rerate.blocks.ReferenceData;
import org.rerate.domain.Knowledge;
import org.rerate.engine.delta.Warehouse;
import org.rerate.history.AsOf;
import org.rerate.methodology.Methodology;
import org.rerate.table.TableSpec;
import org.rerate.testing.RandomWorld;
import org.rerate.testing.SparkTestBase;

/**
 * After any loads, valuing only what they touched leaves the tables that valuing everything does.
 */
class IncrementalEqualsFullTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  /** More of both by hand: -Drerate.loads=20. */
  private static final int LOADS = Integer.getInteger("rerate.loads", 1);

  private static final int CHANGES = 6;

  private static final Methodology FULL = WorldLoads.named("full");
  private static final Methodology STEPS = WorldLoads.named("steps");

  @ParameterizedTest
  @CsvSource({"2, as_was"})
  void touchedIsEnough(long seed, String knowledge, @TempDir Path folder) throws IOException {
    Warehouse warehouse = warehouse(folder.resolve("w"));
    RandomWorld world = new RandomWorld(seed);
    AsOf asOf = new AsOf(Knowledge.parse(knowledge), null);
    Path feed = folder.resolve("0");
    world.begin(feed);
    WorldLoads.load(warehouse, feed, 0);
    WorldLoads.value(warehouse, STEPS, asOf, RecomputeScope.EVERYTHING);
    Map<String, String> read = WorldLoads.versions(warehouse);
    int partial = 0;
    for (int i = 1; i <= LOADS; i++) {
      feed = folder.resolve(String.valueOf(i));
      world.change(feed, CHANGES);
      WorldLoads.load(warehouse, feed, i);
      List<BasketRequest> requests = WorldLoads.requests(warehouse, asOf);
      ReferenceData references = new ReferenceData(warehouse, asOf);
      int[] calendar = references.valuationDays(Integer.MIN_VALUE, Integer.MAX_VALUE);
      ImpactedDays impact =
          ImpactAnalysis.since(warehouse, asOf, List.of(read), requests).orElseThrow();
      RecomputeScope scope =
          new ChangeDetection(references, STEPS, List.of())
              .narrowed(impact, calendar, List.of("v"))
              .scope(
                  references.memberships(), requests, asOf, calendar, STEPS.figures().horizons());
      partial += scope.isEverything() ? 0 : 1;
      WorldLoads.value(warehouse, STEPS, asOf, scope);
      read = WorldLoads.versions(warehouse);
    }
    WorldLoads.value(warehouse, FULL, asOf, RecomputeScope.EVERYTHING);

    assertThat(partial).as("loads that did not touch everything").isPositive();
    for (TableSpec table : WorldLoads.RESULTS) {
      assertThat(WorldLoads.rows(warehouse, table, STEPS))
          .as(table.name())
          .isNotEmpty()
          .isEqualTo(WorldLoads.rows(warehouse, table, FULL));
    }
  }
}
