package org.rerate.engine.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.RerateException;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.filter.Period;
import org.rerate.engine.parquet.DataFile;
import org.rerate.table.ColumnKind;
import org.rerate.table.ColumnSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.testing.SparkTestBase;

class WarehouseTest extends SparkTestBase {

  private static final TableSpec FX = MarketTables.FX.table();

  @TempDir private Path folder;

  private Warehouse warehouse;

  @BeforeEach
  void open() {
    warehouse = warehouse(folder);
  }

  @Test
  void aTableThatNoRunHasWrittenReadsAsEmpty() {
    assertThat(spark().table("market.fx").schema().fieldNames())
        .containsExactly(FX.structType().fieldNames());
    assertThat(spark().table("market.fx").isEmpty()).isTrue();
    assertThat(warehouse.read(FX).isEmpty()).isTrue();
    assertThat(warehouse.version(FX)).isEmpty();
    assertThat(warehouse.sequence(FX)).isZero();
  }

  @Test
  void aViewOverATableThatNoRunHasWrittenReadsAsEmpty() {
    assertThat(spark().table("market.fx_current").isEmpty()).isTrue();
    assertThat(spark().table("ops.runs").isEmpty()).isTrue();
  }

  @Test
  void appendedRowsAreReadBack() {
    Dataset<Row> rows = rate("2024-01-02", 0.14, false);
    warehouse.append(FX, rows, "r1", 0);
    assertSameRows(rows, spark().table("market.fx"));
    assertSameRows(rows, warehouse.read(FX));
  }

  @Test
  void everyAppendCountsUp() {
    assertThat(warehouse.append(FX, rate("2024-01-02", 0.14, false), "r1", 0)).isZero();
    assertThat(warehouse.append(FX, rate("2024-01-03", 0.15, false), "r2", 1)).isEqualTo(1);
    assertThat(warehouse.sequence(FX)).isEqualTo(2);
    assertThat(warehouse.version(FX)).hasValue(1);
  }

  @Test
  void theSecondOfTwoAppendsFromTheSameStateIsRefused() {
    warehouse.append(FX, rate("2024-01-02", 0.14, false), "r1", 0);
    Dataset<Row> late = rate("2024-01-03", 0.15, false);
    assertThatThrownBy(() -> warehouse.append(FX, late, "r2", 0))
        .isInstanceOfSatisfying(
            RerateException.class,
            refused -> assertThat(refused.exit()).isEqualTo(RerateException.Exit.RETRY))
        .hasMessage(
            "another run wrote to market.fx at the same time."
                + " Nothing was left half written; run the command again.");
    assertThat(warehouse.read(FX).count()).isEqualTo(1);
  }

  @Test
  void onceTheGuardThrowsNothingIsWrittenInAnyWay() {
    Dataset<Row> kept = rate("2024-01-02", 0.14, false);
    warehouse.append(FX, kept, "r1", 0);
    Dataset<Row> late = rate("2024-01-03", 0.15, false);
    Warehouse lost =
        warehouse.guardedBy(
            () -> {
              throw RerateException.retry("the lease ran out", null);
            });
    for (Runnable write :
        List.<Runnable>of(
            () -> lost.append(FX, late, "r2", 1),
            () -> lost.appendRows(FX, late.collectAsList(), "r2", 1),
            () -> lost.appendRows(FX, late.collectAsList(), "r2"),
            () -> lost.replace(FX, late, Filter.all(), "r2"),
            () -> lost.onlyIf(() -> {}).replace(FX, late, Filter.all(), "r2", 1),
            () -> lost.set(FX, late.select("known_at"), "currency", "EUR"))) {
      assertThatThrownBy(write::run).hasMessageContaining("the lease ran out");
    }
    assertSameRows(kept, warehouse.read(FX));
    assertThat(warehouse.version(FX)).hasValue(0);
  }

  @Test
  void theCurrentRateIsTheOneKnownLast() {
    warehouse.append(FX, rate("2024-01-03", 0.15, false), "r1", 0);
    warehouse.append(FX, rate("2024-01-02", 0.14, false), "r2", 1);
    assertSameRows(rate("2024-01-03", 0.15, false), spark().table("market.fx_current"));
  }

  @Test
  void aRetractedRateIsNotCurrent() {
    warehouse.append(FX, rate("2024-01-02", 0.14, false), "r1", 0);
    warehouse.append(FX, rate("2024-01-03", 0.14, true), "r2", 1);
    assertThat(spark().table("market.fx_current").isEmpty()).isTrue();
  }

  @Test
  void replacingARangeLeavesTheOtherRows() {
    Dataset<Row> kept = rate("2024-01-02", 0.14, false);
    warehouse.append(FX, kept, "r1", 0);
    warehouse.append(FX, rate("2024-01-03", 0.15, false), "r2", 1);
    Dataset<Row> corrected = rate("2024-01-03", 0.16, false);
    warehouse.replace(
        FX, corrected, Filter.is("known_at", Instant.parse("2024-01-03T00:00:00Z")), "r3");
    assertSameRows(kept.union(corrected), warehouse.read(FX));
  }

  /** Rows of a comparison at hand take the place of those of the same first basket. */
  private void replaceHeld(String basket, List<Row> rows) {
    TableSpec table = ValuationTables.COMPARISONS;
    Row any = comparison(basket, table).head();
    Map<String, String> partition = new HashMap<>();
    table.partitionBy().forEach(column -> partition.put(column, any.getAs(column)));
    warehouse.replaceResults(table, rows, Filter.is("basket_a", basket), partition, "r");
  }

  @Test
  void rowsAtHandTakeThePlaceOfThoseNamed() {
    TableSpec table = ValuationTables.COMPARISONS;
    Dataset<Row> a = comparison("A", table);
    Dataset<Row> b = comparison("B", table);
    replaceHeld("A", a.collectAsList());
    assertThat(warehouse.version(table)).as("it is made and filled at once").hasValue(0);
    replaceHeld("B", b.collectAsList());
    replaceHeld("A", a.collectAsList());
    assertSameRows(a.union(b), warehouse.read(table));
    replaceHeld("A", List.of());
    assertSameRows(b, warehouse.read(table));
  }

  @Test
  void ofTwoThatMakeATableAtOnceBothStay() {
    TableSpec table = ValuationTables.COMPARISONS;
    Dataset<Row> a = comparison("A", table);
    Dataset<Row> b = comparison("B", table);
    warehouse.together(
        List.of(
            () -> replaceHeld("A", a.collectAsList()), () -> replaceHeld("B", b.collectAsList())));
    assertSameRows(a.union(b), warehouse.read(table));
  }

  /** A table as a version wrote it that did not know some of the columns, with a row of "A". */
  private TableSpec oldTable() {
    TableSpec declared = ValuationTables.COMPARISONS;
    List<ColumnSpec> before =
        declared.columns().stream().filter(c -> !c.name().startsWith("capped_")).toList();
    TableSpec old =
        new TableSpec(
            declared.schema(), declared.name(), "", before, declared.key(), declared.partitionBy());
    warehouse.replace(old, comparison("A", declared), Filter.all(), "r1");
    return declared;
  }

  @Test
  void aColumnThatWasDeclaredLaterIsNullUntilItIsWritten() {
    TableSpec declared = oldTable();
    assertThat(spark().table("valuation.comparisons").schema().fieldNames())
        .containsExactlyInAnyOrder(declared.structType().fieldNames());
    assertThat(warehouse.read(declared).where("capped_count_a IS NULL").count()).isEqualTo(1);
    warehouse.replace(declared, comparison("B", declared), Filter.is("basket_a", "B"), "r2");
    assertThat(cappedCounts())
        .containsExactly(RowFactory.create("A", null), RowFactory.create("B", 3));
  }

  @Test
  void aColumnThatWasDeclaredLaterIsSeenInFilesToo() {
    TableSpec declared = oldTable();
    Map<DataFile, Map<String, String>> files =
        HeldRowsWriter.write(
            declared, comparison("B", declared).collectAsList(), warehouse.rowFolder());
    Map<String, String> partition = files.values().iterator().next();
    warehouse.replaceFiles(
        declared,
        List.copyOf(files.keySet()),
        new OverwriteSpec(
            Filter.is("basket_a", "B"),
            partition,
            Period.YEAR,
            Integer.MIN_VALUE,
            Integer.MAX_VALUE),
        "r2");
    assertThat(cappedCounts())
        .containsExactly(RowFactory.create("A", null), RowFactory.create("B", 3));
  }

  private List<Row> cappedCounts() {
    return spark()
        .sql("SELECT basket_a, capped_count_a FROM valuation.comparisons ORDER BY basket_a")
        .collectAsList();
  }

  private Dataset<Row> comparison(String basketA, TableSpec table) {
    Object[] cells =
        table.columns().stream()
            .map(
                column ->
                    column.name().equals("basket_a")
                        ? basketA
                        : column.kind() == ColumnKind.INTEGER ? (Object) 3 : null)
            .toArray();
    return spark().createDataFrame(List.of(RowFactory.create(cells)), table.structType());
  }

  @Test
  void aWarehouseOfANewerFormatIsRefused() throws IOException {
    Files.writeString(folder.resolve("rerate-warehouse"), "2\n");
    assertThatThrownBy(() -> warehouse(folder))
        .isInstanceOf(RerateException.class)
        .hasMessageContaining("has format 2, this Rerate knows 1")
        .hasMessageContaining("Use the newer Rerate that wrote it, or another --warehouse");
  }

  private Dataset<Row> rate(String knownAt, double usdPerUnit, boolean retracted) {
    return spark()
        .sql(
            "SELECT 'CNY' AS currency, DATE'2024-01-01' AS rate_date, %sD AS usd_per_unit,"
                    .formatted(usdPerUnit)
                + " TIMESTAMP'%s' AS known_at, %s AS retracted,".formatted(knownAt, retracted)
                + " 'native' AS source_mapping, 'fx.csv' AS source_file, 2L AS source_line,"
                + " 'r1' AS run_id, TIMESTAMP'2024-02-01' AS ingested_at,"
                + " CAST(NULL AS TIMESTAMP) AS delivered_at");
  }
}
