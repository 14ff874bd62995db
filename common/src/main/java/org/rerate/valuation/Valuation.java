package org.rerate.valuation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.series.Memberships;
import org.rerate.series.Rates;
import org.rerate.series.References;
import org.rerate.storage.Warehouse;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/**
 * Values issuers and baskets for a range of days and replaces that range in the result tables, one
 * transaction a table.
 */
public final class Valuation {

  private final Warehouse warehouse;
  private final String runId;
  private final Consumer<String> progress;

  /** A valuation that signs its rows with {@code runId} and says how far it is. */
  public Valuation(Warehouse warehouse, String runId, Consumer<String> progress) {
    this.warehouse = warehouse;
    this.runId = runId;
    this.progress = progress;
  }

  /**
   * Values the plan's days and writes caps, earnings and basket valuations.
   *
   * @param named bases that were asked for by name: only their rows are replaced; empty for all
   * @param rolling true to bring the rolling statistics up to date too
   * @return table name to the version written
   */
  public Map<String, Long> write(
      Plan plan, List<BasketRequest> requests, List<Basis> named, boolean rolling) {
    References references = new References(warehouse, plan.cut());
    Rates rates = references.rates(plan.days(), plan.methodology().fxMaxAgeDays());
    Memberships memberships = references.memberships();
    // By chunk, so that a file holds a stretch of time and later runs skip the others.
    Dataset<IssuerBlock> issuers =
        new IssuerValuation(warehouse)
            .value(plan, rates, plan.scope().issuersToRead())
            .repartition(Math.min(plan.chunks().size(), 64), functions.col("chunk"))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      progress.accept("valuing issuers");
      issuers.count();
      Map<String, Long> versions = new ConcurrentSkipListMap<>();
      List<Runnable> writes = new ArrayList<>();
      writes.add(
          () ->
              write(
                  versions,
                  ValuationTables.ISSUER_CAPS,
                  ResultRows.caps(issuers),
                  plan,
                  plan.scope().issuerCondition()));
      writes.add(
          () ->
              write(
                  versions,
                  ValuationTables.ISSUER_EARNINGS,
                  ResultRows.earnings(issuers),
                  plan,
                  plan.scope().issuerCondition() + onBases(named)));
      if (!requests.isEmpty()) {
        Dataset<BasketBlock> baskets =
            new BasketValuation(warehouse).value(plan, memberships, requests, issuers);
        writes.add(
            () ->
                write(
                    versions,
                    ValuationTables.BASKET_VALUATIONS,
                    ResultRows.baskets(baskets),
                    plan,
                    plan.scope().basketCondition()
                        + onBases(named)
                        + " AND "
                        + condition(requests)));
      }
      warehouse.together(writes);
      if (rolling && !requests.isEmpty() && !plan.methodology().rollingWindows().isEmpty()) {
        progress.accept("writing " + ValuationTables.ROLLING.fullName());
        roll(versions, plan, condition(requests) + onBases(named));
      }
      return versions;
    } finally {
      issuers.unpersist();
    }
  }

  /** A new day moves the windows of every basket; a changed value those of its own. */
  private void roll(Map<String, Long> versions, Plan plan, String where) {
    Scope scope = plan.scope();
    int whole = scope.isEverything() ? plan.days()[0] : scope.firstWholeDay();
    RollingValuation rolling =
        new RollingValuation(warehouse, new Variant(plan.methodology().name(), plan.cut()), runId);
    if (whole != Scope.NEVER) {
      versions.put(
          ValuationTables.ROLLING.fullName(),
          rolling.ofBaskets(whole, plan.methodology().rollingWindows(), where));
    }
    scope
        .basketsBefore(whole)
        .forEach(
            (from, baskets) ->
                versions.put(
                    ValuationTables.ROLLING.fullName(),
                    rolling.ofBaskets(
                        from == Scope.ALWAYS ? plan.days()[0] : from,
                        plan.methodology().rollingWindows(),
                        where + " AND " + Warehouse.anyOf("basket_id", baskets))));
  }

  private void write(
      Map<String, Long> versions, TableSpec table, Dataset<Row> rows, Plan plan, String more) {
    progress.accept("writing " + table.fullName());
    Variant variant = new Variant(plan.methodology().name(), plan.cut());
    String where = variant.condition() + " AND " + range(plan.days()) + " AND " + more;
    versions.put(
        table.fullName(), warehouse.replace(table, variant.stamp(rows, runId), where, runId));
  }

  private static String onBases(List<Basis> named) {
    return named.isEmpty()
        ? ""
        : " AND " + Warehouse.anyOf("basis", named.stream().map(Basis::toString).toList());
  }

  private static String range(int[] days) {
    return "valuation_date BETWEEN DATE'"
        + Days.date(days[0])
        + "' AND DATE'"
        + Days.date(days[days.length - 1])
        + "'";
  }

  private static String condition(List<BasketRequest> requests) {
    return requests.stream()
        .collect(
            Collectors.groupingBy(
                request -> request.membership().toString(),
                LinkedHashMap::new,
                Collectors.mapping(BasketRequest::basketId, Collectors.toList())))
        .entrySet()
        .stream()
        .map(
            entry ->
                "(membership = '"
                    + entry.getKey()
                    + "' AND "
                    + Warehouse.anyOf("basket_id", entry.getValue())
                    + ")")
        .collect(Collectors.joining(" OR ", "(", ")"));
  }
}
