package org.rerate.engine.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.sql.Reach;
import org.rerate.engine.sql.ReadOnly;
import org.rerate.table.MarketTables;
import org.rerate.table.TableSpec;
import org.rerate.testing.SparkTestBase;

/** A table of a version that did not know a column yet is read and written like any other. */
class OlderTablesTest extends SparkTestBase {

  private static final TableSpec FX = MarketTables.FX.table();

  private static final TableSpec OLDER =
      new TableSpec(
          FX.schema(),
          FX.name(),
          FX.description(),
          FX.columns().stream().filter(c -> !c.name().equals("delivered_at")).toList(),
          FX.key(),
          FX.partitionBy());

  private static final Instant MONDAY = Instant.parse("2026-01-05T12:00:00Z");

  @TempDir Path folder;

  @Test
  void aColumnDeclaredSinceIsNullUntilItIsWritten() {
    Warehouse warehouse = warehouse(folder);
    long sequence = warehouse.sequence(FX);
    long older = warehouse.appendRows(OLDER, List.of(row(OLDER, 1, null)), "r1", sequence);
    assertThat(delivered(warehouse.scan(FX, "usd_per_unit", "delivered_at")))
        .containsExactly("1.0 null");
    assertThat(warehouse.read(FX, older).select("delivered_at").first().isNullAt(0)).isTrue();
    assertThat(current()).isEqualTo("[[1.0,null]]");
    String served = "SELECT usd_per_unit, delivered_at FROM market.fx";
    for (Reach reach : Reach.values()) {
      assertThat(
              ReadOnly.of(warehouse, Filter.all(), "true", reach)
                  .spark()
                  .sql(served)
                  .collectAsList())
          .as(reach.toString())
          .hasToString("[[1.0,null]]");
    }

    warehouse.appendRows(FX, List.of(row(FX, 2, MONDAY)), "r2", sequence + 1);
    assertThat(delivered(warehouse.scan(FX, "usd_per_unit", "delivered_at")))
        .containsExactlyInAnyOrder("1.0 null", "2.0 " + MONDAY.toEpochMilli() * 1000);
    assertThat(delivered(warehouse.scan(FX, "usd_per_unit", "delivered_at").asOf(older)))
        .containsExactly("1.0 null");
    // The one delivered on Monday loses to the one taken in on Tuesday.
    assertThat(current()).isEqualTo("[[1.0,null]]");
  }

  private String current() {
    return spark()
        .sql("SELECT usd_per_unit, delivered_at FROM market.fx_current")
        .collectAsList()
        .toString();
  }

  private static List<String> delivered(TableScan scan) {
    List<String> found = new ArrayList<>();
    scan.forEach(cells -> found.add(cells.value(0) + " " + cells.value(1)));
    return found;
  }

  private static Row row(TableSpec table, double rate, Instant deliveredAt) {
    Map<String, Object> cells = new HashMap<>();
    cells.put("currency", "EUR");
    cells.put("rate_date", LocalDate.of(2026, 1, 5));
    cells.put("usd_per_unit", rate);
    cells.put("known_at", MONDAY);
    cells.put("retracted", false);
    cells.put("source_mapping", "canonical");
    cells.put("source_file", "fx.csv");
    cells.put("source_line", 2L);
    cells.put("run_id", "r");
    cells.put("ingested_at", MONDAY.plusSeconds(86_400));
    cells.put("delivered_at", deliveredAt);
    return RowFactory.create(table.columnNames().stream().map(cells::get).toArray());
  }
}
