package org.rerate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.table.MarketTables;
import org.rerate.table.TableSpec;
import org.rerate.testing.SparkTestBase;

class ScannedRowsTest extends SparkTestBase {

  private static final TableSpec FX = MarketTables.FX.table();

  @TempDir private Path folder;

  private static List<String> scanned(ScannedRows rows) {
    int[] at = rows.places();
    return rows.rows().map(row -> row.getUTF8String(at[0]) + " " + row.getInt(at[1])).collect();
  }

  @Test
  void everyRowIsSeenAndASettingIsAsBefore() {
    Warehouse warehouse = warehouse(folder);
    Dataset<Row> held =
        random(FX.structType(), 5).withColumn("rate_date", functions.expr("DATE'2024-01-02'"));
    warehouse.append(FX, held.withColumn("run_id", functions.lit("r1")), "r1", 0);
    String before = spark().conf().get("spark.sql.codegen.wholeStage");
    ScannedRows all = ScannedRows.of(warehouse.read(FX), "run_id", "rate_date");
    assertThat(spark().conf().get("spark.sql.codegen.wholeStage")).isEqualTo(before);
    assertThat(scanned(all)).hasSize((int) held.count()).containsOnly("r1 19724");
    assertThat(all.rows().map(row -> row.getClass().getSimpleName()).collect())
        .as("not copied")
        .containsOnly("ColumnarBatchRow");
    ScannedRows none =
        ScannedRows.of(
            warehouse.read(FX).where("rate_date > DATE'2024-01-02'"), "run_id", "rate_date");
    assertThat(scanned(none)).as("left out by the file's greatest day").isEmpty();
  }

  @Test
  void aTableWithoutFilesHasNoRows() {
    ScannedRows none = ScannedRows.of(warehouse(folder).read(FX), "run_id", "rate_date");
    assertThat(scanned(none)).isEmpty();
  }
}
