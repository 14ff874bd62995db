package org.rerate.storage;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.storage.Upkeep.Finding;
import org.rerate.table.OpsTables;
import org.rerate.table.TableSpec;
import org.rerate.testing.SparkTestBase;

/** Compaction and clean-up change no row, and take nothing from who reads. */
class UpkeepTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final TableSpec TABLE = OpsTables.RUN_FILES;

  private static final UpkeepPolicy POLICY =
      new UpkeepPolicy(1 << 20, 1 << 24, 4, 168, Map.of("ops.run_files", List.of("file")));

  @TempDir Path folder;

  private Finding onlyFinding(Upkeep upkeep) {
    List<Finding> findings = upkeep.look();
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
    Upkeep upkeep = new Upkeep(warehouse, POLICY);
    Dataset<Row> before = warehouse.read(TABLE, 4).cache();
    assertThat(before.count()).isEqualTo(500);
    Iterator<Row> reader = warehouse.read(TABLE).toLocalIterator();
    reader.next();

    Finding finding = onlyFinding(upkeep);
    assertThat(finding.smallFiles()).isEqualTo(5);
    assertThat(finding.compact()).isTrue();
    upkeep.compact(finding);
    upkeep.vacuum(finding, line -> {});

    assertThat(onlyFinding(upkeep).files()).isEqualTo(1);
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
    Upkeep upkeep = new Upkeep(warehouse, POLICY);
    long version = warehouse.version(TABLE).orElseThrow();
    upkeep.compact(onlyFinding(upkeep));
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
    Upkeep upkeep = new Upkeep(warehouse, POLICY);
    upkeep.vacuum(onlyFinding(upkeep), line -> {});
    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(warehouse.read(TABLE).count()).isEqualTo(100);
  }
}
