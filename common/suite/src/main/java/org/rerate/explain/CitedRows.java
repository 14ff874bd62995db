package org.rerate.explain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.rerate.domain.Days;
import org.rerate.domain.MinorUnit;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.history.FactKind;
import org.rerate.table.FeedSpec;
import org.rerate.table.MarketTables;
import org.rerate.table.VersionOrder;

/** The rows behind citations, fetched from the market tables, one narrow query a table. */
final class CitedRows {

  private static final String PERIOD =
      "concat(metric, ' ', period_type, ' ', coalesce(unix_date(period_end), "
          + FactKind.NONE
          + "))";

  /** How citations of a table are matched: the column of their id, and SQL of what else. */
  private record Place(FeedSpec feed, String id, String more) {}

  private static final Map<String, Place> PLACES =
      List.of(
              new Place(MarketTables.SECURITIES, "security_id", "''"),
              new Place(MarketTables.PRICES, "security_id", "basis"),
              new Place(MarketTables.SHARES, "security_id", "''"),
              new Place(MarketTables.CORPORATE_ACTIONS, "security_id", "action"),
              new Place(MarketTables.MARKET_CAPS, "issuer_id", "''"),
              new Place(MarketTables.ESTIMATES, "issuer_id", PERIOD),
              new Place(MarketTables.ACTUALS, "issuer_id", PERIOD),
              new Place(MarketTables.FX, "currency", "''"),
              new Place(MarketTables.MEMBERS, "issuer_id", "basket_id"))
          .stream()
          .collect(Collectors.toUnmodifiableMap(place -> place.feed().name(), place -> place));

  private final Map<Citation, CitedRow> rows = new ConcurrentHashMap<>();

  CitedRows(Warehouse warehouse, Collection<Citation> citations) {
    Map<String, List<Citation>> byTable = new TreeMap<>();
    citations.forEach(c -> byTable.computeIfAbsent(c.table(), t -> new ArrayList<>()).add(c));
    List<Runnable> queries = new ArrayList<>();
    byTable.forEach((table, cited) -> queries.add(() -> fetch(warehouse, table, cited)));
    if (!queries.isEmpty()) {
      warehouse.together(queries);
    }
  }

  /** The key part of citations of estimates and reported figures. */
  static String period(String metric, String periodType, int periodEnd) {
    return metric + " " + periodType + " " + periodEnd;
  }

  /** The row; every citation has one, since packed series are copies of the market tables. */
  CitedRow of(Citation citation) {
    CitedRow row = rows.get(citation);
    if (row == null) {
      throw new IllegalStateException("no row of market." + citation.table() + " is " + citation);
    }
    return row;
  }

  private void fetch(Warehouse warehouse, String table, List<Citation> cited) {
    Place place = PLACES.get(table);
    boolean fx = place.feed().equals(MarketTables.FX);
    Set<String> ids = new TreeSet<>();
    Set<Integer> days = new TreeSet<>();
    for (Citation citation : cited) {
      ids.addAll(fx ? family(citation.id()) : Set.of(citation.id()));
      days.add(citation.day());
    }
    String businessDay = place.feed().businessDay();
    Dataset<Row> found =
        warehouse
            .read(place.feed().table())
            .where(Filter.in(place.id(), ids).sql())
            .where(businessDay == null ? "true" : dates(businessDay, days))
            .selectExpr(
                "*",
                (businessDay == null ? "0" : "unix_date(" + businessDay + ")") + " AS cited_day",
                place.more() + " AS cited_more",
                "unix_micros(known_at) AS cited_known",
                "unix_micros(ingested_at) AS cited_ingested",
                VersionOrder.DELIVERED_MICROS + " AS cited_delivered");
    List<Row> versions = new ArrayList<>(found.collectAsList());
    versions.sort(Comparator.comparing(CitedRows::order));
    for (Row row : versions) {
      String id = row.getAs(place.id());
      rows.put(
          new Citation(
              table,
              fx ? MinorUnit.majorOf(id) : id,
              row.getAs("cited_day"),
              row.getAs("cited_more"),
              row.getAs("cited_known"),
              row.getAs("cited_delivered")),
          new CitedRow(table, row));
    }
  }

  /** Of rows of one delivery the last, which counts, takes the place of the others. */
  private static VersionOrder order(Row row) {
    return new VersionOrder(
        row.<Long>getAs("cited_known"),
        row.<Long>getAs("cited_delivered"),
        row.<Long>getAs("source_line"),
        row.getAs("source_file"));
  }

  private static String dates(String column, Set<Integer> days) {
    return days.stream()
        .map(day -> "DATE'" + Days.date(day) + "'")
        .collect(Collectors.joining(", ", column + " IN (", ")"));
  }

  /** A major currency and its minor units: a rate of either serves both. */
  private static Set<String> family(String major) {
    Set<String> codes = new TreeSet<>(Set.of(major));
    MinorUnit.ALL.forEach(
        (code, unit) -> {
          if (unit.major().equals(major)) {
            codes.add(code);
          }
        });
    return codes;
  }
}
