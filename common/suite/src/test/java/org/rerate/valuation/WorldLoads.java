package org.rerate.valuation;

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
import org.rerate.blocks.ReferenceData;
import org.rerate.blocks.SeriesStore;
import org.rerate.domain.Membership;
import org.rerate.engine.delta.Warehouse;
import org.rerate.history.AsOf;
import org.rerate.ingest.load.Ingest;
import org.rerate.ingest.load.IngestOptions;
import org.rerate.ingest.load.QuarantineLimit;
import org.rerate.methodology.Methodology;
import org.rerate.table.FeedSpec;
import org.rerate.table.FigureTables;
import org.rerate.table.MarketTables;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/** Loads random worlds, values them, and reads what came out, for tests that compare. */
final class WorldLoads {

  /** Load n is taken in n seconds later. */
  static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

  /** What a valuation writes. */
  static final List<TableSpec> RESULTS =
      List.of(
          ValuationTables.ISSUER_CAPS,
          ValuationTables.ISSUER_EARNINGS,
          ValuationTables.BASKET_VALUATIONS,
          FigureTables.BASKET_MULTIPLES,
          FigureTables.BASKET_GROWTH,
          FigureTables.BASKET_REVISIONS,
          FigureTables.BASKET_INDEX,
          ValuationTables.ROLLING);

  private WorldLoads() {}

  static Methodology named(String name) {
    return Methods.named(name, List.of("CY", "NTM", "LFY"), List.of(6));
  }

  static void load(Warehouse warehouse, Path feed, int number) {
    new Ingest(
            warehouse,
            new IngestOptions(
                null,
                Set.of(),
                new QuarantineLimit(0.9, 0),
                "load-" + number,
                NOW.plusSeconds(number),
                LocalDate.parse("2026-11-21")),
            line -> {})
        .load(feed.toString());
    new SeriesStore(warehouse).catchUp("load-" + number);
  }

  static List<BasketRequest> requests(Warehouse warehouse, AsOf asOf) {
    List<BasketRequest> requests = new ArrayList<>();
    for (String basket : new ReferenceData(warehouse, asOf).memberships().baskets()) {
      requests.add(new BasketRequest(basket, Membership.POINT_IN_TIME));
      requests.add(new BasketRequest(basket, Membership.parse("backcast:2025-01-02")));
    }
    return requests;
  }

  static void value(Warehouse warehouse, Methodology methodology, AsOf asOf, RecomputeScope scope) {
    int[] days =
        new ReferenceData(warehouse, asOf).valuationDays(Integer.MIN_VALUE, Integer.MAX_VALUE);
    Plan plan = Plan.of(methodology, asOf, days, List.of(), scope);
    if (plan.days().length > 0) {
      new Valuation(new ReferenceData(warehouse, asOf), "v", line -> {})
          .write(plan, requests(warehouse, asOf), List.of(), true);
    }
  }

  static Map<String, String> versions(Warehouse warehouse) {
    Map<String, String> versions = new HashMap<>();
    for (FeedSpec feed : MarketTables.ALL) {
      warehouse
          .history(feed.table())
          .state()
          .ifPresent(state -> versions.put(feed.table().fullName(), state.toString()));
    }
    return versions;
  }

  /** Every row but for what tells the two apart, to the last bit. */
  static List<String> rows(Warehouse warehouse, TableSpec table, Methodology methodology) {
    return rows(warehouse.read(table), methodology);
  }

  /** Those of {@code rows} that belong to the methodology. */
  static List<String> rows(Dataset<Row> rows, Methodology methodology) {
    return rows
        .where("methodology = '" + methodology.name() + "'")
        .drop("methodology", "run_id", "recorded_by")
        .collectAsList()
        .stream()
        .map(WorldLoads::text)
        .sorted()
        .toList();
  }

  private static String text(Row row) {
    return String.join(
        ",", IntStream.range(0, row.size()).mapToObj(i -> String.valueOf(row.get(i))).toList());
  }
}
