package org.rerate.valuation;

import java.sql.Date;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.rerate.domain.Days;
import org.rerate.methodology.LikeForLikeChange;
import org.rerate.methodology.Rerating;
import org.rerate.storage.Warehouse;
import org.rerate.table.TableSpec;
import org.rerate.table.ValuationTables;

/** Writes what was asked for: changes over a span, comparisons of two baskets. */
public final class SpanResults {

  private final Warehouse warehouse;
  private final Variant variant;
  private final String runId;
  private final Map<String, Long> versions = new LinkedHashMap<>();

  /** Results of {@code variant}, signed with {@code runId}. */
  public SpanResults(Warehouse warehouse, Variant variant, String runId) {
    this.warehouse = warehouse;
    this.variant = variant;
    this.runId = runId;
  }

  /** Table name to the version written. */
  public Map<String, Long> versions() {
    return versions;
  }

  /** Replaces the changes and re-ratings of these baskets, bases and memberships over the span. */
  public void write(BasketChanges measured, int from, int to) {
    List<Row> changes = new ArrayList<>();
    List<Row> ratings = new ArrayList<>();
    List<Row> members = new ArrayList<>();
    for (BasketChange change : measured.changes()) {
      List<Object> key =
          List.of(
              change.request().basketId(),
              change.group(),
              date(from),
              date(to),
              change.basis(),
              change.request().membership().toString());
      changes.add(row(key, changeCells(change)));
      ratings.add(row(key, effects(change.rerating())));
    }
    for (MemberChange change : measured.members()) {
      List<Object> key =
          List.of(
              change.request().basketId(),
              change.subsector(),
              change.issuerId(),
              date(from),
              date(to),
              change.basis(),
              change.request().membership().toString());
      members.add(row(key, effects(change.rerating())));
    }
    String where =
        "from_date = DATE'"
            + Days.date(from)
            + "' AND to_date = DATE'"
            + Days.date(to)
            + "' AND "
            + requests(measured);
    replace(ValuationTables.BASKET_CHANGES, changes, where);
    replace(ValuationTables.RERATING, ratings, where);
    replace(ValuationTables.RERATING_MEMBERS, members, where);
  }

  private static String requests(BasketChanges measured) {
    var baskets = new TreeSet<String>();
    var bases = new TreeSet<String>();
    var memberships = new TreeSet<String>();
    for (BasketChange change : measured.changes()) {
      baskets.add(change.request().basketId());
      bases.add(change.basis());
      memberships.add(change.request().membership().toString());
    }
    return Warehouse.anyOf("basket_id", List.copyOf(baskets))
        + " AND "
        + Warehouse.anyOf("basis", List.copyOf(bases))
        + " AND "
        + Warehouse.anyOf("membership", List.copyOf(memberships));
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
                  c.capShareA(),
                  c.capShareB(),
                  c.capRatio(),
                  c.capRatioPrivateA(),
                  c.capRatioPrivateBoth(),
                  c.status().name())));
    }
    replace(
        ValuationTables.COMPARISONS,
        rows,
        Warehouse.anyOf("basket_a", List.of(basketA))
            + " AND "
            + Warehouse.anyOf("basket_b", List.of(basketB))
            + " AND "
            + Warehouse.anyOf("basis", List.copyOf(bases))
            + " AND "
            + Warehouse.anyOf("membership", List.of(membership))
            + " AND valuation_date BETWEEN DATE'"
            + Days.date(first)
            + "' AND DATE'"
            + Days.date(last)
            + "'");
  }

  private void replace(TableSpec table, List<Row> rows, String where) {
    StructType type = new StructType();
    for (StructField field : table.structType().fields()) {
      if (ValuationTables.PROVENANCE.stream().noneMatch(c -> c.name().equals(field.name()))) {
        type = type.add(field);
      }
    }
    versions.put(
        table.fullName(),
        warehouse.replace(
            table,
            variant.stamp(warehouse.spark().createDataFrame(rows, type).coalesce(1), runId),
            variant.condition() + " AND " + where,
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
        measured.shareOfChange(),
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
