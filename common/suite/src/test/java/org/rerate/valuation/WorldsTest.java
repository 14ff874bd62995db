package org.rerate.valuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rerate.blocks.ReferenceData;
import org.rerate.blocks.SeriesStore;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.Knowledge;
import org.rerate.domain.Membership;
import org.rerate.engine.delta.Warehouse;
import org.rerate.history.AsOf;
import org.rerate.ingest.load.Ingest;
import org.rerate.ingest.load.IngestOptions;
import org.rerate.ingest.load.QuarantineLimit;
import org.rerate.table.FigureTables;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;
import org.rerate.testing.SparkTestBase;

/** Random worlds, loaded and valued, give what an independent implementation computed. */
class WorldsTest extends SparkTestBase {

  private static final long serialVersionUID = 1L;

  private static final Basis YEAR = Basis.calendarYear(2026);

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"world-101", "world-102", "world-105"})
  void aFurtherWorldComesOut(String name, @TempDir Path folder) throws IOException {
    aWorldComesOut(name, folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"world-103", "world-104"})
  void aWorldComesOut(String name, @TempDir Path folder) throws IOException {
    Path world = sharedOrSkip("data/worlds/" + name);
    Warehouse warehouse = warehouse(folder);
    load(warehouse, world.resolve("feed"), "r1", Instant.parse("2026-11-21T00:00:00Z"));

    valued(warehouse, world, Knowledge.LATEST);
    valued(warehouse, world, Knowledge.AS_WAS);
    String[] span = Files.readString(world.resolve("span.txt")).trim().split("\\s+");
    changed(warehouse, world, span, Membership.POINT_IN_TIME, "latest");
    changed(warehouse, world, span, Membership.backcast(LocalDate.parse(span[1])), "backcast");
    compared(warehouse, world);
    rolled(warehouse, world);
    restated(warehouse, world);
  }

  /** A second feed, where the world has one, and what it moved on some dates. */
  private static void restated(Warehouse warehouse, Path world) throws IOException {
    if (!Files.exists(world.resolve("later"))) {
      return;
    }
    Instant before = Instant.parse("2026-11-21T00:00:00Z");
    Instant after = Instant.parse("2026-11-21T01:00:00Z");
    load(warehouse, world.resolve("later"), "r2", after);
    AsOf asOf = new AsOf(Knowledge.LATEST, after);
    SpanResults results = new SpanResults(warehouse, new ResultVariant("default", asOf), "r2");
    for (int day : days(world.resolve("restated-dates.txt"))) {
      for (String basket : List.of("us-ai", "china-ai")) {
        RestatementRequest request =
            new RestatementRequest(
                new BasketRequest(basket, Membership.POINT_IN_TIME),
                day,
                List.of(YEAR, Basis.parse("NTM")),
                before,
                after);
        results.write(
            request, new Restatements(warehouse, Methods.DEFAULT, Knowledge.LATEST).of(request));
      }
    }
    agree(
        world,
        "restatements.latest",
        warehouse
            .read(ValuationTables.RESTATEMENTS)
            .withColumn("recorded_from", functions.lit("2026-11-20T10:00:00.000000Z"))
            .withColumn("recorded_to", functions.lit("2026-11-20T11:00:00.000000Z")));
  }

  private static void load(Warehouse warehouse, Path feed, String run, Instant at) {
    new Ingest(
            warehouse,
            new IngestOptions(
                null,
                Set.of(),
                new QuarantineLimit(0.05, 10),
                run,
                at,
                LocalDate.parse("2026-11-21")),
            line -> {})
        .load(feed.toString());
    new SeriesStore(warehouse).catchUp(run);
  }

  private void rolled(Warehouse warehouse, Path world) throws IOException {
    ReferenceData references = new ReferenceData(warehouse, AsOf.ALL);
    int[] days = references.valuationDays(Integer.MIN_VALUE, Integer.MAX_VALUE);
    List<BasketRequest> requests =
        references.memberships().baskets().stream()
            .map(basket -> new BasketRequest(basket, Membership.POINT_IN_TIME))
            .toList();
    List<Basis> year = List.of(YEAR);
    new Valuation(new ReferenceData(warehouse, AsOf.ALL), "r1", line -> {})
        .write(Plan.of(Methods.DEFAULT, AsOf.ALL, days, year), requests, year, true);
    agreeIfThere(warehouse, world, FigureTables.BASKET_INDEX, "latest");
    Expected expected = new Expected(world.resolve("expected/rolling.latest.csv"));
    Ties ties = new Ties(warehouse.read(ValuationTables.BASKET_VALUATIONS), days);
    assertThat(expected.differences(warehouse.read(ValuationTables.ROLLING)).stream())
        .as("rolling")
        .filteredOn(difference -> !ties.explain(difference))
        .isEmpty();
  }

  private void valued(Warehouse warehouse, Path world, Knowledge knowledge) throws IOException {
    AsOf asOf = new AsOf(knowledge, null);
    ReferenceData references = new ReferenceData(warehouse, asOf);
    List<BasketRequest> requests =
        references.memberships().baskets().stream()
            .map(basket -> new BasketRequest(basket, Membership.POINT_IN_TIME))
            .toList();
    new Valuation(new ReferenceData(warehouse, asOf), "r1", line -> {})
        .write(Plan.of(Methods.DEFAULT, asOf, dates(world), List.of()), requests, List.of(), false);
    for (TableSpec table :
        List.of(
            ValuationTables.ISSUER_CAPS,
            ValuationTables.ISSUER_EARNINGS,
            ValuationTables.BASKET_VALUATIONS)) {
      Dataset<Row> rows =
          warehouse.read(table).where(new ResultVariant("default", asOf).filter().sql());
      agree(world, table.name() + "." + knowledge, rows);
    }
    if (knowledge.equals(Knowledge.LATEST)) {
      agreeIfThere(warehouse, world, FigureTables.BASKET_MULTIPLES, "latest");
      agreeIfThere(warehouse, world, FigureTables.BASKET_MULTIPLES, "trailing");
      agreeIfThere(warehouse, world, FigureTables.BASKET_GROWTH, "latest");
      agreeIfThere(warehouse, world, FigureTables.BASKET_REVISIONS, "latest");
    }
  }

  /** Worlds of before have no figures of baskets besides P/Es. */
  private static void agreeIfThere(Warehouse warehouse, Path world, TableSpec table, String suffix)
      throws IOException {
    String file = table.name() + "." + suffix;
    if (Files.exists(world.resolve("expected/" + file + ".csv"))) {
      agree(world, file, warehouse.read(table).where("knowledge = 'latest'"));
    }
  }

  private static int[] dates(Path world) throws IOException {
    return days(world.resolve("dates.txt"));
  }

  private static int[] days(Path file) throws IOException {
    return Set.of(Files.readString(file).trim().split("[,\\s]+")).stream()
        .mapToInt(date -> Days.of(LocalDate.parse(date)))
        .sorted()
        .toArray();
  }

  private void changed(
      Warehouse warehouse, Path world, String[] span, Membership membership, String suffix)
      throws IOException {
    int from = Days.of(LocalDate.parse(span[0]));
    int to = Days.of(LocalDate.parse(span[1]));
    BasketChanges changes =
        new BasketChanges(
            new ReferenceData(warehouse, AsOf.ALL),
            Methods.DEFAULT,
            List.of(YEAR),
            List.of(
                new SpanRequest(new BasketRequest("us-ai", membership), from, to),
                new SpanRequest(new BasketRequest("china-ai", membership), from, to)));
    new SpanResults(warehouse, new ResultVariant("default", AsOf.ALL), "r1").write(changes);
    for (TableSpec table :
        List.of(
            ValuationTables.BASKET_CHANGES,
            ValuationTables.RERATING,
            ValuationTables.RERATING_MEMBERS)) {
      agree(
          world,
          table.name() + "." + suffix,
          warehouse.read(table).where("membership = '" + membership + "'"));
    }
  }

  private void compared(Warehouse warehouse, Path world) throws IOException {
    Plan plan = Plan.of(Methods.DEFAULT, AsOf.ALL, dates(world), List.of(YEAR, Basis.parse("NTM")));
    List<Comparison> comparisons =
        new Comparisons(
                new ReferenceData(warehouse, AsOf.ALL),
                plan,
                Membership.POINT_IN_TIME,
                "china-ai",
                "us-ai")
            .of("china-ai", "us-ai");
    new SpanResults(warehouse, new ResultVariant("default", AsOf.ALL), "r1")
        .write(comparisons, "china-ai", "us-ai", "point_in_time");
    agree(world, "comparisons.latest", warehouse.read(ValuationTables.COMPARISONS));
  }

  /** By the file of the methodology as amended where there is one. */
  private static void agree(Path world, String file, Dataset<Row> rows) throws IOException {
    Path amended = world.resolve("expected/amended/" + file + ".csv");
    Expected expected =
        new Expected(Files.exists(amended) ? amended : world.resolve("expected/" + file + ".csv"));
    assertThat(expected.size()).isPositive();
    assertThat(expected.differences(rows)).as(file).isEmpty();
  }
}
