package org.rerate.engine.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.engine.filter.Filter;
import org.rerate.table.MarketTables;
import org.rerate.table.TableSpec;
import org.rerate.testing.Folders;
import org.rerate.testing.SparkTestBase;

class TableHistoryTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final TableSpec TABLE = MarketTables.FX.table();

  @TempDir Path folder;
  private transient Warehouse warehouse;
  private transient Dataset<Row> rows;

  @BeforeEach
  void open() {
    warehouse = warehouse(folder.resolve("w"));
    rows = random(TABLE.structType(), 5).limit(3);
  }

  private void write(String run) {
    warehouse.appendRows(TABLE, rows.collectAsList(), run);
  }

  private TableState state() {
    DeltaLog.clearCache();
    return warehouse.history(TABLE).state().orElseThrow();
  }

  private Path table() {
    return folder.resolve("w/market/fx");
  }

  @Test
  void whoWroteSinceAState() {
    assertThat(warehouse.history(TABLE).state()).isEmpty();
    assertThat(warehouse.history(TABLE).committersSince(null)).hasValue(List.of());
    write("r1");
    TableState first = state();
    write("r2");
    assertThat(warehouse.history(TABLE).committersSince(first)).hasValue(List.of("r2"));
    assertThat(warehouse.history(TABLE).committersSince(state())).hasValue(List.of());
    assertThat(warehouse.history(TABLE).state(0)).isEqualTo(first);
    assertThat(TableState.parse(first.toString())).hasValue(first);
    assertThat(TableState.parse("12")).as("of before states were recorded").isEmpty();
  }

  @Test
  void aTableMadeAnewAndOneBroughtBackAreOthers() throws IOException {
    write("r1");
    Folders.copy(table(), folder.resolve("copy"));
    write("r2");
    TableState second = state();
    Folders.delete(table());
    Folders.copy(folder.resolve("copy"), table());
    assertThat(state().version()).isZero();
    assertThat(warehouse.history(TABLE).committersSince(second)).isEmpty();
    write("r3");
    assertThat(state().version()).isEqualTo(second.version());
    assertThat(state().table()).isEqualTo(second.table());
    assertThat(warehouse.history(TABLE).committersSince(second)).isEmpty();
    Folders.delete(table());
    assertThat(warehouse.history(TABLE).committersSince(second)).isEmpty();
  }

  @Test
  void rowsOfAnotherProgramCannotBeTold() {
    write("r1");
    TableState first = state();
    rows.write().format("delta").mode("append").save(table().toString());
    assertThat(warehouse.history(TABLE).committersSince(first)).isEmpty();
  }

  private static void replaceAll(Warehouse by, Dataset<Row> rows, String runId) {
    by.replaceResults(TABLE, rows.collectAsList(), Filter.all(), Map.of(), runId);
  }

  @Test
  void resultsAreReplacedOnlyUnderTheirCondition() {
    write("r1");
    Warehouse strict = warehouse.whileUnmoved(TABLE);
    assertThat(warehouse.history(TABLE).hasMoved(state())).isFalse();
    write("r2");
    assertThatThrownBy(() -> replaceAll(strict, rows, "r3"))
        .isInstanceOf(StaleReadException.class)
        .hasMessageStartingWith("market.fx changed while results were computed from it");
    assertThat(warehouse.read(TABLE).count()).isEqualTo(6);
  }

  @Test
  void whoComesBetweenConditionAndCommitIsNotOverwritten() {
    replaceAll(warehouse, rows, "r1");
    AtomicInteger asked = new AtomicInteger();
    Runnable once =
        () -> {
          if (asked.incrementAndGet() == 1) {
            replaceAll(warehouse, rows.limit(1), "r2");
          }
        };
    replaceAll(warehouse.onlyIf(once), rows.limit(2), "r3");
    assertThat(asked.get()).as("asked again after r2").isEqualTo(2);
    assertThat(warehouse.read(TABLE).count()).isEqualTo(2);
  }
}
