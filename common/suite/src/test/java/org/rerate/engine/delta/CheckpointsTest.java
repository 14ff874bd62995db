package org.rerate.engine.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.RerateException;
import org.rerate.engine.filter.Filter;
import org.rerate.engine.filter.Period;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.testing.SparkTestBase;

/** Logs are summed up every ten versions, so that Delta reads them without what was summed up. */
class CheckpointsTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final TableSpec CAPS = ValuationTables.ISSUER_CAPS;

  @TempDir private Path folder;

  @Test
  void deltaReadsATableFromASumThatItDidNotMake() throws IOException {
    Warehouse warehouse = warehouse(folder);
    for (int version = 0; version <= 12; version++) {
      append(warehouse, version);
    }
    deleteWhatIsSummedUp();

    String[] appended = IntStream.rangeClosed(0, 12).mapToObj(v -> "I" + v).toArray(String[]::new);
    assertThat(warehouse.read(CAPS).select("issuer_id").as(Encoders.STRING()).collectAsList())
        .containsExactlyInAnyOrder(appended);
    assertThat(warehouse.scan(CAPS, "issuer_id").texts()).containsExactlyInAnyOrder(appended);
    append(warehouse, 13);
    assertThat(warehouse.read(CAPS).where("issuer_id = 'I3' OR cap_usd > 12").count()).isEqualTo(2);
  }

  /** Which appends came in is how the next one is told from another run's. */
  @Test
  void theNumberOfTheLastAppendIsAmongIt() throws IOException {
    Warehouse warehouse = warehouse(folder);
    for (int version = 0; version < 10; version++) {
      append(warehouse, version);
    }
    Map<String, String> partition = new HashMap<>();
    partition.put("methodology", "m");
    partition.put("knowledge", "latest");
    partition.put("recorded_by", null);
    Filter where =
        Filter.and(Filter.is("methodology", "m"), Filter.days("valuation_date", 19724, 19724));
    OverwriteSpec none =
        new OverwriteSpec(where, partition, Period.YEAR, Integer.MIN_VALUE, Integer.MAX_VALUE);
    assertThat(warehouse.replaceFiles(CAPS, List.of(), none, "r")).isEqualTo(10);
    deleteWhatIsSummedUp();

    assertThat(warehouse.sequence(CAPS)).isEqualTo(10);
    assertThatThrownBy(() -> append(warehouse, 9)).isInstanceOf(RerateException.class);
    append(warehouse, 10);
    assertThat(warehouse.read(CAPS).count()).isEqualTo(10);
  }

  private void deleteWhatIsSummedUp() throws IOException {
    Path log = folder.resolve("valuation/issuer_caps/_delta_log");
    assertThat(log.resolve(name(10) + ".checkpoint.parquet")).exists();
    assertThat(log.resolve(name(0) + ".checkpoint.parquet")).doesNotExist();
    assertThat(log.resolve("_last_checkpoint")).content().contains("\"version\":10");
    for (int version = 0; version < 10; version++) {
      Files.delete(log.resolve(name(version) + ".json"));
    }
    DeltaLog.clearCache();
  }

  private static String name(int version) {
    return String.format("%020d", version);
  }

  private static void append(Warehouse warehouse, int version) {
    Row row =
        RowFactory.create(
            "I" + version,
            LocalDate.of(2024, 1, 1).plusDays(version),
            (double) version,
            7,
            "OK",
            "m",
            "latest",
            null,
            "r");
    warehouse.appendRows(CAPS, List.of(row), "r" + version, version);
  }
}
