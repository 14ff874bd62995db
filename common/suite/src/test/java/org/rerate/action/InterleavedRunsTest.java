package org.rerate.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rerate.domain.RerateException;
import org.rerate.testing.Folders;

/**
 * A load and a second command run, from beginning to end, between what a first command has computed
 * and its commit: results are those of the commands one after the other.
 */
class InterleavedRunsTest {

  @TempDir static Path folder;
  private static Path before;
  private static Map<String, List<String>> expected;

  private SmallWarehouse warehouse;

  /** All results stand; then a correction came in that is not valued yet. */
  @BeforeAll
  static void load() throws IOException {
    before = folder.resolve("before");
    SmallWarehouse loaded = new SmallWarehouse(before);
    loaded.loadHistory();
    loaded.runAll();
    loaded.correct("2026-01-05", 99, 1);
    SmallWarehouse alone = new SmallWarehouse(Folders.copy(before, folder.resolve("alone")));
    Folders.delete(folder.resolve("alone/valuation"));
    alone.correct("2026-01-06", 77, 2);
    alone.runAll();
    expected = alone.results();
    assertThat(expected).hasSize(13).allSatisfy((table, rows) -> assertThat(rows).isNotEmpty());
  }

  private void copy(String name) throws IOException {
    warehouse = new SmallWarehouse(Folders.copy(before, folder.resolve(name)));
  }

  /** Runs the first command; before its commit of that number, what comes between. */
  private void run(String first, int commit, Runnable between) {
    ActionContext context = warehouse.context();
    AtomicInteger commits = new AtomicInteger();
    context
        .facts()
        .onCommit(
            () -> {
              if (commits.incrementAndGet() == commit) {
                between.run();
              }
            });
    SmallWarehouse.COMMANDS.get(first).accept(context);
    assertThat(commits.get()).isGreaterThanOrEqualTo(commit);
  }

  @ParameterizedTest
  @CsvSource("range, 1, value")
  void aSecondCommandBetweenComputingAndCommitting(String first, int commit, String second)
      throws IOException {
    interleaved(first, commit, second);
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "value, 1, value",
    "change, 2, change",
    "value, 4, value",
    "measure, 1, measure",
    "value, 3, range",
    "range, 2, backfill",
    "range, 4, range",
    "backfill, 2, value",
    "backfill, 7, value",
    "change, 1, value",
    "compare, 1, compare",
    "compare, 2, value",
  })
  void furtherPairs(String first, int commit, String second) throws IOException {
    interleaved(first, commit, second);
  }

  private void interleaved(String first, int commit, String second) throws IOException {
    copy(first + commit + second);
    run(
        first,
        commit,
        () -> {
          warehouse.correct("2026-01-06", 77, 2);
          warehouse.run(second);
        });
    if (first.equals("value") || first.equals("range")) {
      assertThat(warehouse.results().get("valuation.issuer_caps"))
          .isEqualTo(expected.get("valuation.issuer_caps"));
      assertThat(warehouse.results().get("valuation.rolling").size())
          .isEqualTo(expected.get("valuation.rolling").size());
    }
    warehouse.runAll();
    assertThat(warehouse.results()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = 2)
  void aRunThatEndsBetweenTwoCommitsIsMended(int commit) throws IOException {
    copy("ended" + commit);
    assertThatThrownBy(
            () ->
                run(
                    "value",
                    commit,
                    () -> {
                      throw new IllegalStateException("killed");
                    }))
        .hasStackTraceContaining("killed");
    // Back to what it was before the correction, so that stored caps look as if nothing happened.
    warehouse.correct("2026-01-05", 17, 2);
    warehouse.run("value");
    Map<String, List<String>> mended = warehouse.results();
    Folders.delete(folder.resolve("ended" + commit + "/valuation"));
    warehouse.run("value");
    assertThat(warehouse.results())
        .allSatisfy(
            (table, rows) ->
                // Premiums of the comparison stand in the mended tables alone.
                assertThat(mended.get(table))
                    .as(table)
                    .filteredOn(row -> !row.contains("pe_premium"))
                    .isEqualTo(rows));
  }

  @Test
  void aCorrectionThatComesInMeanwhileIsSaidAndCounted() throws IOException {
    copy("said");
    run("range", 1, () -> warehouse.correct("2026-01-06", 77, 2));
    assertThat(warehouse.said)
        .contains("value: market.prices changed meanwhile, computing anew")
        .anyMatch(line -> line.startsWith("Valuing 12 days"));
    warehouse.said.clear();
    warehouse.run("range");
    assertThat(warehouse.said)
        .contains("value: nothing changed since the last run, its stored results stand");
  }

  @Test
  void whatComesInMeanwhileForOtherDaysDisturbsNobody() throws IOException {
    copy("others");
    run(
        "range",
        1,
        () -> warehouse.load("prices", "security_id,trade_date,close\nA1,2026-01-12,30\n"));
    assertThat(warehouse.said).noneMatch(line -> line.contains("meanwhile"));
    warehouse.run("value");
    assertThat(warehouse.results().get("valuation.issuer_caps")).hasSize(2 * 13);
  }

  @Test
  void whoIsDisturbedAgainAndAgainEndsWithAConflict() throws IOException {
    copy("again");
    ActionContext context = warehouse.context();
    AtomicInteger close = new AtomicInteger(20);
    Consumer<ActionContext> change = SmallWarehouse.COMMANDS.get("change");
    context
        .facts()
        .onCommit(() -> warehouse.correct("2026-01-06", close.incrementAndGet(), close.get()));
    assertThatThrownBy(() -> change.accept(context))
        .isInstanceOfSatisfying(
            RerateException.class, e -> assertThat(e.exit()).isEqualTo(RerateException.Exit.RETRY))
        .hasMessage(
            "market.prices changed while results were computed from it, which were not stored."
                + " Nothing was left half written; run the command again.");
  }
}
