package org.rerate.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rerate.domain.Knowledge;
import org.rerate.domain.Membership;
import org.rerate.ingest.Ingest;
import org.rerate.ingest.IngestOptions;
import org.rerate.methodology.Methodology;
import org.rerate.series.Cut;
import org.rerate.series.References;
import org.rerate.series.SeriesStore;
import org.rerate.storage.Warehouse;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.testing.RandomWorld;
import org.rerate.testing.SparkTestBase;

/**
 * After any loads, valuing only what they touched leaves the tables that valuing everything does.
 */
class IncrementalEqualsFullTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  /** More of both by hand: -Drerate.loads=20. */
  private static final int LOADS = Integer.getInteger("rerate.loads", 1);

  private static final int CHANGES = 6;

  private static final Methodology FULL = named("full");
  private static final Methodology STEPS = named("steps");
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

  private static Methodology named(String name) {
    return Methods.named(name, List.of("CY", "NTM", "LFY"), List.of(6));
  }

  @ParameterizedTest
  @CsvSource({"2, as_was"})
  void touchedIsEnough(long seed, String knowledge, @TempDir Path folder) throws IOException {
    Warehouse warehouse = warehouse(folder.resolve("w"));
    RandomWorld world = new RandomWorld(seed);
    Cut cut = new Cut(Knowledge.parse(knowledge), null);
    Path feed = folder.resolve("0");
    world.begin(feed);
    load(warehouse, feed, 0);
    value(warehouse, STEPS, cut, Scope.EVERYTHING);
    Map<String, String> read = versions(warehouse);
    int partial = 0;
    for (int i = 1; i <= LOADS; i++) {
      feed = folder.resolve(String.valueOf(i));
      world.change(feed, CHANGES);
      load(warehouse, feed, i);
      Scope scope =
          ChangedInputs.since(
                  warehouse,
                  cut,
                  read,
                  new References(warehouse, cut).memberships(),
                  requests(warehouse, cut))
              .orElseThrow();
      partial += scope.isEverything() ? 0 : 1;
      value(warehouse, STEPS, cut, scope);
      read = versions(warehouse);
    }
    value(warehouse, FULL, cut, Scope.EVERYTHING);

    assertThat(partial).as("loads that did not touch everything").isPositive();
    for (TableSpec table :
        List.of(
            ValuationTables.ISSUER_CAPS,
            ValuationTables.ISSUER_EARNINGS,
            ValuationTables.BASKET_VALUATIONS,
            ValuationTables.ROLLING)) {
      assertThat(rows(warehouse, table, STEPS))
          .as(table.name())
          .isNotEmpty()
          .isEqualTo(rows(warehouse, table, FULL));
    }
  }

  private static void load(Warehouse warehouse, Path feed, int number) {
    new Ingest(
            warehouse,
            new IngestOptions(
                null,
                Set.of(),
                0.9,
                "load-" + number,
                NOW.plusSeconds(number),
                LocalDate.parse("2026-11-21")),
            line -> {})
        .load(feed.toString());
    new SeriesStore(warehouse).catchUp("load-" + number);
  }

  private static List<BasketRequest> requests(Warehouse warehouse, Cut cut) {
    List<BasketRequest> requests = new ArrayList<>();
    for (String basket : new References(warehouse, cut).memberships().baskets()) {
      requests.add(new BasketRequest(basket, Membership.POINT_IN_TIME));
      requests.add(new BasketRequest(basket, Membership.parse("backcast:2025-01-02")));
    }
    return requests;
  }

  private static void value(Warehouse warehouse, Methodology methodology, Cut cut, Scope scope) {
    int[] days = new References(warehouse, cut).valuationDays(Integer.MIN_VALUE, Integer.MAX_VALUE);
    Plan plan = Plan.of(methodology, cut, days, List.of(), scope);
    if (plan.days().length > 0) {
      new Valuation(warehouse, "v", line -> {})
          .write(plan, requests(warehouse, cut), List.of(), true);
    }
  }

  private static Map<String, String> versions(Warehouse warehouse) {
    Map<String, String> versions = new HashMap<>();
    for (FeedSpec feed : MarketTables.ALL) {
      warehouse
          .version(feed.table())
          .ifPresent(v -> versions.put(feed.table().fullName(), String.valueOf(v)));
    }
    return versions;
  }

  /** Every row but for what tells the two apart, to the last bit. */
  private static List<String> rows(Warehouse warehouse, TableSpec table, Methodology methodology) {
    Dataset<Row> rows =
        warehouse
            .read(table)
            .where("methodology = '" + methodology.name() + "'")
            .drop("methodology", "run_id");
    return rows.collectAsList().stream().map(IncrementalEqualsFullTest::text).sorted().toList();
  }

  private static String text(Row row) {
    return String.join(
        ",", IntStream.range(0, row.size()).mapToObj(i -> String.valueOf(row.get(i))).toList());
  }
}
