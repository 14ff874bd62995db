package org.rerate.engine.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.Days;
import org.rerate.engine.filter.Filter;
import org.rerate.table.MarketTables;
import org.rerate.table.SeriesTables;
import org.rerate.table.TableSpec;
import org.rerate.testing.SparkTestBase;

/** A lookup gives what Spark gives for the same question. */
class TableScanTest extends SparkTestBase {

  private static final TableSpec PRICES = MarketTables.PRICES.table();

  @TempDir private Path folder;

  private Warehouse warehouse;

  @BeforeEach
  void fill() {
    warehouse = warehouse(folder.resolve("a folder, with 100 % odd name"));
    Dataset<Row> random = random(PRICES.structType(), 7);
    for (int i = 0; i < 3; i++) {
      Dataset<Row> shifted =
          random
              .withColumn("trade_date", functions.expr("DATE'2024-01-0" + (i + 1) + "'"))
              .withColumn("run_id", functions.lit("r" + i));
      warehouse.append(PRICES, shifted.coalesce(2), "r" + i, i);
    }
  }

  private List<String> asked(Filter... conditions) {
    TableScan scan =
        warehouse.scan(
            PRICES, "security_id", "trade_date", "close", "ingested_at", "retracted", "run_id");
    for (Filter filter : conditions) {
      scan.where(filter);
    }
    List<String> rows = new ArrayList<>();
    scan.forEach(
        row ->
            rows.add(
                row.text(0)
                    + " "
                    + row.whole(1, 0)
                    + " "
                    + (row.isMissing(2) ? "none" : row.number(2, 0))
                    + " "
                    + row.whole(3, -1L)
                    + " "
                    + row.truth(4)
                    + " "
                    + row.text(5)));
    return rows;
  }

  private List<String> ofSpark(String where) {
    return warehouse.read(PRICES).where(where).collectAsList().stream()
        .map(
            row ->
                row.<String>getAs("security_id")
                    + " "
                    + row.<java.sql.Date>getAs("trade_date").toLocalDate().toEpochDay()
                    + " "
                    + (row.getAs("close") == null ? "none" : row.<Double>getAs("close"))
                    + " "
                    + (row.getAs("ingested_at") == null
                        ? -1
                        : Days.micros(row.<java.sql.Timestamp>getAs("ingested_at").toInstant()))
                    + " "
                    + Boolean.TRUE.equals(row.getAs("retracted"))
                    + " "
                    + row.<String>getAs("run_id"))
        .toList();
  }

  @Test
  void everyRowComesOnce() {
    assertThat(asked()).isNotEmpty().containsExactlyInAnyOrderElementsOf(ofSpark("true"));
  }

  @Test
  void conditionsLeaveWhatSparkLeaves() {
    int second = 19724;
    assertThat(asked(Filter.days("trade_date", second, second)))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(ofSpark("trade_date = DATE'2024-01-02'"));
    assertThat(asked(Filter.in("run_id", List.of("r0", "r2"))))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(ofSpark("run_id IN ('r0', 'r2')"));
    assertThat(asked(Filter.notIn("run_id", List.of("r0", "r2")), Filter.present("close")))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            ofSpark("run_id NOT IN ('r0', 'r2') AND close IS NOT NULL"));
    assertThat(asked(Filter.days("trade_date", Set.of(second - 1, second + 1))))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            ofSpark("trade_date IN (DATE'2024-01-01', DATE'2024-01-03')"));
    assertThat(asked(Filter.days("trade_date", Set.of()))).isEmpty();
    Set<Integer> many = IntStream.range(second, second + 60).boxed().collect(Collectors.toSet());
    assertThat(asked(Filter.days("trade_date", many)))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(ofSpark("trade_date >= DATE'2024-01-02'"));
    long middle = 1_500_000_000_000_000L;
    assertThat(asked(Filter.notAfter("ingested_at", middle)))
        .containsExactlyInAnyOrderElementsOf(ofSpark("unix_micros(ingested_at) <= " + middle));
  }

  @Test
  void aQuestionPutToSparkHasTheSameConditions() {
    int second = 19724;
    TableScan scan =
        warehouse
            .scan(PRICES, "security_id")
            .where(Filter.days("trade_date", second, second + 1))
            .where(Filter.days("trade_date", Set.of(second, second - 1)))
            .where(Filter.in("run_id", List.of("r0", "r1")))
            .where(Filter.notIn("run_id", List.of("r0")))
            .where(Filter.present("close"))
            .where(Filter.notAfter("ingested_at", 1_500_000_000_000_000L));
    assertThat(scan.rows().select("security_id").as(Encoders.STRING()).collectAsList())
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(scan.texts());
    assertThat(scan.isSmall()).isTrue();
  }

  @Test
  void aConditionMayNameAColumnThatIsNotAskedFor() {
    assertThat(
            warehouse.scan(PRICES, "run_id").where(Filter.days("trade_date", 19723, 19723)).texts())
        .isNotEmpty()
        .containsOnly("r0");
  }

  /** Spark writes a partition's column into the files as well, where it is not read. */
  @Test
  void aConditionMayNameAPartition() {
    TableSpec carried = SeriesTables.CARRIED;
    List<Row> rows =
        List.of(
            RowFactory.create("PACKED", "", "", 2023, 7L, null, "r"),
            RowFactory.create("PACKED", "", "", 2024, 8L, new byte[] {1, 2}, "r"));
    warehouse.replace(
        carried,
        spark().createDataFrame(rows, carried.structType()),
        new Filter.Range("year", 2001, null),
        "r");
    List<String> found = new ArrayList<>();
    warehouse
        .scan(carried, "row_count", "payload")
        .where(Filter.in("kind", List.of("PACKED", "other")))
        .where(Filter.between("year", 2024, 2030))
        .forEach(row -> found.add(row.whole(0, 0L) + Arrays.toString(row.bytes(1))));
    assertThat(found).containsExactly("8[1, 2]");
  }

  /** Not our way of deleting rows, but another program's may be. */
  @Test
  void rowsThatAreMarkedAsDeletedAreNotRead() {
    String table = "delta.`" + warehouse.root() + "/market/prices`";
    spark().sql("ALTER TABLE " + table + " SET TBLPROPERTIES(delta.enableDeletionVectors = true)");
    long rows = asked().size();
    long of = asked(Filter.in("run_id", List.of("r1"))).size();
    spark().sql("DELETE FROM " + table + " WHERE run_id = 'r1' AND close IS NOT NULL");
    assertThat(asked()).hasSizeLessThan((int) rows).hasSizeGreaterThanOrEqualTo((int) (rows - of));
    assertThat(asked()).containsExactlyInAnyOrderElementsOf(ofSpark("true"));
  }

  @Test
  void aTableThatNoRunHasWrittenHasNoRows() {
    assertThat(warehouse.scan(SeriesTables.BLOCKS, "kind").texts()).isEmpty();
  }

  @Test
  void rowsInMemoryAreStoredAsADataFrameWouldBe() {
    TableSpec fx = MarketTables.FX.table();
    Dataset<Row> rows = random(fx.structType(), 11);
    assertThat(warehouse.appendRows(fx, rows.collectAsList(), "r1", 0)).isZero();
    assertSameRows(rows, warehouse.read(fx));
    assertThat(warehouse.sequence(fx)).isEqualTo(1);
    warehouse.appendRows(fx, rows.collectAsList(), "r2");
    assertSameRows(rows.union(rows), warehouse.read(fx));
    assertThat(warehouse.sequence(fx)).isEqualTo(1);
    assertThat(warehouse.history(fx).committersSince(null)).hasValue(List.of("r1", "r2"));
  }
}
