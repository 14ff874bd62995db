package org.rerate.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rerate.domain.RerateException;
import org.rerate.ingest.load.FileOutcome;
import org.rerate.table.ValuationTables;
import org.rerate.testing.Folders;

/**
 * Tables that are deleted, brought back from a copy or made anew, methodologies that change and
 * runs that take another's name: what follows from them is computed again, or the command is
 * refused.
 */
class DisturbedTablesTest {

  private static final String STANDS =
      "value: nothing changed since the last run, its stored results stand";

  @TempDir static Path folder;
  private static Path before;
  private static Path after;

  private Path root;
  private SmallWarehouse warehouse;

  /** Valued, and valued again after a correction. */
  @BeforeAll
  static void load() throws IOException {
    before = folder.resolve("before");
    SmallWarehouse loaded = new SmallWarehouse(before);
    loaded.loadHistory();
    loaded.run("value");
    after = Folders.copy(before, folder.resolve("after"));
    SmallWarehouse corrected = new SmallWarehouse(after);
    corrected.correct("2026-01-05", 99, 1);
    corrected.run("value");
  }

  private void open(Path copied, String name) throws IOException {
    root = Folders.copy(copied, folder.resolve(name));
    warehouse = new SmallWarehouse(root);
  }

  private void bringBack(String table) throws IOException {
    Folders.delete(root.resolve(table));
    Folders.copy(before.resolve(table), root.resolve(table));
  }

  /** What is stored is what the next valuation of an empty warehouse would store. */
  private void assertWholeAfterAValuation() throws IOException {
    warehouse.run("value");
    Map<String, List<String>> results = warehouse.results();
    Folders.delete(root.resolve("valuation"));
    Folders.delete(root.resolve("series"));
    warehouse.run("value");
    assertThat(results).isEqualTo(warehouse.results());
  }

  @Test
  void aCopyOfAWholeWarehouseStands() throws IOException {
    open(after, "copied");
    warehouse.run("value");
    assertThat(warehouse.said).containsExactly(STANDS);
  }

  @Test
  void deletedResults() throws IOException {
    for (String table : List.of("issuer_caps", "basket_valuations", "rolling")) {
      open(after, "without-" + table);
      Map<String, List<String>> results = warehouse.results();
      Folders.delete(root.resolve("valuation/" + table));
      warehouse.run("value");
      assertThat(warehouse.said)
          .anyMatch(
              line ->
                  line.startsWith("valuation." + table + " is not as run ")
                      && line.endsWith(
                          " left it: it was deleted, brought back from a copy, made anew, or"
                              + " written by another program"));
      assertThat(warehouse.results()).isEqualTo(results);
    }
  }

  @Test
  void resultsBroughtBackFromACopy() throws IOException {
    open(after, "older-results");
    Map<String, List<String>> results = warehouse.results();
    bringBack("valuation/issuer_caps");
    assertThat(warehouse.results()).isNotEqualTo(results);
    warehouse.run("value");
    assertThat(warehouse.results()).isEqualTo(results);
  }

  @Test
  void aMarketTableBroughtBackFromACopyAndLoadedOtherwise() throws IOException {
    open(after, "other-prices");
    Map<String, List<String>> results = warehouse.results();
    bringBack("market/prices");
    warehouse.correct("2026-01-05", 55, 1);
    assertWholeAfterAValuation();
    assertThat(warehouse.results()).isNotEqualTo(results);
  }

  @Test
  void rowsOfATableThatNoLongerHasThemAreLoadedAgain() throws IOException {
    open(after, "again");
    Folders.delete(root.resolve("market/prices"));
    String prices = "security_id,trade_date,close\nA1,2026-01-05,12\nB1,2026-01-05,12\n";
    List<FileOutcome> outcomes = warehouse.load("prices", prices);
    assertThat(outcomes).singleElement().extracting(FileOutcome::accepted).isEqualTo(2L);
    assertThat(warehouse.load("prices", prices).get(0).unchanged()).isEqualTo(2);
    Folders.delete(root.resolve("market/prices"));
    assertThat(warehouse.load("prices", prices).get(0).accepted()).isEqualTo(2);
    assertWholeAfterAValuation();
    assertThat(warehouse.results().get("valuation.issuer_caps")).hasSize(2);
  }

  @Test
  void packedSeriesBroughtBackFromACopy() throws IOException {
    open(after, "older-series");
    bringBack("series/blocks");
    warehouse.correct("2026-01-06", 88, 2);
    assertWholeAfterAValuation();
  }

  @Test
  void aLedgerBroughtBackFromACopy() throws IOException {
    open(after, "older-ledger");
    bringBack("ops/run_log");
    warehouse.run("value");
    assertThat(warehouse.said).doesNotContain(STANDS);
    assertWholeAfterAValuation();
  }

  /** As an older version left it: fewer columns in the table, fewer in what its runs went by. */
  @Test
  void resultsOfAVersionThatKnewFewerColumns() throws IOException {
    open(after, "older-version");
    warehouse.run("change", "compare");
    dropFromSchema("valuation/basket_changes", "status_constant_fx");
    warehouse
        .context()
        .warehouse()
        .spark()
        .sql(
            "UPDATE ops.run_log SET input_versions ="
                + " regexp_replace(input_versions, '\"layout\":\"[0-9a-f]+\"', '\"layout\":\"0\"')");
    assertThat(constantRateStatuses()).containsOnly("[null]");
    warehouse.run("change", "compare");
    assertThat(warehouse.said).doesNotContain(STANDS.replace("value:", "change:"));
    assertThat(constantRateStatuses()).containsOnly("[NON_POSITIVE_EARNINGS_CHANGE]");
    warehouse.run("change", "compare");
    assertThat(warehouse.said)
        .endsWith(STANDS.replace("value:", "change:"), STANDS.replace("value:", "compare:"));
  }

  private List<String> constantRateStatuses() {
    return warehouse
        .context()
        .warehouse()
        .read(ValuationTables.BASKET_CHANGES)
        .select("status_constant_fx")
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }

  /** By hand, so that the versions and the ids of the commits stay. */
  private void dropFromSchema(String table, String column) throws IOException {
    try (Stream<Path> log = Files.list(root.resolve(table).resolve("_delta_log"))) {
      for (Path file : log.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".json")) {
          Files.delete(file); // checksums of what is changed here
          continue;
        }
        String field =
            "\\{\\\\\"name\\\\\":\\\\\"" + column + "\\\\.*?\\\\\"metadata\\\\\":\\{[^}]*}},?";
        Files.writeString(file, Files.readString(file).replaceAll(field, "").replace(",]", "]"));
      }
    }
  }

  @Test
  void anIdOfARunIsTakenOnce() throws IOException {
    open(before, "ids");
    ActionContext first = warehouse.context("default", "night", false);
    SmallWarehouse.COMMANDS.get("change").accept(first);
    ActionContext second = warehouse.context("default", "night", false);
    assertThatThrownBy(() -> SmallWarehouse.COMMANDS.get("compare").accept(second))
        .isInstanceOfSatisfying(
            RerateException.class, e -> assertThat(e.exit()).isEqualTo(RerateException.Exit.USAGE))
        .hasMessage(
            "there is a run 'night' already, of change. Give --run-id another id, such as"
                + " night-again, or leave it out; an id stands for one run, whatever became of it");
  }

  @Test
  void aMethodologyThatChangedUnderItsName() throws IOException {
    open(before, "methodology");
    Path file = folder.resolve("home/conf/methodologies/own.conf");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "min_coverage = 0.4\n");
    SmallWarehouse own = new SmallWarehouse(root, folder.resolve("home"));
    SmallWarehouse.COMMANDS.get("value").accept(own.context("own", null, false));
    SmallWarehouse.COMMANDS.get("change").accept(own.context("own", null, false));
    assertThat(rowsOf(own, "valuation.basket_changes", "own")).isNotEmpty();

    Files.writeString(file, "min_coverage = 0.4 // the same\n");
    SmallWarehouse.COMMANDS.get("value").accept(own.context("own", null, false));
    assertThat(own.said).contains(STANDS);

    Files.writeString(file, "rolling_windows = [3]\n");
    ActionContext changed = own.context("own", null, false);
    assertThatThrownBy(() -> SmallWarehouse.COMMANDS.get("value").accept(changed))
        .isInstanceOfSatisfying(
            RerateException.class, e -> assertThat(e.exit()).isEqualTo(RerateException.Exit.USAGE))
        .hasMessage(
            "the methodology 'own' is not the one that its stored results were computed by: its"
                + " file has changed, min_coverage is 0.5 and was 0.4, rolling_windows is [3] and was"
                + " [63,126,252,756,1260]. Give the changed one another name and leave the old file as"
                + " it was, or give --accept-methodology-change, which deletes all results stored"
                + " under 'own' and computes those that are asked for anew");

    List<String> others = rowsOf(own, "valuation.issuer_caps", "default");
    SmallWarehouse.COMMANDS.get("value").accept(own.context("own", null, true));
    assertThat(rowsOf(own, "valuation.basket_changes", "own")).isEmpty();
    assertThat(rowsOf(own, "valuation.rolling", "own"))
        .isNotEmpty()
        .allMatch(row -> row.contains(",3,"));
    assertThat(rowsOf(own, "valuation.issuer_caps", "default")).isEqualTo(others).isNotEmpty();
    SmallWarehouse.COMMANDS.get("value").accept(own.context("own", null, false));
    assertThat(own.said.get(own.said.size() - 1)).isEqualTo(STANDS);
  }

  private static List<String> rowsOf(SmallWarehouse warehouse, String table, String methodology) {
    return warehouse.results().get(table).stream()
        .filter(row -> row.contains("," + methodology + ","))
        .toList();
  }
}
