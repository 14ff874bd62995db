package org.rerate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.kernel.defaults.engine.DefaultEngine;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.AddFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.testing.SparkTestBase;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** Files that are found in the log here are among those that Delta finds, and hold all rows. */
class RangeFilesTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final TableSpec CAPS = ValuationTables.ISSUER_CAPS;

  private static final String VARIANT =
      "methodology = 'm' AND knowledge = 'latest' AND recorded_by IS NULL AND ";

  private static final List<String> RANGES =
      List.of(
          "valuation_date >= DATE'2024-03-01' AND valuation_date <= DATE'2024-04-30'",
          "(valuation_date < DATE'2024-02-01' OR valuation_date > DATE'2024-04-01')",
          "issuer_id IN ('I2', 'I3')",
          "issuer_id IN ('I2', 'I3') AND valuation_date = DATE'2024-03-15'",
          "(issuer_id = 'I1' AND valuation_date >= DATE'2024-01-01' OR length(issuer_id) > 7)",
          "valuation_date > DATE'2025-01-01'",
          "cap_usd > 3");

  /** As a valuation names its partition. */
  private static final Map<String, String> PARTITION = new HashMap<>();

  static {
    PARTITION.put("methodology", "m");
    PARTITION.put("knowledge", "latest");
    PARTITION.put("recorded_by", null);
  }

  @TempDir private Path folder;

  private Warehouse warehouse;
  private RangeFiles range;
  private String path;

  @BeforeEach
  void fill() {
    warehouse = warehouse(folder);
    int number = 0;
    for (String methodology : List.of("m", "other")) {
      for (int month = 1; month <= 4; month++) {
        List<Row> rows = new ArrayList<>();
        for (int day = 14; day <= 16; day++) {
          LocalDate date = LocalDate.of(2024, month, day);
          rows.add(
              RowFactory.create(
                  "I" + month, date, (double) day, "OK", methodology, "latest", null, "r"));
        }
        warehouse.appendRows(CAPS, rows, "r" + number, number++);
      }
    }
    path = warehouse.root() + "/" + CAPS.schema() + "/" + CAPS.name();
    range =
        new RangeFiles(
            spark(),
            new LogLookup(DefaultEngine.create(spark().sessionState().newHadoopConf()), path),
            path);
  }

  @Test
  void areThoseThatDeltaFinds() {
    RANGES.forEach(this::areThoseThatDeltaFinds);
  }

  private void areThoseThatDeltaFinds(String where) {
    List<org.apache.spark.sql.catalyst.expressions.Expression> conditions =
        range.conditions(VARIANT + where);
    OptimisticTransaction transaction =
        DeltaLog.forTable(spark(), new org.apache.hadoop.fs.Path(path))
            .startTransaction(Option.empty(), Option.empty());
    List<AddFile> found =
        CollectionConverters.asJava(
            transaction.filterFiles(CollectionConverters.asScala(conditions).toSeq(), false));
    List<AddFile> looked = range.of(transaction.readVersion(), PARTITION, conditions).orElseThrow();
    // Delta holds a list of values against bounds as a whole.
    assertThat(names(found)).as(where).containsAll(names(looked));
    assertThat(rows(warehouse.readRange(CAPS, PARTITION, VARIANT + where)))
        .isEqualTo(rows(warehouse.read(CAPS).where(VARIANT + where)));
  }

  @Test
  void aLongListIsHeldAgainstBounds() {
    String ids = String.join(", ", IntStream.range(0, 300).mapToObj(i -> "'I9" + i + "'").toList());
    String where = VARIANT + "issuer_id IN ('I4', " + ids + ")";
    List<AddFile> looked = range.of(7, PARTITION, range.conditions(where)).orElseThrow();
    assertThat(looked).as("of months whose issuer may be one").hasSize(1);
    assertThat(rows(warehouse.readRange(CAPS, PARTITION, where))).isNotEmpty();
  }

  @Test
  void appendsAreCounted() {
    LogLookup log =
        new LogLookup(DefaultEngine.create(spark().sessionState().newHadoopConf()), path);
    assertThat(log.sequence(DeltaTables.APPLICATION, OptionalLong.empty())).isEqualTo(8);
    assertThat(log.sequence(DeltaTables.APPLICATION, OptionalLong.of(3))).isEqualTo(4);
    assertThat(log.sequence("another", OptionalLong.empty())).isZero();
  }

  private static List<String> names(List<AddFile> files) {
    return files.stream().map(AddFile::path).sorted().toList();
  }

  private static List<String> rows(Dataset<Row> rows) {
    List<String> texts = new ArrayList<>();
    rows.collectAsList().forEach(row -> texts.add(row.toString()));
    return texts.stream().sorted().toList();
  }
}
