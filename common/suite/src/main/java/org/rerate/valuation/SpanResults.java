package org.rerate.valuation;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/** Writes what was asked for: changes over a span, comparisons of two baskets. */
public final class SpanResults {

  private final Warehouse warehouse;
  private final ResultVariant variant;
  private final String runId;
  private final Map<String, Long> versions = new LinkedHashMap<>();

  /** Results of {@code variant}, signed with {@code runId}. */
  public SpanResults(Warehouse warehouse, ResultVariant variant, String runId) {
    this.warehouse = warehouse;
    this.variant = variant;
    this.runId = runId;
  }

  /** Table name to the version written. */
  public Map<String, Long> versions() {
    return versions;
  }

  /** Replaces the changes and re-ratings of these baskets, spans, bases and memberships. */
  public void write(BasketChanges measured) {
    Set<Filter> asked = new LinkedHashSet<>();
    measured.changes().forEach(change -> asked.add(filter(change)));
    Filter where = Filter.or(asked);
    replace(ValuationTables.BASKET_CHANGES, SpanRows.changes(measured), where);
    replace(ValuationTables.RERATING, SpanRows.ratings(measured), where);
    replace(ValuationTables.RERATING_MEMBERS, SpanRows.members(measured), where);
  }

  private static Filter filter(BasketChange change) {
    SpanRequest request = change.request();
    return Filter.and(
        Filter.is("basket_id", request.basket().basketId()),
        Filter.is("basis", change.basis()),
        Filter.is("membership", request.basket().membership().toString()),
        Filter.is("from_date", Days.date(request.from())),
        Filter.is("to_date", Days.date(request.to())));
  }

  /** Replaces the comparisons of the two baskets on the plan's days, bases and membership. */
  public void write(
      List<Comparison> comparisons, String basketA, String basketB, String membership) {
    if (comparisons.isEmpty()) {
      return;
    }
    var bases = new TreeSet<String>();
    int first = Integer.MAX_VALUE;
    int last = Integer.MIN_VALUE;
    for (Comparison c : comparisons) {
      bases.add(c.basis());
      first = Math.min(first, c.day());
      last = Math.max(last, c.day());
    }
    replace(
        ValuationTables.COMPARISONS,
        SpanRows.comparisons(comparisons, basketA, basketB, membership),
        Filter.and(
            Filter.is("basket_a", basketA),
            Filter.is("basket_b", basketB),
            Filter.in("basis", bases),
            Filter.is("membership", membership),
            Filter.days("valuation_date", first, last)));
  }

  /** Replaces the restatements of the day, bases, membership and instants. */
  public void write(RestatementRequest request, List<RestatedGroup> groups) {
    replace(
        ValuationTables.RESTATEMENTS,
        SpanRows.restatements(request, groups),
        Filter.and(
            Filter.is("basket_id", request.basket().basketId()),
            Filter.is("valuation_date", Days.date(request.day())),
            Filter.in("basis", request.bases().stream().map(Basis::toString).toList()),
            Filter.is("membership", request.basket().membership().toString()),
            Filter.is("recorded_from", request.before()),
            Filter.is("recorded_to", request.after())));
  }

  private void replace(TableSpec table, List<Row> rows, Filter where) {
    versions.put(
        table.fullName(),
        warehouse.replaceResults(
            table,
            variant.stamp(rows, runId),
            Filter.and(variant.filter(), where),
            variant.partition(),
            runId));
  }
}
