package org.rerate.engine.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.Days;
import org.rerate.engine.delta.DeltaTables;
import org.rerate.engine.delta.OverwriteSpec;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.filter.Period;
import org.rerate.engine.parquet.DataFileWriter.Word;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.testing.SparkTestBase;

/** Of a large file the row groups that a replacement cannot touch are copied as they lie. */
class RowGroupCopierTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final TableSpec TABLE = ValuationTables.ROLLING;
  private static final int BASKETS = 20;
  private static final int DAYS = 5_000;
  private static final int FIRST = Days.of(LocalDate.of(2005, 1, 1));

  @TempDir private Path folder;
  private Warehouse warehouse;

  /** Baskets b00, b02, ... b38, each a row group of one row a day; every fifth row has a gap. */
  @BeforeEach
  void writeOneLargeFile() {
    warehouse = warehouse(folder);
    warehouse.append(TABLE, spark().createDataFrame(List.of(), TABLE.structType()), "r0", 0);
    DataFileLocation to = warehouse.rowFolder();
    try (DataFileWriter file =
        DataFileWriter.create(TABLE, to.newFile(TABLE), to.configuration(), DAYS)) {
      Random random = new Random(1);
      for (int basket = 0; basket < BASKETS; basket++) {
        Word id = Word.of("b%02d".formatted(2 * basket));
        for (int day = 0; day < DAYS; day++) {
          row(file, id, day, random);
        }
      }
      warehouse.replaceFiles(TABLE, List.of(file.finish()), replaced(Filter.none()), "r1");
    }
    assertThat(files()).hasSize(1);
  }

  private static void row(DataFileWriter file, Word basket, int day, Random random) {
    file.text(basket).missing().text(Word.of("ALL")).whole(FIRST + day).text(Word.of("NTM"));
    file.text(Word.of("point_in_time")).text(Word.of("pe")).whole(63).whole(60);
    for (int i = 0; i < 8; i++) {
      file.number(day % 5 == 0 ? Double.NaN : random.nextDouble());
    }
    file.text(Word.of("OK")).text(Word.of("r1")).end();
  }

  private static OverwriteSpec replaced(Filter where) {
    Map<String, String> partition = new HashMap<>();
    partition.put("methodology", "default");
    partition.put("knowledge", "latest");
    partition.put("recorded_by", null);
    return new OverwriteSpec(
        Filter.and(
            Filter.is("methodology", "default"),
            Filter.is("knowledge", "latest"),
            Filter.is("recorded_by", (Instant) null),
            where),
        partition,
        Period.FIVE_YEARS,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE);
  }

  private List<String> files() {
    return DeltaTables.files(spark(), folder.resolve("valuation/rolling").toString())
        .select("path")
        .as(Encoders.STRING())
        .collectAsList();
  }

  private long onDisk() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("valuation/rolling"))) {
      return all.filter(file -> file.toString().endsWith(".parquet")).count();
    }
  }

  /** Number of rows, and a sum over all their cells. */
  private static String sums(Dataset<Row> rows) {
    return rows.selectExpr("count(*)", "bit_xor(xxhash64(*))").head().toString();
  }

  @Test
  void theRowsOutsideStayAsTheyAre() throws IOException {
    Dataset<Row> before = warehouse.read(TABLE, 1);
    long filesBefore = onDisk();
    Filter where =
        Filter.and(
            Filter.since("valuation_date", Days.of(LocalDate.of(2015, 1, 1))),
            Filter.notIn("measure", List.of("pe_premium")),
            Filter.is("membership", "point_in_time"),
            Filter.in("basket_id", List.of("b04", "b05", "b20")));
    warehouse.replaceFiles(TABLE, List.of(), replaced(where), "r2");

    assertThat(sums(warehouse.read(TABLE)))
        .isEqualTo(sums(before.where("NOT (" + where.sql() + ")")));
    // A file of what is spared, one for each five years of what is left of b04 and b20.
    assertThat(files()).hasSize(1 + 2);
    assertThat(onDisk()).as("nothing else is left behind").isEqualTo(filesBefore + 3);
    assertThat(
            warehouse
                .read(TABLE)
                .where("basket_id IN ('b00', 'b38')")
                .selectExpr("input_file_name()")
                .distinct()
                .count())
        .isOne();
    assertThat(DeltaTables.files(spark(), folder.resolve("valuation/rolling").toString()))
        .satisfies(
            rows ->
                assertThat(rows.selectExpr("stats").collectAsList().toString())
                    .contains("\"numRecords\":90000", "\"basket_id\":\"b38\"", "\"nullCount\""));

    // And once more, from the file that was put together.
    warehouse.replaceFiles(TABLE, List.of(), replaced(Filter.is("basket_id", "b38")), "r3");
    assertThat(sums(warehouse.read(TABLE)))
        .isEqualTo(sums(before.where("NOT (" + where.sql() + ") AND basket_id <> 'b38'")));
  }

  @Test
  void aFileWithoutAnyRowInTheRangeStaysWhereItIs() {
    List<String> before = files();
    warehouse.replaceFiles(
        TABLE, List.of(), replaced(Filter.in("basket_id", List.of("b05", "b33"))), "r2");
    assertThat(files()).isEqualTo(before);
    assertThat(warehouse.read(TABLE).count()).isEqualTo((long) BASKETS * DAYS);
  }

  @Test
  void aRangeThatReachesEveryGroupIsReplacedToo() {
    Dataset<Row> before = warehouse.read(TABLE, 1);
    Filter where = Filter.since("valuation_date", Days.of(LocalDate.of(2010, 1, 1)));
    warehouse.replaceFiles(TABLE, List.of(), replaced(where), "r2");
    assertThat(sums(warehouse.read(TABLE)))
        .isEqualTo(sums(before.where("NOT (" + where.sql() + ")")));
  }
}
