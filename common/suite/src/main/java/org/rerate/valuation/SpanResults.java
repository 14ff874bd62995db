package org.rerate.valuation;

import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.rerate.domain.Basis;
import org.rerate.domain.Days;
import org.rerate.domain.RestatedInput;
import org.rerate.engine.delta.Warehouse;
import org.rerate.engine.filter.Filter;
import org.rerate.methodology.LikeForLikeChange;
import org.rerate.methodology.Rerating;
import org.rerate.methodology.Restatement.Value;
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
    List<Row> changes = new ArrayList<>();
    List<Row> ratings = new ArrayList<>();
    List<Row> members = new ArrayList<>();
    Set<Filter> asked = new LinkedHashSet<>();
    for (BasketChange change : measured.changes()) {
      asked.add(filter(change));
      List<Object> key = new ArrayList<>();
      key.add(change.request().basket().basketId());
      key.add(change.group());
      key.addAll(span(change.request(), change.basis()));
      changes.add(row(key, changeCells(change)));
      ratings.add(row(key, effects(change.rerating())));
    }
    for (MemberChange change : measured.members()) {
      List<Object> key = new ArrayList<>();
      key.add(change.request().basket().basketId());
      key.add(change.subsector());
      key.add(change.issuerId());
      key.addAll(span(change.request(), change.basis()));
      members.add(row(key, effects(change.rerating())));
    }
    Filter where = Filter.or(asked);
    replace(ValuationTables.BASKET_CHANGES, changes, where);
    replace(ValuationTables.RERATING, ratings, where);
    replace(ValuationTables.RERATING_MEMBERS, members, where);
  }

  private static List<Object> span(SpanRequest request, String basis) {
    return List.of(
        date(request.from()), date(request.to()), basis, request.basket().membership().toString());
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
    List<Row> rows = new ArrayList<>();
    var bases = new TreeSet<String>();
    int first = Integer.MAX_VALUE;
    int last = Integer.MIN_VALUE;
    for (Comparison c : comparisons) {
      bases.add(c.basis());
      first = Math.min(first, c.day());
      last = Math.max(last, c.day());
      rows.add(
          row(
              List.of(basketA, basketB, c.group(), date(c.day()), c.basis(), membership),
              cells(
                  c.peA(),
                  c.peB(),
                  c.pePremium(),
                  c.pePremiumExLosses(),
                  c.capShareA(),
                  c.capShareB(),
                  c.capRatio(),
                  c.capRatioPrivateA(),
                  c.capRatioPrivateBoth(),
                  c.memberCountA(),
                  c.cappedCountA(),
                  c.memberCountB(),
                  c.cappedCountB(),
                  c.status().name())));
    }
    replace(
        ValuationTables.COMPARISONS,
        rows,
        Filter.and(
            Filter.is("basket_a", basketA),
            Filter.is("basket_b", basketB),
            Filter.in("basis", bases),
            Filter.is("membership", membership),
            Filter.days("valuation_date", first, last)));
  }

  /** Replaces the restatements of the day, bases, membership and instants. */
  public void write(RestatementRequest request, List<RestatedGroup> groups) {
    List<Row> rows = new ArrayList<>();
    for (RestatedGroup group : groups) {
      rows.add(row(request, group, "published", null, group.published()));
      List<Value> effects = group.effects();
      for (RestatedInput input : RestatedInput.values()) {
        int count = group.rows(input).size();
        rows.add(row(request, group, input.toString(), count, effects.get(input.ordinal())));
      }
      rows.add(row(request, group, "now", null, group.now()));
    }
    replace(
        ValuationTables.RESTATEMENTS,
        rows,
        Filter.and(
            Filter.is("basket_id", request.basket().basketId()),
            Filter.is("valuation_date", Days.date(request.day())),
            Filter.in("basis", request.bases().stream().map(Basis::toString).toList()),
            Filter.is("membership", request.basket().membership().toString()),
            Filter.is("recorded_from", request.before()),
            Filter.is("recorded_to", request.after())));
  }

  private static Row row(
      RestatementRequest request,
      RestatedGroup group,
      String input,
      Integer rowCount,
      Value value) {
    return row(
        List.of(
            request.basket().basketId(),
            group.group(),
            date(request.day()),
            group.basis().toString(),
            request.basket().membership().toString(),
            Timestamp.from(request.before()),
            Timestamp.from(request.after()),
            input),
        cells(rowCount, value.cap(), value.earnings(), value.pe(), value.status().name()));
  }

  private void replace(TableSpec table, List<Row> rows, Filter where) {
    StructType type = new StructType();
    for (StructField field : table.structType().fields()) {
      if (ValuationTables.PROVENANCE.stream().noneMatch(c -> c.name().equals(field.name()))) {
        type = type.add(field);
      }
    }
    versions.put(
        table.fullName(),
        warehouse.replaceResults(
            table,
            variant.stamp(warehouse.spark().createDataFrame(rows, type).coalesce(1), runId),
            Filter.and(variant.filter(), where),
            runId));
  }

  private static Object[] changeCells(BasketChange measured) {
    LikeForLikeChange change = measured.change();
    return cells(
        change.capFrom(),
        change.capTo(),
        change.lflCapFrom(),
        change.lflCapChange(),
        change.lflCapChangePct(),
        change.entries(),
        change.exits(),
        change.earningsFrom(),
        change.earningsTo(),
        change.earningsChange(),
        change.earningsChangePct(),
        change.peFrom(),
        change.peTo(),
        change.incrementalPe(),
        change.matchedCapChange(),
        change.matchedCoverage(),
        change.counts().matched(),
        change.earningsChangeByRates(),
        change.incrementalPeConstantRates(),
        change.statusConstantRates().name(),
        measured.shareOfChange(),
        change.counts().members(),
        change.counts().from(),
        change.counts().to(),
        change.counts().both(),
        change.status().name());
  }

  private static Object[] effects(Rerating effects) {
    return cells(
        effects.rerating(),
        effects.earnings(),
        effects.currency(),
        effects.unexplained(),
        effects.entries(),
        effects.exits(),
        effects.capChange());
  }

  /** NaN becomes null: in a table a missing number is null. */
  private static Object[] cells(Object... values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Double number && !Double.isFinite(number)) {
        values[i] = null;
      }
    }
    return values;
  }

  private static Row row(List<Object> key, Object[] cells) {
    List<Object> values = new ArrayList<>(key);
    values.addAll(Arrays.asList(cells));
    return RowFactory.create(values.toArray());
  }

  private static Date date(int day) {
    return Date.valueOf(Days.date(day));
  }
}
