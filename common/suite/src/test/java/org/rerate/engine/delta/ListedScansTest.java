package org.rerate.engine.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.Days;
import org.rerate.engine.filter.Filter;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.testing.SparkTestBase;

/** Queries read small tables by listed files, all others as Delta does; the rows are the same. */
class ListedScansTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final TableSpec CAPS = ValuationTables.ISSUER_CAPS;

  private static final int DAY = Days.of(LocalDate.of(2024, 3, 1));

  @TempDir private Path folder;

  private Warehouse warehouse;

  @BeforeEach
  void fill() {
    warehouse = warehouse(folder.resolve("a folder, with 100 % odd name"));
    append("m", "latest", null, 0);
    append("m", "as_was", "2024-03-02 00:00:00", 1);
    append("other", "latest", null, 2);
  }

  private void append(String methodology, String knowledge, String recordedBy, int sequence) {
    List<Row> rows = new ArrayList<>();
    for (int issuer = 1; issuer <= 3; issuer++) {
      rows.add(
          RowFactory.create(
              "I" + issuer,
              Days.date(DAY),
              10.0 * issuer + sequence,
              null,
              "OK",
              methodology,
              knowledge,
              recordedBy == null ? null : Timestamp.valueOf(recordedBy),
              "r" + sequence));
    }
    warehouse.appendRows(CAPS, rows, "r" + sequence, sequence);
  }

  private static boolean isListed(Dataset<Row> rows) {
    return rows.queryExecution()
        .sparkPlan()
        .collectLeaves()
        .toString()
        .contains(ListedFileIndex.class.getSimpleName());
  }

  private Dataset<Row> caps(String where) {
    return spark()
        .sql("SELECT issuer_id, cap_usd FROM valuation.issuer_caps WHERE " + where)
        .orderBy("issuer_id", "cap_usd");
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).toList();
  }

  @Test
  void partitionsAndColumnsAreFiltered() {
    Dataset<Row> asWas = caps("recorded_by = TIMESTAMP'2024-03-02' AND cap_usd > 12");

    assertThat(isListed(asWas)).isTrue();
    assertThat(texts(asWas)).containsExactly("[I2,21.0]", "[I3,31.0]");
    assertThat(texts(caps("recorded_by IS NULL AND METHODOLOGY = 'm'")))
        .containsExactly("[I1,10.0]", "[I2,20.0]", "[I3,30.0]");
    assertThat(texts(caps("methodology IN ('none', 'other') AND knowledge <> 'as_was'")))
        .containsExactly("[I1,12.0]", "[I2,22.0]", "[I3,32.0]");
    assertThat(texts(caps("methodology = 'none'"))).isEmpty();
  }

  @Test
  void aQueryStartsOneJob() {
    Dataset<Row> rows = spark().sql("SELECT cap_usd FROM valuation.issuer_caps");
    spark().sparkContext().setJobGroup("asked", "asked", false);
    try {
      assertThat(rows.collectAsList()).hasSize(9);
    } finally {
      spark().sparkContext().clearJobGroup();
    }

    assertThat(spark().sparkContext().statusTracker().getJobIdsForGroup("asked")).hasSize(1);
  }

  @Test
  void anOlderVersionIsReadAsItWas() {
    warehouse.deletePartitions(CAPS, Filter.is("methodology", "other"), "r3");

    Dataset<Row> older = warehouse.read(CAPS, 1);
    assertThat(isListed(older)).isTrue();
    assertThat(older.count()).isEqualTo(6);
    assertThat(warehouse.read(CAPS).count()).isEqualTo(6);
    assertThat(warehouse.read(CAPS, 2).count()).isEqualTo(9);
  }

  @Test
  void deletedRowsAreLeftToDelta() {
    String table = "delta.`" + warehouse.root() + "/valuation/issuer_caps`";
    spark().sql("ALTER TABLE " + table + " SET TBLPROPERTIES (delta.enableDeletionVectors = true)");
    spark().sql("DELETE FROM " + table + " WHERE issuer_id = 'I2'");

    Dataset<Row> left = caps("methodology = 'm' AND knowledge = 'latest'");
    assertThat(isListed(left)).isFalse();
    assertThat(texts(left)).containsExactly("[I1,10.0]", "[I3,30.0]");
  }

  @Test
  void tablesOfManyFilesAreLeftToDelta() {
    Dataset<Row> many =
        spark()
            .range(0, 70, 1, 70)
            .selectExpr(
                "'I4' AS issuer_id",
                "DATE'2024-03-01' AS valuation_date",
                "CAST(id AS DOUBLE) AS cap_usd",
                "NULL AS shares_age_days",
                "'OK' AS status",
                "'m' AS methodology",
                "'latest' AS knowledge",
                "NULL AS recorded_by",
                "'r3' AS run_id");
    warehouse.append(CAPS, many, "r3", 3);

    Dataset<Row> all = caps("methodology = 'm' AND knowledge = 'latest'");
    assertThat(isListed(all)).isFalse();
    assertThat(all.count()).isEqualTo(73);
  }

  @Test
  void rowsThatAWriteReadsFromItsOwnTableAreThoseOfItsVersion() {
    warehouse.replace(
        CAPS,
        warehouse
            .read(CAPS)
            .where("methodology = 'm'")
            .withColumn("cap_usd", functions.expr("cap_usd * 2")),
        Filter.is("methodology", "m"),
        "r3");

    assertThat(texts(caps("methodology = 'm' AND knowledge = 'latest'")))
        .containsExactly("[I1,20.0]", "[I2,40.0]", "[I3,60.0]");
  }
}
