package org.rerate.engine.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.engine.delta.Maintenance.Finding;
import org.rerate.engine.filter.Filter;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.testing.SparkTestBase;

/**
 * A result table, written in several runs and compacted, is the same to Delta Kernel, which knows
 * no Spark, and to DuckDB, which knows no Delta and is given the files of the newest version.
 */
class OtherReadersTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final TableSpec TABLE = ValuationTables.ISSUER_CAPS;

  private static final MaintenanceRules POLICY =
      new MaintenanceRules(1 << 20, 1 << 24, 3, 168, Map.of());

  private static final List<String> KNOWLEDGES = List.of("latest", "2026-01-05T00:00:00Z");

  /**
   * What is compared.
   *
   * @param rows how many
   * @param capped how many have a cap
   * @param sum of the caps, whole numbers, so that its order does not matter
   */
  private record Content(long rows, long capped, double sum) {

    Content plus(boolean isMissing, double cap) {
      return isMissing
          ? new Content(rows + 1, capped, sum)
          : new Content(rows + 1, capped + 1, sum + cap);
    }
  }

  private static final Content NOTHING = new Content(0, 0, 0);

  @TempDir Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void writeAndCompact() {
    warehouse = warehouse(folder);
    for (String knowledge : KNOWLEDGES) {
      for (int day = 5; day <= 7; day++) {
        write(knowledge, day);
      }
    }
    // A run that is repeated takes the place of the one before.
    write("latest", 7);
    Maintenance maintenance = new Maintenance(warehouse, POLICY);
    Finding finding = maintenance.look().get(0);
    assertThat(finding.files()).isEqualTo(6);
    maintenance.compact(finding);
    assertThat(maintenance.look().get(0).files()).isEqualTo(2);
  }

  private void write(String knowledge, int day) {
    warehouse.replace(
        TABLE,
        spark()
            .sql(
                """
                SELECT concat('I', id) AS issuer_id, DATE'2026-01-0%1$d' AS valuation_date,
                  IF(id %% 5 = 0, NULL, CAST(id * %1$d * 1000 AS DOUBLE)) AS cap_usd,
                  7 AS shares_age_days,
                  IF(id %% 5 = 0, 'STALE_PRICE', 'OK') AS status, 'default' AS methodology,
                  '%2$s' AS knowledge, CAST(NULL AS TIMESTAMP) AS recorded_by, 'r' AS run_id
                FROM range(100)
                """
                    .formatted(day, knowledge))
            .coalesce(1),
        Filter.and(
            Filter.is("methodology", "default"),
            Filter.is("knowledge", knowledge),
            Filter.is("recorded_by", (Instant) null),
            Filter.is("valuation_date", LocalDate.of(2026, 1, day))),
        "r");
  }

  private Map<String, Content> bySpark() {
    Map<String, Content> contents = new TreeMap<>();
    warehouse
        .read(TABLE)
        .groupBy("knowledge")
        .agg(Map.of("*", "count", "cap_usd", "sum"))
        .collectAsList()
        .forEach(
            row ->
                contents.put(
                    row.getAs("knowledge"),
                    new Content(row.getAs("count(1)"), 240, row.getAs("sum(cap_usd)"))));
    return contents;
  }

  @Test
  void deltaKernelReadsWhatSparkReads() throws IOException {
    Map<String, Content> expected = bySpark();
    assertThat(expected.keySet()).containsExactlyInAnyOrderElementsOf(KNOWLEDGES);
    assertThat(expected.get("latest").rows()).isEqualTo(300);
    assertThat(byKernel()).isEqualTo(expected);
  }

  @Test
  void duckDbReadsWhatSparkReads() throws IOException, SQLException {
    List<Path> files = files();
    assertThat(files).hasSize(2);
    assertThat(byDuckDb(files)).isEqualTo(bySpark());
  }

  private Map<String, Content> byKernel() throws IOException {
    Map<String, Content> contents = new TreeMap<>();
    Engine engine = DefaultEngine.create(new Configuration());
    Snapshot snapshot = snapshot(engine);
    StructType schema = snapshot.getSchema();
    Scan scan = snapshot.getScanBuilder().build();
    Row state = scan.getScanState(engine);
    StructType stored = ScanStateRow.getPhysicalDataReadSchema(state);
    int knowledge = schema.indexOf("knowledge");
    int cap = schema.indexOf("cap_usd");
    for (Row file : rows(scan.getScanFiles(engine))) {
      FileStatus status = InternalScanFileUtils.getAddFileStatus(file);
      CloseableIterator<ColumnarBatch> data =
          engine
              .getParquetHandler()
              .readParquetFiles(Utils.singletonCloseableIterator(status), stored, Optional.empty())
              .map(FileReadResult::getData);
      for (Row row : rows(Scan.transformPhysicalData(engine, state, file, data))) {
        boolean isMissing = row.isNullAt(cap);
        contents.merge(
            row.getString(knowledge),
            NOTHING.plus(isMissing, isMissing ? 0 : row.getDouble(cap)),
            (a, b) -> new Content(a.rows() + b.rows(), a.capped() + b.capped(), a.sum() + b.sum()));
      }
    }
    return contents;
  }

  /** The Parquet files of the newest version. */
  private List<Path> files() throws IOException {
    Engine engine = DefaultEngine.create(new Configuration());
    List<Path> files = new ArrayList<>();
    for (Row file : rows(snapshot(engine).getScanBuilder().build().getScanFiles(engine))) {
      // Not a URI: what the folder's name has encoded is encoded in it once.
      String path = InternalScanFileUtils.getAddFileStatus(file).getPath();
      files.add(Path.of(path.replaceFirst("^file:/+", "/")));
    }
    return files;
  }

  private Snapshot snapshot(Engine engine) {
    return Table.forPath(engine, folder.resolve("valuation/issuer_caps").toString())
        .getLatestSnapshot(engine);
  }

  private static List<Row> rows(CloseableIterator<FilteredColumnarBatch> batches)
      throws IOException {
    List<Row> all = new ArrayList<>();
    try (batches) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          rows.forEachRemaining(all::add);
        }
      }
    }
    return all;
  }

  private static Map<String, Content> byDuckDb(List<Path> files) throws SQLException {
    String list =
        files.stream().map(file -> "'" + file + "'").collect(Collectors.joining(", ", "[", "]"));
    Map<String, Content> contents = new TreeMap<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT url_decode(knowledge), count(*), count(cap_usd), sum(cap_usd)"
                    + " FROM read_parquet("
                    + list
                    + ", hive_partitioning = true, hive_types_autocast = false) GROUP BY 1")) {
      while (rows.next()) {
        contents.put(
            rows.getString(1), new Content(rows.getLong(2), rows.getLong(3), rows.getDouble(4)));
      }
    }
    return contents;
  }
}
