package org.rerate.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.blocks.ReferenceData;
import org.rerate.engine.delta.Warehouse;
import org.rerate.history.AsOf;
import org.rerate.methodology.Methodology;
import org.rerate.table.TableSpec;
import org.rerate.testing.RandomWorld;
import org.rerate.testing.SparkTestBase;

/** A large universe is valued in shorter chunks: to the last bit the same rows. */
class BoundedPlanTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final Methodology YEARS = WorldLoads.named("years");

  @Test
  void shortChunksGiveTheSameRows(@TempDir Path folder) throws IOException {
    Warehouse warehouse = warehouse(folder.resolve("w"));
    new RandomWorld(5).begin(folder.resolve("0"));
    WorldLoads.load(warehouse, folder.resolve("0"), 0);
    ReferenceData references = new ReferenceData(warehouse, AsOf.ALL);
    int[] all = references.valuationDays(Integer.MIN_VALUE, Integer.MAX_VALUE);
    int[] days = Arrays.copyOfRange(all, all.length - 30, all.length);
    Plan years = Plan.of(YEARS, AsOf.ALL, days, List.of());
    Plan bounded = years.boundedFor(400_000);
    assertThat(bounded.chunks()).hasSizeGreaterThan(2 * years.chunks().size());
    assertThat(bounded.chunks()).allSatisfy(chunk -> assertThat(chunk.size()).isBetween(1, 5));
    assertThat(years.boundedFor(0).chunks()).isEqualTo(years.chunks());
    assertThat(rows(references, bounded)).isEqualTo(rows(references, years));
  }

  private static Map<String, List<String>> rows(ReferenceData references, Plan plan) {
    new Valuation(references, "v", line -> {})
        .write(plan, WorldLoads.requests(references.warehouse(), AsOf.ALL), List.of(), false);
    Map<String, List<String>> rows = new HashMap<>();
    for (TableSpec table : WorldLoads.RESULTS.subList(0, 3)) {
      List<String> found = WorldLoads.rows(references.warehouse(), table, YEARS);
      assertThat(found).isNotEmpty();
      rows.put(table.fullName(), found);
    }
    return rows;
  }
}
