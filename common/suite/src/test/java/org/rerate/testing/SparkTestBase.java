package org.rerate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.holdenkarau.spark.testing.JavaDataFrameSuiteBase;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.delta.WarehouseCatalog;
import org.rerate.engine.delta.WarehouseUri;

/**
 * What a test with Spark extends: one session for the whole JVM, opened as a command opens it, a
 * warehouse of the test's own, and the comparisons and generators of spark-testing-base.
 */
public abstract class SparkTestBase extends JavaDataFrameSuiteBase {

  private static final long serialVersionUID = 1L;

  private static final int RANDOM_ROWS = 100;

  @Override
  public final SparkSession spark() {
    return TestSession.get();
  }

  @Override
  public final SparkContext sc() {
    return TestSession.get().sparkContext();
  }

  @Override
  public final boolean enableHiveSupport() {
    return false;
  }

  /** Points the session at a warehouse in {@code folder}, which need not exist yet. */
  protected final Warehouse warehouse(Path folder) {
    spark().conf().set(WarehouseCatalog.ROOT, WarehouseUri.qualify(folder.toString()));
    return Warehouse.of(spark());
  }

  /** Same column names and types, same rows as often; neither order nor nullability matters. */
  protected final void assertSameRows(Dataset<Row> expected, Dataset<Row> actual) {
    assertThat(columns(actual)).isEqualTo(columns(expected));
    assertDataFrameDataEquals(expected, actual);
  }

  /** A hundred random rows without nulls, the same for the same seed. */
  protected final Dataset<Row> random(StructType type, long seed) {
    return spark().createDataFrame(RandomRows.of(type, seed, RANDOM_ROWS), type);
  }

  /** See {@link SharedData#find}. */
  protected final Optional<Path> shared(String relative) {
    return SharedData.find(relative);
  }

  /** See {@link SharedData#findOrSkip}. */
  protected final Path sharedOrSkip(String relative) {
    return SharedData.findOrSkip(relative);
  }

  private static List<String> columns(Dataset<Row> rows) {
    return Arrays.stream(rows.schema().fields())
        .map(field -> field.name() + " " + field.dataType().catalogString())
        .toList();
  }
}
