package org.rerate.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rerate.domain.Days;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.history.AsOf;
import org.rerate.history.BlockCodec;
import org.rerate.history.CarryForward;
import org.rerate.history.FactColumns;
import org.rerate.history.FactHistory;
import org.rerate.history.FactKind;
import org.rerate.history.MembershipHistory.Member;
import org.rerate.history.Rates;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.SeriesTables;
import org.rerate.table.VersionOrder;
import org.rerate.testing.SparkTestBase;

/**
 * Versions that were known, taken in or delivered at one instant: whatever answers which of them
 * counts names the same one, in whatever order they lie.
 */
class TiesTest extends SparkTestBase {

  private static final int KEYS = 40;

  private static final LocalDate DAY = LocalDate.of(2026, 1, 5);

  private static final int ON = Days.of(DAY);

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void oneVersionCountsEverywhere(long seed, @TempDir Path folder) {
    Warehouse warehouse = warehouse(folder);
    Random random = new Random(seed);
    Map<String, Double> winners = new TreeMap<>();
    List<Row> prices = new ArrayList<>();
    List<Row> members = new ArrayList<>();
    List<Row> rates = new ArrayList<>();
    double number = 0;
    for (int key = 0; key < KEYS; key++) {
      VersionOrder best = null;
      for (int version = 0; version < 5; version++) {
        number++;
        Map<String, Object> cells = provenance(random);
        VersionOrder order = order(cells);
        if (best == null || order.compareTo(best) > 0) {
          best = order;
          winners.put("K" + key, number);
        } else if (order.compareTo(best) == 0) {
          continue;
        }
        prices.add(
            row(
                MarketTables.PRICES,
                cells,
                Map.of(
                    "security_id",
                    "K" + key,
                    "trade_date",
                    DAY,
                    "close",
                    number,
                    "basis",
                    "AS_TRADED")));
        members.add(
            row(
                MarketTables.MEMBERS,
                cells,
                Map.of(
                    "basket_id",
                    "b",
                    "issuer_id",
                    "K" + key,
                    "subsector",
                    "S",
                    "valid_from",
                    DAY,
                    "inclusion_factor",
                    number)));
        rates.add(
            row(
                MarketTables.FX,
                cells,
                Map.of("currency", "K" + key, "rate_date", DAY, "usd_per_unit", number)));
      }
    }
    append(warehouse, MarketTables.PRICES, prices, random);
    append(warehouse, MarketTables.MEMBERS, members, random);
    append(warehouse, MarketTables.FX, rates, random);

    assertThat(view("SELECT security_id, close FROM market.prices_current")).isEqualTo(winners);
    assertThat(view("SELECT issuer_id, inclusion_factor FROM market.members_current"))
        .isEqualTo(winners);
    assertThat(facts(warehouse)).isEqualTo(winners);
    assertThat(packed(warehouse)).isEqualTo(winners);
    ReferenceData references = new ReferenceData(warehouse, AsOf.ALL);
    Map<String, Double> factors = new TreeMap<>();
    for (Member member : references.memberships().on("b", ON, Long.MAX_VALUE)) {
      factors.put(member.issuerId(), member.factor());
    }
    assertThat(factors).isEqualTo(winners);
    Rates day = references.ratesWithRows(ON, 7).rates();
    winners.forEach((key, rate) -> assertThat(day.usd(key, 0)).isEqualTo(rate));
    Closes closes = new Closes(references, AsOf.ALL, winners.keySet(), ON, ON, 7);
    winners.forEach(
        (key, close) ->
            assertThat(closes.path(key, List.of("AS_TRADED"), ON, ON).prices())
                .containsExactly(close));
  }

  /** Few instants, lines and files, so that many are the same. */
  private static Map<String, Object> provenance(Random random) {
    Map<String, Object> cells = new HashMap<>();
    cells.put("known_at", instant(random.nextInt(2)));
    int ingested = 10 + random.nextInt(2);
    cells.put("ingested_at", instant(ingested));
    cells.put("delivered_at", random.nextBoolean() ? instant(ingested - 1) : null);
    cells.put("source_line", 2L + random.nextInt(2));
    cells.put("source_file", "f" + random.nextInt(2));
    cells.put("source_mapping", "canonical");
    cells.put("run_id", "r");
    cells.put("retracted", false);
    return cells;
  }

  private static Instant instant(int hour) {
    return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(3600L * hour);
  }

  private static VersionOrder order(Map<String, Object> cells) {
    Instant delivered =
        (Instant)
            (cells.get("delivered_at") == null
                ? cells.get("ingested_at")
                : cells.get("delivered_at"));
    return new VersionOrder(
        Days.micros((Instant) cells.get("known_at")),
        Days.micros(delivered),
        (Long) cells.get("source_line"),
        (String) cells.get("source_file"));
  }

  private static Row row(FeedSpec feed, Map<String, Object> shared, Map<String, Object> own) {
    return RowFactory.create(
        feed.table().columnNames().stream()
            .map(name -> own.getOrDefault(name, shared.get(name)))
            .toArray());
  }

  private static void append(Warehouse warehouse, FeedSpec feed, List<Row> rows, Random random) {
    Collections.shuffle(rows, random);
    warehouse.appendRows(feed.table(), rows.subList(0, rows.size() / 2), "r");
    warehouse.appendRows(feed.table(), rows.subList(rows.size() / 2, rows.size()), "r");
  }

  private Map<String, Double> view(String query) {
    Map<String, Double> found = new TreeMap<>();
    spark().sql(query).collectAsList().forEach(r -> found.put(r.getString(0), r.getDouble(1)));
    return found;
  }

  private static Map<String, Double> facts(Warehouse warehouse) {
    Map<String, Double> found = new TreeMap<>();
    Facts.of(new ReferenceData(warehouse, AsOf.ALL), AsOf.ALL, MarketTables.PRICES, Filter.all())
        .on(ON)
        .forEach(fact -> found.put(fact.text("security_id"), fact.number("close")));
    return found;
  }

  private static Map<String, Double> packed(Warehouse warehouse) {
    SeriesStore series = new SeriesStore(warehouse);
    series.catchUp("p");
    Map<String, Double> found = new TreeMap<>();
    for (Row row : warehouse.read(SeriesTables.BLOCKS).where("kind = 'PRICES'").collectAsList()) {
      FactColumns block = BlockCodec.decode(FactKind.PRICES, (byte[]) row.get(5));
      FactHistory versions = AsOf.ALL.versions(FactKind.PRICES, block, 0);
      int last = versions.last(ON, Long.MAX_VALUE);
      found.put(row.getString(1), versions.number(last));
      FactColumns carried = CarryForward.of(FactKind.PRICES, block, 2027);
      assertThat(carried.numbers[0][carried.size - 1]).isEqualTo(versions.number(last));
    }
    return found;
  }
}
