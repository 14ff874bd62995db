package org.rerate.engine.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.RerateException;
import org.rerate.engine.delta.Maintenance.Finding;
import org.rerate.table.OpsTables;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.testing.SparkTestBase;

/** Compaction and clean-up change no row, and take nothing from who reads. */
class MaintenanceTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final TableSpec TABLE = OpsTables.RUN_FILES;

  private static final MaintenanceRules POLICY =
      new MaintenanceRules(1 << 20, 1 << 24, 4, 168, Map.of("ops.run_files", List.of("file")));

  @TempDir Path folder;

  private Finding onlyFinding(Maintenance maintenance) {
    List<Finding> findings = maintenance.look();
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  private Warehouse filled(int loads) {
    Warehouse warehouse = warehouse(folder);
    for (int i = 0; i < loads; i++) {
      warehouse.append(TABLE, random(TABLE.structType(), i).coalesce(1), "r" + i, i);
    }
    return warehouse;
  }

  @Test
  void manySmallFilesBecomeOneAndARunningReaderGoesOn() throws IOException {
    Warehouse warehouse = filled(5);
    Maintenance maintenance = new Maintenance(warehouse, POLICY);
    Dataset<Row> before = warehouse.read(TABLE, 4).cache();
    assertThat(before.count()).isEqualTo(500);
    Iterator<Row> reader = warehouse.read(TABLE).toLocalIterator();
    reader.next();

    Finding finding = onlyFinding(maintenance);
    assertThat(finding.smallFiles()).isEqualTo(5);
    assertThat(finding.compact()).isTrue();
    maintenance.compact(finding);
    maintenance.vacuum(finding, line -> {});

    assertThat(onlyFinding(maintenance).files()).isEqualTo(1);
    assertSameRows(before, warehouse.read(TABLE));
    int rest = 1;
    for (; reader.hasNext(); rest++) {
      reader.next();
    }
    assertThat(rest).isEqualTo(500);
    before.unpersist();
  }

  @Test
  void aTidyTableIsLeftAlone() {
    Warehouse warehouse = filled(2);
    Maintenance maintenance = new Maintenance(warehouse, POLICY);
    long version = warehouse.version(TABLE).orElseThrow();
    maintenance.compact(onlyFinding(maintenance));
    assertThat(warehouse.version(TABLE)).hasValue(version);
  }

  @Test
  void onlyFilesThatNoVersionNeedsAndThatAreOldAreDeleted() throws IOException {
    Warehouse warehouse = filled(1);
    Path table = folder.resolve("ops/run_files");
    Path young = Files.writeString(table.resolve("young.parquet"), "x");
    Path old = Files.writeString(table.resolve("old.parquet"), "x");
    FileTime tenDaysAgo = FileTime.from(Instant.now().minusSeconds(10 * 86_400));
    Files.setLastModifiedTime(old, tenDaysAgo);
    Maintenance maintenance = new Maintenance(warehouse, POLICY);
    maintenance.vacuum(onlyFinding(maintenance), line -> {});
    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(warehouse.read(TABLE).count()).isEqualTo(100);
  }

  /** Of files that hold all years, whoever asks for the last days would read all. */
  @Test
  void rowsAreLaidTogetherByMonth() {
    TableSpec caps = ValuationTables.ISSUER_CAPS;
    Warehouse warehouse = warehouse(folder);
    warehouse.append(caps, caps(), "r", 0);
    Dataset<Row> before = warehouse.read(caps, 0).cache();
    assertThat(before.count()).isEqualTo(12 * 800);
    String path = folder.resolve("valuation/issuer_caps").toString();
    long bytes = DeltaTables.files(spark(), path).selectExpr("sum(size)").head().getLong(0);
    MaintenanceRules policy =
        new MaintenanceRules(
            bytes / 8,
            1 << 24,
            6,
            168,
            Map.of(caps.fullName(), List.of("valuation_date", "issuer_id")));
    Maintenance maintenance = new Maintenance(warehouse, policy);

    maintenance.compact(onlyFinding(maintenance));

    assertSameRows(before, warehouse.read(caps));
    List<Row> files =
        warehouse
            .read(caps)
            .groupBy("knowledge", "_metadata.file_name")
            .agg(
                functions.min("valuation_date").as("first"),
                functions.max("valuation_date").as("last"))
            .orderBy("knowledge", "first", "last")
            .collectAsList();
    assertThat(files).hasSizeBetween(4, 11);
    for (int i = 1; i < files.size(); i++) {
      if (files.get(i).getString(0).equals(files.get(i - 1).getString(0))) {
        assertThat(month(files.get(i), "first"))
            .isGreaterThanOrEqualTo(month(files.get(i - 1), "last"));
      }
    }
    before.unpersist();
  }

  private static String month(Row file, String which) {
    return file.getAs(which).toString().substring(0, 7);
  }

  /** Days of two years, of 4 companies, in two partitions, in 12 files each that hold all days. */
  private Dataset<Row> caps() {
    return spark()
        .sql(
            "SELECT concat('C', id % 4) AS issuer_id,"
                + " date_add(DATE'2024-01-01', int(id div 16)) AS valuation_date,"
                + " rand() AS cap_usd, 7 AS shares_age_days, 'OK' AS status,"
                + " 'default' AS methodology,"
                + " IF(id div 4 % 2 = 0, 'latest', 'as_was') AS knowledge,"
                + " CAST(NULL AS TIMESTAMP) AS recorded_by, 'r' AS run_id FROM range(9600)")
        .repartition(12);
  }

  @Test
  void aColumnThatATableDoesNotHaveIsSaid() {
    Warehouse warehouse = filled(5);
    MaintenanceRules policy =
        new MaintenanceRules(1 << 20, 1 << 24, 4, 168, Map.of("ops.run_files", List.of("fil")));
    Maintenance maintenance = new Maintenance(warehouse, policy);
    assertThatThrownBy(() -> maintenance.compact(onlyFinding(maintenance)))
        .isInstanceOf(RerateException.class)
        .hasMessageContaining("lays ops.run_files by 'fil'");
  }

  /** What another program added to a table is not ours to lose. */
  @Test
  void aTableWithAnotherColumnIsLeftToDelta() {
    Warehouse warehouse = filled(4);
    String path = folder.resolve("ops/run_files").toString();
    spark().sql("ALTER TABLE delta.`" + path + "` ADD COLUMN note STRING");
    spark()
        .sql(
            "INSERT INTO delta.`"
                + path
                + "` SELECT * EXCEPT (note), 'n' FROM delta.`"
                + path
                + "`");
    Dataset<Row> before = warehouse.read(TABLE, warehouse.version(TABLE).orElseThrow()).cache();
    assertThat(before.where("note IS NOT NULL").count()).isPositive();
    Maintenance maintenance = new Maintenance(warehouse, POLICY);
    assertThat(onlyFinding(maintenance).compact()).isTrue();
    maintenance.compact(onlyFinding(maintenance));
    assertThat(onlyFinding(maintenance).files()).isEqualTo(1);
    assertSameRows(before, warehouse.read(TABLE));
    before.unpersist();
  }
}
