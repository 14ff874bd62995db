package org.rerate.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rerate.domain.Knowledge;
import org.rerate.engine.delta.Warehouse;
import org.rerate.history.AsOf;
import org.rerate.methodology.Methodology;
import org.rerate.table.TableSpec;
import org.rerate.testing.RandomWorld;
import org.rerate.testing.SparkTestBase;

/**
 * What was valued once comes out again, to the last bit, whatever was loaded since: with {@code
 * recorded_by} whatever those rows are, and as it was where they became known later.
 */
class WhatWasKnownTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final AsOf LATEST = new AsOf(Knowledge.parse("latest"), null);
  private static final AsOf AS_WAS = new AsOf(Knowledge.parse("as_was"), null);

  private static final int CHANGES = 12;

  /** More by hand: -Drerate.loads=20. */
  private static final int LOADS = Integer.getInteger("rerate.loads", 1);

  @ParameterizedTest
  @ValueSource(longs = 11)
  void laterLoadsChangeNothingThatWasKnown(long seed, @TempDir Path folder) throws IOException {
    Warehouse warehouse = warehouse(folder.resolve("w"));
    RandomWorld world = new RandomWorld(seed);
    Path feed = folder.resolve("0");
    world.begin(feed);
    WorldLoads.load(warehouse, feed, 0);
    value(warehouse, "latest-then", LATEST);
    value(warehouse, "as-was-then", AS_WAS);

    feed = folder.resolve("restated");
    LocalDate restated = world.today();
    world.restate(feed, CHANGES);
    WorldLoads.load(warehouse, feed, 1);
    value(warehouse, "as-was-now", AS_WAS);
    for (TableSpec table : WorldLoads.RESULTS) {
      assertThat(before(restated, warehouse, table, "as-was-now"))
          .as(table.name())
          .isNotEmpty()
          .isEqualTo(before(restated, warehouse, table, "as-was-then"));
    }
    assertThat(rows(warehouse, WorldLoads.RESULTS.get(0), "as-was-now"))
        .as("on the day of the restatement it matters")
        .isNotEqualTo(rows(warehouse, WorldLoads.RESULTS.get(0), "as-was-then"));

    for (int i = 1; i <= LOADS; i++) {
      feed = folder.resolve(String.valueOf(i));
      world.change(feed, CHANGES);
      WorldLoads.load(warehouse, feed, 1 + i);
    }
    value(warehouse, "latest-cut", new AsOf(LATEST.knowledge(), WorldLoads.NOW));
    for (TableSpec table : WorldLoads.RESULTS) {
      assertThat(rows(warehouse, table, "latest-cut"))
          .as(table.name())
          .isNotEmpty()
          .isEqualTo(rows(warehouse, table, "latest-then"));
    }
  }

  private static void value(Warehouse warehouse, String name, AsOf asOf) {
    WorldLoads.value(warehouse, WorldLoads.named(name), asOf, RecomputeScope.EVERYTHING);
  }

  private static List<String> rows(Warehouse warehouse, TableSpec table, String name) {
    return WorldLoads.rows(warehouse, table, WorldLoads.named(name));
  }

  private static List<String> before(
      LocalDate day, Warehouse warehouse, TableSpec table, String name) {
    Methodology methodology = WorldLoads.named(name);
    return WorldLoads.rows(
        warehouse.read(table).where("valuation_date < DATE'" + day + "'"), methodology);
  }
}
