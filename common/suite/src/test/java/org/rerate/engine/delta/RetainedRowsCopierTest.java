package org.rerate.engine.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rerate.domain.Days;
import org.rerate.engine.exchange.Exchanges;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.filter.Period;
import org.rerate.engine.parquet.DataFileWriter;
import org.rerate.engine.parquet.DataFileWriter.Word;
import org.rerate.engine.parquet.DatedFileWriter;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.testing.SparkTestBase;

/** What a replacement leaves of an old file comes out as it was, in a file of its own a year. */
class RetainedRowsCopierTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final TableSpec TABLE = ValuationTables.ISSUER_EARNINGS;

  private static final Filter RANGE =
      Filter.and(
          Filter.is("methodology", "default"),
          Filter.since("valuation_date", Days.of(LocalDate.of(2025, 12, 31))),
          Filter.is("issuer_id", "A"));

  @TempDir private Path folder;

  /** Two companies over the turn of a year, every fifth number missing, in one file. */
  private Dataset<Row> held() {
    return spark()
        .sql(
            "SELECT name AS issuer_id, date_add(DATE'2025-12-20', int(id)) AS valuation_date,"
                + " 'NTM' AS basis, CASE WHEN id % 5 > 0 THEN id * 1.5D END AS earnings_usd,"
                + " CASE WHEN id % 5 > 0 THEN 'ESTIMATE' END AS source,"
                + " CASE WHEN id % 5 > 0 THEN int(id) END AS estimate_age_days,"
                + " CASE WHEN id % 5 > 0 THEN 'OK' ELSE 'NO_ESTIMATE' END AS status,"
                + " 'default' AS methodology, 'latest' AS knowledge,"
                + " CAST(NULL AS TIMESTAMP) AS recorded_by, 'r1' AS run_id"
                + " FROM range(25) LATERAL VIEW explode(array('A', 'Ä,\"\n')) AS name")
        .coalesce(1);
  }

  private static Map<String, String> partition() {
    Map<String, String> values = new HashMap<>();
    values.put("methodology", "default");
    values.put("knowledge", "latest");
    values.put("recorded_by", null);
    return values;
  }

  @Test
  void rowsOutsideTheRangeStayAsTheyAre() {
    Warehouse warehouse = warehouse(folder);
    Dataset<Row> held = held();
    warehouse.append(TABLE, held, "r1", 0);
    warehouse.replaceFiles(TABLE, List.of(), replaced(RANGE), "r2");
    Dataset<Row> kept = warehouse.read(TABLE);
    assertThat(kept.count()).isEqualTo(25 + 11);
    assertSameRows(held.where("NOT (" + RANGE.sql() + ")"), kept);
    assertThat(
            kept.selectExpr("input_file_name() AS file", "year(valuation_date) AS year")
                .groupBy("file")
                .agg(functions.countDistinct("year").as("years"))
                .where("years > 1")
                .count())
        .isZero();
    assertThat(DeltaTables.files(spark(), folder.resolve("valuation/issuer_earnings").toString()))
        .satisfies(
            files ->
                assertThat(files.selectExpr("stats").collectAsList().toString())
                    .contains("\"valuation_date\":\"2025-12-20\"", "\"issuer_id\":\"A\""));
  }

  /**
   * Of several batches and row groups, with texts that no dictionary holds any more.
   *
   * @param localBytes up to how many bytes this process copies them itself
   */
  @ParameterizedTest
  @ValueSource(longs = {0, Exchanges.MAX_BYTES})
  void manyRowsStayAsTheyAre(long localBytes) {
    JavaSparkContext context = new JavaSparkContext(spark().sparkContext());
    Exchanges exchanges = new Exchanges(context, localBytes, line -> {});
    Warehouse warehouse = warehouse(folder).with(exchanges);
    Dataset<Row> held =
        spark()
            .sql(
                "SELECT concat('C', id % 7) AS issuer_id,"
                    + " date_add(DATE'2025-12-20', int(id % 30)) AS valuation_date,"
                    + " CASE WHEN id % 3 > 0 THEN 'NTM' ELSE 'FY1' END AS basis,"
                    + " CASE WHEN id % 5 > 0 THEN id * 1.5D END AS earnings_usd,"
                    + " CASE WHEN id % 5 > 0 THEN sha2(string(id), 256) END AS source,"
                    + " CASE WHEN id % 11 > 0 THEN int(id) END AS estimate_age_days,"
                    + " CASE WHEN id % 5 > 0 THEN 'OK' ELSE 'NO_ESTIMATE' END AS status,"
                    + " 'default' AS methodology, 'latest' AS knowledge,"
                    + " CAST(NULL AS TIMESTAMP) AS recorded_by, concat('r', id % 13) AS run_id"
                    + " FROM range(60000)")
            .coalesce(1);
    warehouse.append(TABLE, held, "r1", 0);
    Filter range =
        Filter.and(
            Filter.is("methodology", "default"),
            Filter.is("basis", "NTM"),
            Filter.in("issuer_id", List.of("C1", "C4")));
    warehouse.replaceFiles(TABLE, List.of(), replaced(range), "r2");
    assertSameRows(held.where("NOT (" + range.sql() + ")"), warehouse.read(TABLE));
    assertThat(exchanges.taken().get("rows that stay"))
        .startsWith(localBytes == 0 ? "spark" : "local");
  }

  @Test
  void whereNoRowStaysNothingIsCopied() {
    Exchanges exchanges = new Exchanges(null, 0, line -> {});
    Warehouse warehouse = warehouse(folder);
    warehouse.append(TABLE, held(), "r1", 0);
    warehouse.with(exchanges).deletePartitions(TABLE, Filter.is("methodology", "default"), "r2");
    assertThat(warehouse.read(TABLE).count()).isZero();
    assertThat(exchanges.taken()).isEmpty();
  }

  /** Spark hands such rows out one by one, not by columns. */
  @Test
  void rowsThatAnotherProgramMarkedAsDeletedStayDeleted() {
    Warehouse warehouse = warehouse(folder);
    warehouse.append(TABLE, held(), "r1", 0);
    String table = "delta.`" + folder.resolve("valuation/issuer_earnings") + "`";
    spark().sql("ALTER TABLE " + table + " SET TBLPROPERTIES(delta.enableDeletionVectors = true)");
    spark().sql("DELETE FROM " + table + " WHERE estimate_age_days IN (3, 7, 14)");
    assertThat(
            DeltaTables.files(spark(), folder.resolve("valuation/issuer_earnings").toString())
                .where("deletionVector IS NOT NULL")
                .count())
        .as("files with marks")
        .isOne();
    Dataset<Row> left = warehouse.read(TABLE, warehouse.version(TABLE).orElseThrow());
    warehouse.replaceFiles(TABLE, List.of(), replaced(RANGE), "r2");
    assertSameRows(left.where("NOT (" + RANGE.sql() + ")"), warehouse.read(TABLE));
    assertThat(warehouse.read(TABLE).count()).isEqualTo(25 + 11 - 3 - 2);
  }

  /** Months that the replacement does not reach stay together, within their year. */
  @Test
  void onlyReachedMonthsAreToldApart() {
    Warehouse warehouse = warehouse(folder);
    Dataset<Row> held =
        held()
            .selectExpr("* EXCEPT (valuation_date)", "explode(sequence(0, 23)) AS n")
            .selectExpr("* EXCEPT (n)", "add_months(DATE'2024-07-15', n) AS valuation_date")
            .selectExpr(held().columns())
            .distinct();
    warehouse.append(TABLE, held.coalesce(1), "r1", 0);
    LocalDate from = LocalDate.of(2025, 4, 2);
    LocalDate to = LocalDate.of(2025, 5, 20);
    Filter range =
        Filter.and(
            Filter.is("methodology", "default"),
            Filter.is("issuer_id", "A"),
            Filter.days("valuation_date", Days.of(from), Days.of(to)));
    warehouse.replaceFiles(
        TABLE,
        List.of(),
        new OverwriteSpec(range, partition(), Period.MONTH, Days.of(from), Days.of(to)),
        "r2");
    Dataset<Row> kept = warehouse.read(TABLE);
    assertSameRows(held.where("NOT (" + range.sql() + ")"), kept);
    assertThat(
            kept
                .groupBy(functions.input_file_name())
                .agg(functions.min("valuation_date"), functions.max("valuation_date"))
                .collectAsList()
                .stream()
                .map(row -> row.get(1) + " " + row.get(2)))
        .containsExactlyInAnyOrder(
            "2024-07-15 2024-12-15",
            "2025-01-15 2025-03-15",
            "2025-04-15 2025-04-15",
            "2025-05-15 2025-05-15",
            "2025-06-15 2025-12-15",
            "2026-01-15 2026-06-15");
  }

  /** Delta leaves out files by their least and greatest key, if the log says enough of them. */
  @Test
  void filesOutsideTheRangeStayWhereTheyAre() {
    Warehouse warehouse = warehouse(folder);
    warehouse.append(TABLE, held(), "r1", 0);
    warehouse.replaceFiles(TABLE, List.of(), replaced(days("2026-01-02", "2026-01-03")), "r2");
    List<String> before = files();
    assertThat(before).as("a file a year").hasSize(2);
    warehouse.replaceFiles(TABLE, List.of(), replaced(days("2026-01-04", "2026-01-05")), "r3");
    assertThat(warehouse.read(TABLE).count()).isEqualTo(50 - 4 - 4);
    assertThat(files()).hasSize(2).containsAnyElementsOf(before);
  }

  private static OverwriteSpec replaced(Filter where) {
    return new OverwriteSpec(where, partition(), Period.YEAR, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private static Filter days(String from, String to) {
    return Filter.and(
        Filter.is("methodology", "default"),
        Filter.days(
            "valuation_date", Days.of(LocalDate.parse(from)), Days.of(LocalDate.parse(to))));
  }

  private List<String> files() {
    return DeltaTables.files(spark(), folder.resolve("valuation/issuer_earnings").toString())
        .select("path")
        .as(Encoders.STRING())
        .collectAsList();
  }

  @Test
  void whatTheLogSaysOfAFileIsInTheTypesOfItsColumns() {
    DatedFileWriter files =
        new DatedFileWriter(warehouse(folder).rowFolder(), ValuationTables.ROLLING, Period.YEAR);
    try (files) {
      DataFileWriter file = files.of(20_000);
      file.text(Word.of("b")).missing().text(Word.of("ALL")).whole(20_000).text(Word.of("NTM"));
      file.text(Word.of("point_in_time")).text(Word.of("pe")).whole(63).whole(60);
      for (int i = 0; i < 8; i++) {
        file.number(i);
      }
      file.text(Word.of("OK")).text(Word.of("r1")).end();
      assertThat(files.finish().get(0).getStatistics())
          .contains("\"numRecords\":1", "\"window\":63", "\"valuation_date\":\"2024-10-04\"");
    }
  }

  @Test
  void aRangeThatHoldsAWholeFileCopiesNothing() {
    Warehouse warehouse = warehouse(folder);
    warehouse.append(TABLE, held(), "r1", 0);
    warehouse.replaceFiles(TABLE, List.of(), replaced(Filter.is("methodology", "default")), "r2");
    assertThat(warehouse.read(TABLE).count()).isZero();
  }
}
